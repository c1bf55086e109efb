using System.Collections.Immutable;

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
    /// Anything else the caller should know, and that is no loss: state that its issuer alone could have read, messages
    /// that were joined. With <see cref="WarningDetail.All"/> also what no answer can depend on.
    /// </summary>
    Other,
}

/// <summary>One thing that a request asked for and did not get exactly.</summary>
/// <param name="Kind">What happened to it.</param>
/// <param name="Field">
/// Which setting, as a path: <c>TopK</c> or <c>Messages[2].Contents[1]</c> for a request made in .NET, a JSON path of
/// the inbound body for a request that was read from a wire. A star stands for the indices of several places:
/// <c>Messages[*].Contents[0]</c>.
/// </param>
/// <param name="Message">What is missing and why.</param>
public sealed record ChatWarning(ChatWarningKind Kind, string Field, string Message)
{
    private readonly ImmutableArray<FieldPath> _paths;

    /// <summary>At how many places it happened. 1 by default.</summary>
    public int Count { get; init; } = 1;

    /// <summary>The first three of several places, as <see cref="Field"/> names one; empty where there is one place.</summary>
    public ImmutableArray<string> Places { get; init; } = [];

    /// <summary>The first place in numbers and a name.</summary>
    internal FieldPath Path => Paths[0];

    /// <summary>Every place in numbers and a name, from which the text was made.</summary>
    internal ImmutableArray<FieldPath> Paths { get => _paths.IsDefaultOrEmpty ? [Field] : _paths; init => _paths = value; }

    /// <summary>Makes a warning from the path of its field.</summary>
    internal static ChatWarning About(FieldPath field, ChatWarningKind kind, string message) => new(kind, field.ToString(), message) { Paths = [field] };

    /// <summary>True for a warning that reads the same.</summary>
    /// <param name="other">The other warning.</param>
    public bool Equals(ChatWarning? other) => other is not null && Kind == other.Kind && Field == other.Field && Message == other.Message && Count == other.Count;

    /// <inheritdoc />
    public override int GetHashCode() => HashCode.Combine(Kind, Field, Message, Count);
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
/// Not lost is what nobody but its issuer could have read; it is told with the kind <see cref="ChatWarningKind.Other"/> and
/// is no error under any policy. That is state in no words that another provider issued, such as a signature on a call or
/// encrypted reasoning, and reasoning that its own maker does not want back. So a conversation may go on at another provider under <see cref="Throw"/>, unless it
/// holds reasoning in words that the other does not take: remove that first.
/// </para>
/// <para>
/// What no answer can depend on, such as a cache mark where the host caches by itself or the ids of earlier items, is not
/// told at all, unless <see cref="WarningDetail.All"/> asks for it.
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

/// <summary>How much of what became of a request is told.</summary>
public enum WarningDetail
{
    /// <summary>What can change the answer, or what the caller should know for another reason. The default.</summary>
    Relevant,

    /// <summary>
    /// Everything: also what no answer can depend on, such as ids of earlier items, labels, and cache marks on hosts that
    /// cache by themselves. It is told with the kind <see cref="ChatWarningKind.Other"/>.
    /// </summary>
    All,
}

/// <summary>What to do with content that a protocol cannot express, such as an image on a wire that takes text alone.</summary>
public enum UnsupportedContent
{
    /// <summary>Throw an <see cref="LlmException"/> of kind <see cref="LlmErrorKind.Unsupported"/> before anything is sent. The default.</summary>
    Throw,

    /// <summary>Send a description in its place, such as <c>[image/png, 1,024 bytes]</c>, and report a <see cref="ChatWarning"/>.</summary>
    Describe,
}
