namespace Parlance.Testing.Grammar;

/// <summary>What one message or item says, by the words that all wires share.</summary>
internal sealed class RequestTurn(string role, RequestNode node)
{
    /// <summary><c>system</c>, <c>user</c>, <c>assistant</c> or <c>tool</c>.</summary>
    public string Role => role;

    public RequestNode Node => node;

    public List<RequestToolCall> Calls { get; } = [];

    public List<RequestToolCall> Results { get; } = [];

    /// <summary>True where the model used tools of its host in the turn.</summary>
    public bool HasHostedTools { get; set; }

    /// <summary>True where the turn holds anything but results: words, media, calls.</summary>
    public bool HasOtherContent { get; set; }
}

/// <summary>A call or a result, by its id and name; either is null where the wire has none.</summary>
internal readonly record struct RequestToolCall(string? Id, string? Name, RequestNode Node);
