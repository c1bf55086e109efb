namespace Parlance.Testing.Grammar;

/// <summary>One thing for which a receiver refuses a request.</summary>
/// <param name="Rule">The broken rule.</param>
/// <param name="Path">The place in the body, such as <c>messages[2].content</c>; empty for the body itself.</param>
/// <param name="Problem">What stands there.</param>
public sealed record RequestViolation(RequestRule Rule, string Path, string Problem)
{
    /// <inheritdoc/>
    public override string ToString() => $"{Rule.Name}: {(Path.Length == 0 ? "body" : Path)} {Problem}";
}
