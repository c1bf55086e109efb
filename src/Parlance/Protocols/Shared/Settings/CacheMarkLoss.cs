namespace Parlance.Protocols;

/// <summary>
/// Cache marks that a wire has no place for. They change what a call costs and not what it says, so each that is left out
/// is a warning, and under no policy an error.
/// </summary>
internal static class CacheMarkLoss
{
    /// <summary>Reports every mark of a call: that of the whole request, those of its tools and those of its contents.</summary>
    public static void Report(ChatCall call)
    {
        if (call.Options.CacheBreakpoint is not null)
        {
            Warn(call, "CacheBreakpoint");
        }

        ReportTools(call);
        for (var message = 0; message < call.Messages.Count; message++)
        {
            var contents = call.Messages[message].Contents;
            for (var content = 0; content < contents.Count; content++)
            {
                if (contents[content].CacheBreakpoint is not null)
                {
                    Warn(call, FieldPath.OfMessage(message)[content].Of("CacheBreakpoint"));
                }
            }
        }
    }

    /// <summary>Reports the marks of a call's tools, on a wire that marks contents alone.</summary>
    public static void ReportTools(ChatCall call)
    {
        var tools = call.Options.Tools ?? [];
        for (var tool = 0; tool < tools.Count; tool++)
        {
            if (tools[tool].CacheBreakpoint is not null)
            {
                Warn(call, FieldPath.OfTool(tool).Of("CacheBreakpoint"));
            }
        }
    }

    private static void Warn(ChatCall call, FieldPath field) =>
        call.Warn(ChatWarningKind.Other, field, "The host caches by itself, or not at all; the mark was not sent.");
}
