using Microsoft.Extensions.AI;
using Parlance.Json;

namespace Parlance.Protocols.Gemini;

/// <summary>
/// <c>thinkingConfig</c>: models before Gemini 3 take a budget of tokens, later ones a level. Source:
/// ai.google.dev/gemini-api/docs/thinking.
/// </summary>
internal static class GeminiReasoning
{
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
            case var open when open == GeminiDialect.ThinkingBudget.OpenBudget:
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

    /// <summary>Writes the members of <c>thinkingConfig</c>, which is open.</summary>
    public static void Write(RequestBodyWriter writer, ReasoningPlan plan)
    {
        writer.Json.WriteOptional("includeThoughts"u8, plan.Output is { } output ? output != ReasoningOutput.None : null);
        writer.Json.WriteOptional("thinkingBudget"u8, plan.Budget);
        if (plan.Effort is { } effort)
        {
            var spelled = GeminiSpelling.GetLevel(writer.Call.Options);
            writer.Json.WriteString("thinkingLevel"u8, string.Equals(spelled, effort, StringComparison.OrdinalIgnoreCase) ? spelled : effort);
        }
    }

    /// <summary>A request of this wire that gave a level keeps one, unless the model is known to take none.</summary>
    public static ReasoningPlan Plan(RequestBodyWriter writer, GeminiDialect dialect)
    {
        var keepsLevel = dialect is { TakesThinkingLevel: true, Reasoning.HasEffort: false } && GeminiSpelling.GetLevel(writer.Call.Options) is not null;
        return ReasoningPlan.For(writer.Call, keepsLevel ? GeminiDialect.ThinkingLevel : dialect.Reasoning).Report(writer.Call);
    }
}
