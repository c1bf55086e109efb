namespace Parlance;

/// <summary>What happened to a setting that could not be honoured as it was given.</summary>
public enum ChatWarningKind
{
    /// <summary>The wire cannot express it; it was left out.</summary>
    Unsupported,

    /// <summary>It was changed to what the wire can express.</summary>
    Coerced,

    /// <summary>It was sent, but the provider is giving it up.</summary>
    Deprecated,

    /// <summary>Anything else the caller should know.</summary>
    Other,
}

/// <summary>One thing that a request asked for and did not get exactly.</summary>
/// <param name="Kind">What happened to it.</param>
/// <param name="Field">
/// Which setting, as a path: <c>TopK</c> or <c>Messages[2].Contents[1]</c> for a request made in .NET, a JSON path of
/// the inbound body for a request that was read from a wire.
/// </param>
/// <param name="Message">What is missing and why.</param>
public sealed record ChatWarning(ChatWarningKind Kind, string Field, string Message);

/// <summary>What to do with a setting that a protocol cannot express.</summary>
public enum UnsupportedPolicy
{
    /// <summary>Leave it out and report a <see cref="ChatWarning"/> on the response. The default.</summary>
    Warn,

    /// <summary>Throw an <see cref="LlmException"/> of kind <see cref="LlmErrorKind.Unsupported"/> before anything is sent.</summary>
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
