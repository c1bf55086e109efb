namespace Parlance.Protocols;

/// <summary>What is lost of a call on a wire that states by name what it expresses, and so loses all else.</summary>
internal static class CallLoss
{
    /// <summary>Reports everything that is given but for what is written: settings, prefixes, members for one host, cache marks.</summary>
    public static void ReportAllBut(ChatCall call, ReadOnlySpan<string> written)
    {
        Setting.ReportAllBut(call, new HashSet<string>([.. written], StringComparer.Ordinal));
        if (!written.Contains("IsPrefix"))
        {
            ReportPrefixes(call);
        }

        if (call.Options.ExtraBody is not null && !written.Contains("ExtraBody"))
        {
            call.Warn(ChatWarningKind.Unsupported, "ExtraBody", "This wire takes no members beside its own; they were left out.");
        }

        CacheMarkLoss.Report(call);
    }

    private static void ReportPrefixes(ChatCall call)
    {
        for (var message = 0; message < call.Messages.Count; message++)
        {
            if (call.Messages[message].IsPrefix)
            {
                TurnShaper.ReportPrefix(call, FieldPath.OfMessage(message));
            }
        }
    }
}
