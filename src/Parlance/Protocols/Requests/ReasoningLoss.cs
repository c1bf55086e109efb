namespace Parlance.Protocols;

/// <summary>What every wire says alike of reasoning settings that are not sent as they were given.</summary>
internal static class ReasoningLoss
{
    /// <summary>Reports what a switch that is off leaves without a meaning: the level, and the budget.</summary>
    public static void ReportOff(RequestBodyWriter writer)
    {
        var (effort, field) = ReasoningEffortWord.Find(writer.Call.Options);
        if (effort is not (null or "none"))
        {
            writer.Unsupported(field, $"Reasoning is switched off; the effort '{effort}' was left out.");
        }

        if (writer.Call.Options.ReasoningBudget is > 0)
        {
            writer.Unsupported("ReasoningBudget", "Reasoning is switched off; its budget was left out.");
        }
    }

    /// <summary>Reports a level on a wire that has only a switch.</summary>
    public static void ReportSwitched(RequestBodyWriter writer, string advice)
    {
        var (effort, field) = ReasoningEffortWord.Find(writer.Call.Options);
        if (effort is not (null or "none"))
        {
            writer.Coerced(field, $"This wire knows no levels of reasoning; it was switched on.{advice}");
        }
    }

    /// <summary>Reports a level beside a budget, where a wire takes one of the two.</summary>
    public static void ReportBesideBudget(RequestBodyWriter writer)
    {
        var (effort, field) = ReasoningEffortWord.Find(writer.Call.Options);
        if (effort is not (null or "none"))
        {
            writer.Unsupported(field, "The wire takes a budget or a level, not both; the level was left out.");
        }
    }
}
