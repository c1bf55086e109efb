namespace Parlance.Protocols;

/// <summary>Where the parts of a reshaped conversation stood as it was given.</summary>
/// <param name="Messages">The place of each message, or of the first of those that it was made of.</param>
/// <param name="Contents">The places of the contents of each message; null for a message whose contents stand where they stood.</param>
internal sealed record Origins(IReadOnlyList<FieldPath> Messages, IReadOnlyList<IReadOnlyList<FieldPath>?> Contents)
{
    /// <summary>Where the parts of the conversation that was reshaped stood; null where nothing had been moved before.</summary>
    public Origins? Before { get; init; }

    /// <summary>The places of the tools; null where they stand where they stood.</summary>
    public IReadOnlyList<FieldPath>? Tools { get; init; }

    /// <summary>The place where the caller put what stands at a place now. The default is nobody's: what was added has no place.</summary>
    public FieldPath Trace(FieldPath field)
    {
        var here = TraceHere(field);
        return Before?.Trace(here) ?? here;
    }

    private FieldPath TraceHere(FieldPath field) =>
        field.Tool is { } tool && Tools is not null && tool < Tools.Count ? field.AtTool(Tools[tool])
        : field.Message is not { } message || message >= Messages.Count ? field
        : field.Content is not { } content ? field.At(Messages[message])
        : Contents[message] is { } contents && content < contents.Count ? field.At(contents[content])
        : field.At(Messages[message][content]);
}
