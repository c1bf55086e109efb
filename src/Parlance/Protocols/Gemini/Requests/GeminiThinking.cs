using Microsoft.Extensions.AI;

namespace Parlance.Protocols.Gemini;

/// <summary>
/// <c>thinkingConfig</c>: models before Gemini 3 take a budget of tokens, later ones a level. Source:
/// ai.google.dev/gemini-api/docs/thinking.
/// </summary>
internal static class GeminiThinking
{
    /// <summary>The budget that lets the model decide.</summary>
    private const long Dynamic = -1;

    public static void Read(RequestMembers thinking, ChatOptions options)
    {
        if (thinking.TakeFlag("includeThoughts") is { } isShown)
        {
            options.Reasoning = new ReasoningOptions { Output = isShown ? ReasoningOutput.Summary : ReasoningOutput.None };
        }

        switch (thinking.TakeInteger("thinkingBudget"))
        {
            case null:
                break;
            case 0:
                options.ReasoningEnabled = false;
                break;
            case Dynamic:
                options.ReasoningEnabled = true;
                break;
            case { } budget:
                options.ReasoningBudget = budget;
                break;
        }

        if (thinking.TakeText("thinkingLevel") is { } level)
        {
            options.ReasoningEffort = level.ToLowerInvariant();
            GeminiSpelling.NoteLevel(options, level);
        }
    }

    public static bool IsSet(ChatOptions options) =>
        options.ReasoningBudget is not null || options.ReasoningEnabled is not null || options.ReasoningEffort is not null
        || options.Reasoning is { Effort: not null } or { Output: not null };

    public static void Write(RequestBodyWriter writer, GeminiDialect dialect)
    {
        var options = writer.Call.Options;
        if (options.Reasoning?.Output is { } output)
        {
            writer.Json.WriteBoolean("includeThoughts"u8, output != ReasoningOutput.None);
            if (output == ReasoningOutput.Full)
            {
                writer.Coerced("Reasoning.Output", "The provider returns summaries of its thoughts; those were asked for.");
            }
        }

        var (effort, field) = ReasoningEffortWord.Find(options);
        if (options.ReasoningEnabled == false)
        {
            writer.Json.WriteNumber("thinkingBudget"u8, 0);
            ReasoningLoss.ReportOff(writer);
        }
        else if (options.ReasoningBudget is { } budget)
        {
            writer.Json.WriteNumber("thinkingBudget"u8, budget);
            ReasoningLoss.ReportBesideBudget(writer);
        }
        else if (effort is not null)
        {
            WriteEffort(writer, dialect, effort, field);
        }
        else if (options.ReasoningEnabled == true)
        {
            writer.Json.WriteNumber("thinkingBudget"u8, Dynamic);
        }
    }

    private static void WriteEffort(RequestBodyWriter writer, GeminiDialect dialect, string effort, string field)
    {
        var level = GeminiSpelling.GetLevel(writer.Call.Options);
        if (level is null && dialect.Thinking == GeminiThinkingControl.Budget)
        {
            WriteBudget(writer, effort, field);
            return;
        }

        var said = effort switch
        {
            "none" => "minimal",
            "xhigh" or "max" => "high",
            _ => effort,
        };
        if (said != effort)
        {
            writer.Coerced(field, $"The model has no level '{effort}'; '{said}' was sent.");
        }

        writer.Json.WriteString("thinkingLevel"u8, string.Equals(level, said, StringComparison.OrdinalIgnoreCase) ? level : said);
    }

    private static void WriteBudget(RequestBodyWriter writer, string effort, string field)
    {
        // The equivalents that Google gives for OpenAI's efforts: ai.google.dev/gemini-api/docs/openai#thinking.
        long? budget = effort switch
        {
            "none" => 0,
            "minimal" or "low" => 1024,
            "medium" => 8192,
            "high" or "xhigh" or "max" => 24_576,
            _ => null,
        };
        if (budget is null)
        {
            writer.Unsupported(field, $"There is no thinking budget for the effort '{effort}'; it was left out.");
            return;
        }

        writer.Json.WriteNumber("thinkingBudget"u8, budget.Value);
        if (budget > 0)
        {
            writer.Coerced(field, $"The model takes a budget instead of a level; {budget} tokens were allowed for thinking.");
        }
    }
}
