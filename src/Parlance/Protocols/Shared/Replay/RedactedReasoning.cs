using Microsoft.Extensions.AI;

namespace Parlance.Protocols;

/// <summary>
/// Reasoning that nobody but its issuer can read. Two wires have a name for it, and the same models answer on both: what
/// one calls <see cref="Thinking"/> the other calls <see cref="Content"/>, and the data is the same.
/// </summary>
internal static class RedactedReasoning
{
    public const string Thinking = "redacted_thinking";
    public const string Content = "redactedContent";

    /// <summary>True for reasoning that came without words and goes back without them.</summary>
    public static bool Is(TextReasoningContent reasoning) => reasoning.WireType is Thinking or Content;
}
