namespace Parlance.Protocols;

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

    public MemberName Messages { get; init; } = "messages";

    public MemberName Role { get; init; } = "role";

    public MemberName Name { get; init; } = "name";

    /// <summary>A message's content where it is one text.</summary>
    public MemberName Content { get; init; } = "content";

    /// <summary>A message's content where it is an array of parts.</summary>
    public MemberName Parts { get; init; } = "content";

    /// <summary>A message's readable reasoning, null where the wire has no such member.</summary>
    public MemberName? Reasoning { get; init; }

    public MemberName ToolCalls { get; init; } = "tool_calls";

    public MemberName ToolCallId { get; init; } = "tool_call_id";

    /// <summary>The mark of a message that the model is to continue, null where the wire has none.</summary>
    public MemberName? Prefix { get; init; }

    public MemberName Tools { get; init; } = "tools";

    public MemberName Id { get; init; } = "id";

    public MemberName Type { get; init; } = "type";

    public MemberName Function { get; init; } = "function";

    public MemberName Arguments { get; init; } = "arguments";

    public MemberName Description { get; init; } = "description";

    public MemberName Parameters { get; init; } = "parameters";

    /// <summary>True where a tool's schema is a string that holds JSON.</summary>
    public bool HasTextParameters { get; init; }

    /// <summary>The mark of a function whose schema is followed to the letter, null where no function has one.</summary>
    public MemberName? Strict { get; init; }

    /// <summary>True where the members of a function stand in the tool itself and not in an object inside it.</summary>
    public bool HasBareFunctions { get; init; }

    /// <summary>
    /// True where it is kept what a request left out (a content, a type, a schema) and whether one text was an array of
    /// parts, so that all of it is written so again; false where only the meaning is.
    /// </summary>
    public bool KeepsSpelling { get; init; } = true;

    public string Temperature { get; init; } = "temperature";

    public string TopP { get; init; } = "top_p";

    public string Seed { get; init; } = "seed";

    public string Stop { get; init; } = "stop";
}
