namespace Parlance;

/// <summary>What happened to a setting that could not be honoured as it was given.</summary>
public enum ChatWarningKind
{
    /// <summary>The wire cannot express it; it was left out, and the answer may differ for it.</summary>
    Unsupported,

    /// <summary>It was changed to what the wire can express.</summary>
    Coerced,

    /// <summary>It was sent, but the provider is giving it up.</summary>
    Deprecated,

    /// <summary>
    /// Anything else the caller should know, and that the answer does not depend on: a cache mark or key that has no
    /// place, state that its issuer alone could have read.
    /// </summary>
    Other,
}

/// <summary>One thing that a request asked for and did not get exactly.</summary>
/// <param name="Kind">What happened to it.</param>
/// <param name="Field">
/// Which setting, as a path: <c>TopK</c> or <c>Messages[2].Contents[1]</c> for a request made in .NET, a JSON path of
/// the inbound body for a request that was read from a wire.
/// </param>
/// <param name="Message">What is missing and why.</param>
public sealed record ChatWarning(ChatWarningKind Kind, string Field, string Message)
{
    private readonly FieldPath? _path;

    /// <summary>The field in numbers and a name, from which the text was made.</summary>
    internal FieldPath Path { get => _path ?? Field; init => _path = value; }

    /// <summary>Makes a warning from the path of its field.</summary>
    internal static ChatWarning About(FieldPath field, ChatWarningKind kind, string message) => new(kind, field.ToString(), message) { Path = field };

    /// <summary>True for a warning that reads the same.</summary>
    /// <param name="other">The other warning.</param>
    public bool Equals(ChatWarning? other) => other is not null && Kind == other.Kind && Field == other.Field && Message == other.Message;

    /// <inheritdoc />
    public override int GetHashCode() => HashCode.Combine(Kind, Field, Message);
}

/// <summary>
/// What to do with a setting, or a part of the conversation, that a protocol cannot express. It means the same on every
/// wire.
/// </summary>
/// <remarks>
/// <para>
/// What is lost is what the model would have read or obeyed: a setting, a tool, a member of another wire, reasoning in
/// words, what another provider's own tool did. Its loss has the kind <see cref="ChatWarningKind.Unsupported"/>.
/// </para>
/// <para>
/// Not lost is what has no effect on the answer; it is told with the kind <see cref="ChatWarningKind.Other"/> and is no
/// error under any policy. That is a cache mark or cache key, which changes the price; state in no words that another
/// provider issued, such as a signature on a call or encrypted reasoning, which nobody else could read; and reasoning that
/// its own maker does not want back. So a conversation may go on at another provider under <see cref="Throw"/>, unless it
/// holds reasoning in words that the other does not take: remove that first.
/// </para>
/// </remarks>
public enum UnsupportedPolicy
{
    /// <summary>Leave it out and report a <see cref="ChatWarning"/> on the response. The default.</summary>
    Warn,

    /// <summary>
    /// Throw an <see cref="LlmException"/> of kind <see cref="LlmErrorKind.Unsupported"/> before anything is sent. A value
    /// that is changed to what the wire can say (<see cref="ChatWarningKind.Coerced"/>) is still a warning.
    /// </summary>
    Throw,

    /// <summary>Leave it out and say nothing.</summary>
    Ignore,
}

/// <summary>What to do with content that a protocol cannot express, such as an image on a wire that takes text alone.</summary>
public enum UnsupportedContent
{
    /// <summary>Throw an <see cref="LlmException"/> of kind <see cref="LlmErrorKind.Unsupported"/> before anything is sent. The default.</summary>
    Throw,

    /// <summary>Send a description in its place, such as <c>[image/png, 1,024 bytes]</c>, and report a <see cref="ChatWarning"/>.</summary>
    Describe,
}
