namespace Parlance.Protocols;

/// <summary>Settings that a wire has no member for: each that a caller has given is a warning.</summary>
internal static class SettingsLoss
{
    /// <summary>Reports those of the named settings that are given, and what callers put into the bag by hand.</summary>
    public static void Report(RequestBodyWriter writer, params ReadOnlySpan<string> lacking)
    {
        foreach (var name in lacking)
        {
            if (GivenSettings.Has(writer.Call.Options, name))
            {
                Report(writer.Call, name);
            }
        }

        ReportUnknown(writer.Call);
    }

    /// <summary>Reports every setting that is given but for the named ones, cache marks among them.</summary>
    public static void ReportAllBut(ChatCall call, ReadOnlySpan<string> written)
    {
        foreach (var name in GivenSettings.Of(call.Options))
        {
            if (!written.Contains(name))
            {
                Report(call, name);
            }
        }

        ReportUnknown(call);
        ReportPrefixes(call, written);
        if (call.Options.ExtraBody is not null && !written.Contains("ExtraBody"))
        {
            call.Warn(ChatWarningKind.Unsupported, "ExtraBody", "This wire takes no members beside its own; they were left out.");
        }

        CacheMarkLoss.Report(call);
    }

    private static void ReportPrefixes(ChatCall call, ReadOnlySpan<string> written)
    {
        if (written.Contains("IsPrefix"))
        {
            return;
        }

        for (var message = 0; message < call.Messages.Count; message++)
        {
            if (call.Messages[message].IsPrefix)
            {
                call.Warn(ChatWarningKind.Unsupported, $"{new MessageField(message)}.IsPrefix", "This wire cannot be asked to continue a message; the model answers anew.");
            }
        }
    }

    private static void Report(ChatCall call, string name) =>
        call.Warn(GivenSettings.KindOfLoss(name), name, "This wire has no such setting; it was left out.");

    private static void ReportUnknown(ChatCall call)
    {
        foreach (var name in GivenSettings.Unknown(call.Options))
        {
            call.Warn(ChatWarningKind.Unsupported, $"AdditionalProperties.{name}", "Members that a host has beyond the common settings go into ExtraBody.");
        }
    }
}
