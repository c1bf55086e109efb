namespace Parlance.Bench.Recorded;

/// <summary>One kind of stream: a wire and what most of its chunks carry.</summary>
/// <param name="Wire">The wire, as the recordings name it.</param>
/// <param name="Content">What the chunks carry, for people.</param>
/// <param name="ContentMember">The member of a chunk that carries it; chunks without it are head or tail of the stream.</param>
public sealed record StreamKind(string Wire, string Content, string ContentMember)
{
    public static IReadOnlyList<StreamKind> All { get; } =
    [
        new("openai-chat", "text", "content"),
        new("openai-chat", "tool call", "arguments"),
        new("anthropic-messages", "text", "text"),
        new("anthropic-messages", "thinking", "thinking"),
        new("anthropic-messages", "tool call", "partial_json"),
    ];

    public override string ToString() => $"{Wire}, {Content}";
}
