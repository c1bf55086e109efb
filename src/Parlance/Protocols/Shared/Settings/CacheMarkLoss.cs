namespace Parlance.Protocols;

/// <summary>
/// Cache marks that a wire has no place for. They change what a call costs and not what it says, so they
/// are <see cref="WithoutEffect"/>, and under no policy an error.
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

    /// <summary>Reports the marks of a call's tools to a receiver that takes marks on contents alone: what they stood for is not cached.</summary>
    public static void ReportUnplaced(ChatCall call)
    {
        var tools = call.Options.Tools ?? [];
        for (var tool = 0; tool < tools.Count; tool++)
        {
            if (tools[tool].CacheBreakpoint is not null)
            {
                call.Warn(ChatWarningKind.Other, FieldPath.OfTool(tool).Of("CacheBreakpoint"), "The receiver takes cache marks on contents alone; one on the instructions, which stand behind the tools, caches both.");
            }
        }
    }

    private static void ReportTools(ChatCall call)
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

    private static void Warn(ChatCall call, FieldPath field) => call.Warn(WithoutEffect.CacheMark, field);
}
