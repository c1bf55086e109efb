namespace Parlance.Testing.Grammar;

/// <summary>The rules of thinking and sampling for Claude, on its own wire and, by other names, on Converse.</summary>
internal static class AnthropicThinkingRules
{
    public static void Check(RequestReport report, RequestNode request, ClaudeModel claude, IReadOnlyList<RequestTurn> turns)
    {
        var settings = new ClaudeSettings(request.Get("thinking"), request.Get("output_config").Get("effort"), request.Get("max_tokens"), request.Get("temperature"), request.Get("top_p"), request.Get("top_k"));
        CheckSettings(report, settings, claude);
        if (settings.IsThinking)
        {
            CheckToolLoop(report, turns, block => block.Get("type").Text is "thinking" or "redacted_thinking", settings.Thinking.Get("type").Text == "enabled");
        }
    }

    public static void CheckSettings(RequestReport report, ClaudeSettings settings, ClaudeModel claude)
    {
        var (thinking, budget) = (settings.Thinking, settings.Thinking.Get("budget_tokens"));
        report.RequireWord(RequestRules.Thinking, thinking.Get("type"), "enabled", "disabled", "adaptive");
        switch (thinking.Get("type").Text)
        {
            case "enabled":
                report.Require(claude.HasThinkingBudget, RequestRules.Thinking, thinking.Get("type"), "is 'enabled', which the model does not have.");
                report.Require(budget.Number >= 1024, RequestRules.ThinkingBudget, budget, $"is {budget.Number} and must be at least 1024.");
                report.Require(budget.Number is null || settings.MaximumTokens.Number is null || budget.Number < settings.MaximumTokens.Number, RequestRules.ThinkingBudget, budget, $"is {budget.Number} and must be below max_tokens.");
                break;
            case "adaptive":
                report.Require(claude.HasAdaptiveThinking, RequestRules.Thinking, thinking.Get("type"), "is 'adaptive', which the model does not have.");
                break;
            case "disabled":
                // dev.to/hassann, Opus 5: 'thinking: disabled + effort xhigh/max: HTTP 400'.
                report.Require(claude.Version < 5 || settings.Effort.Text is not ("xhigh" or "max"), RequestRules.Thinking, thinking, "is disabled beside an effort that needs it.");
                break;
            default:
                break;
        }

        if (settings.Effort.IsPresent)
        {
            report.RequireWord(RequestRules.Effort, settings.Effort, [.. claude.Efforts]);
        }

        CheckSampling(report, settings, claude);
    }

    private static void CheckSampling(RequestReport report, ClaudeSettings settings, ClaudeModel claude)
    {
        if (!claude.HasSampling)
        {
            report.Require(settings.Temperature.Number is null or 1, RequestRules.Sampling, settings.Temperature, "is deprecated for this model.");
            report.Require(settings.TopP.Number is null or >= 0.99, RequestRules.Sampling, settings.TopP, "is deprecated for this model.");
            report.Require(!settings.TopK.IsPresent, RequestRules.Sampling, settings.TopK, "is deprecated for this model.");
        }
        else if (settings.IsThinking)
        {
            // docs.claude.com extended-thinking: no temperature, no top_k, top_p from 0.95 to 1.
            report.Require(settings.Temperature.Number is null or 1, RequestRules.Sampling, settings.Temperature, "may only be 1 when thinking is enabled.");
            report.Require(settings.TopP.Number is null or >= 0.95, RequestRules.Sampling, settings.TopP, "must be at least 0.95 when thinking is enabled.");
            report.Require(!settings.TopK.IsPresent, RequestRules.Sampling, settings.TopK, "must be unset when thinking is enabled.");
        }

        report.Require(!claude.RefusesSamplingPair || settings.Temperature.Number is null || settings.TopP.Number is null, RequestRules.SamplingPair, settings.TopP, "stands beside temperature: '`temperature` and `top_p` cannot both be specified'.");
    }

    /// <summary>
    /// The turn of the assistant that began the open tool loop, which ends with results, begins with its thinking. Adaptive
    /// thinking does without: docs.claude.com adaptive-thinking ('previous assistant turns don't need to start with thinking blocks').
    /// </summary>
    public static void CheckToolLoop(RequestReport report, IReadOnlyList<RequestTurn> turns, Func<RequestNode, bool> isThinking, bool isNeeded)
    {
        if (!isNeeded || turns.Count < 2 || turns[^1].Results.Count == 0)
        {
            return;
        }

        // Without interleaving only the first message of a loop thinks.
        var loop = turns.Reverse().TakeWhile(turn => turn.Role == "assistant" || turn.Results.Count > 0).Where(turn => turn.Role == "assistant").ToList();
        if (loop is [{ Calls.Count: > 0 } calling, ..])
        {
            var first = calling.Node.Get("content").Items().FirstOrDefault();
            var thinks = loop.Exists(turn => turn.Node.Get("content").Items().FirstOrDefault() is { IsObject: true } block && isThinking(block));
            report.Require(thinks, RequestRules.ThinkingBlock, first, "begins the last turn of the assistant: 'Expected `thinking` or `redacted_thinking`'.");
        }
    }
}

/// <summary>What is asked of Claude beside the conversation, by whatever names.</summary>
internal readonly record struct ClaudeSettings(RequestNode Thinking, RequestNode Effort, RequestNode MaximumTokens, RequestNode Temperature, RequestNode TopP, RequestNode TopK)
{
    public bool IsThinking => Thinking.Get("type").Text is "enabled" or "adaptive";
}
