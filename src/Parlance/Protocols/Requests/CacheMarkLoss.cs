using System.Globalization;

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
        Report(call, "CacheBreakpoint", call.Options.CacheBreakpoint);
        ReportTools(call);
        for (var message = 0; message < call.Messages.Count; message++)
        {
            var field = new MessageField(message);
            for (var content = 0; content < call.Messages[message].Contents.Count; content++)
            {
                Report(call, $"{field[content]}.CacheBreakpoint", call.Messages[message].Contents[content].CacheBreakpoint);
            }
        }
    }

    /// <summary>Reports the marks of a call's tools, on a wire that marks contents alone.</summary>
    public static void ReportTools(ChatCall call)
    {
        var tools = call.Options.Tools ?? [];
        for (var tool = 0; tool < tools.Count; tool++)
        {
            Report(call, string.Create(CultureInfo.InvariantCulture, $"Tools[{tool}].CacheBreakpoint"), tools[tool].CacheBreakpoint);
        }
    }

    private static void Report(ChatCall call, string field, string? lifetime)
    {
        if (lifetime is not null)
        {
            call.Warn(ChatWarningKind.Other, field, "The host caches by itself, or not at all; the mark was not sent.");
        }
    }
}
