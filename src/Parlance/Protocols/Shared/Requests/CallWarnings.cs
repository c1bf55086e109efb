namespace Parlance.Protocols;

/// <summary>How a setting that is not sent as it was given is told, whatever kind of call it belongs to.</summary>
internal static class CallWarnings
{
    /// <exception cref="LlmException">The policy is to throw.</exception>
    public static void Add(List<ChatWarning> warnings, UnsupportedPolicy policy, ChatWarningKind kind, FieldPath field, string message)
    {
        if (policy == UnsupportedPolicy.Throw && kind is ChatWarningKind.Unsupported)
        {
            throw new LlmException(LlmErrorKind.Unsupported, $"{field}: {message} Remove it, or allow it to be left out with UnsupportedPolicy.Warn.");
        }

        if (policy != UnsupportedPolicy.Ignore)
        {
            warnings.Add(ChatWarning.About(field, kind, message));
        }
    }
}
