namespace Parlance.Protocols.MessageShape;

/// <summary>
/// How a wire spells the members of messages, calls and tools. Several wires hold the same objects and differ in the
/// spelling alone.
/// </summary>
internal sealed record MessageNames
{
    public static MessageNames SnakeCase { get; } = new();

    public static MessageNames PascalCase { get; } = new()
    {
        Messages = "Messages",
        Role = "Role",
        Name = "Name",
        Content = "Content",
        Parts = "Contents",
        ToolCalls = "ToolCalls",
        ToolCallId = "ToolCallId",
        Tools = "Tools",
        Id = "Id",
        Type = "Type",
        Function = "Function",
        Arguments = "Arguments",
        Description = "Description",
        Parameters = "Parameters",
        Temperature = "Temperature",
        TopP = "TopP",
        Seed = "Seed",
        Stop = "Stop",
    };

    public string Messages { get; init; } = "messages";

    public string Role { get; init; } = "role";

    public string Name { get; init; } = "name";

    /// <summary>A message's content where it is one text.</summary>
    public string Content { get; init; } = "content";

    /// <summary>A message's content where it is an array of parts.</summary>
    public string Parts { get; init; } = "content";

    /// <summary>A message's readable reasoning, null where the wire has no such member.</summary>
    public string? Reasoning { get; init; }

    public string ToolCalls { get; init; } = "tool_calls";

    public string ToolCallId { get; init; } = "tool_call_id";

    /// <summary>The mark of a message that the model is to continue, null where the wire has none.</summary>
    public string? Prefix { get; init; }

    public string Tools { get; init; } = "tools";

    public string Id { get; init; } = "id";

    public string Type { get; init; } = "type";

    public string Function { get; init; } = "function";

    public string Arguments { get; init; } = "arguments";

    public string Description { get; init; } = "description";

    public string Parameters { get; init; } = "parameters";

    /// <summary>True where a tool's schema is a string that holds JSON.</summary>
    public bool HasTextParameters { get; init; }

    public string Temperature { get; init; } = "temperature";

    public string TopP { get; init; } = "top_p";

    public string Seed { get; init; } = "seed";

    public string Stop { get; init; } = "stop";
}
