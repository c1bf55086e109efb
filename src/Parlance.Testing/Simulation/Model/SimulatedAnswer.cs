using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.AI;
using Parlance.Protocols;

namespace Parlance.Testing;

/// <summary>What the simulated model decides to say, before it is cut into tokens.</summary>
internal sealed record SimulatedAnswer
{
    public string Reasoning { get; private init; } = "";

    public string Text { get; private init; } = "";

    /// <summary>The calls: the tool's name and its arguments as JSON.</summary>
    public IReadOnlyList<(string Name, string Arguments)> ToolCalls { get; private init; } = [];

    public static SimulatedAnswer Create(ChatCall call)
    {
        var answer = Decide(call, PromptText.LastOfUser(call.Messages));
        return answer with
        {
            Reasoning = IsReasoningAskedFor(call) ? Think(call, answer) : "",
            Text = CutAtStop(answer.Text, call.Options.StopSequences),
        };
    }

    private static SimulatedAnswer Decide(ChatCall call, ChatMessage prompt)
    {
        var format = call.Options.ResponseFormat as ChatResponseFormatJson;
        var results = PromptText.PendingResults(call.Messages);
        if (results.Count == 0)
        {
            var tools = ToolChoice.Choose(call.Options, prompt.Text);
            if (tools.Count > 0)
            {
                return new SimulatedAnswer { ToolCalls = [.. tools.Select(tool => (tool.Name, SchemaInstance.Create(tool.JsonSchema, new PromptHints(prompt.Text))))] };
            }
        }

        return new SimulatedAnswer
        {
            Text = format?.Schema is { } schema ? SchemaInstance.Create(schema, new PromptHints(prompt.Text))
                : format is not null ? $$"""{"answer":{{Quote(Speak(prompt, results))}}}"""
                : Speak(prompt, results),
        };
    }

    private static string Speak(ChatMessage prompt, IReadOnlyList<FunctionResultContent> results) => results switch
    {
        [] => PlainAnswer.Create(prompt),
        [var only] => $"The tool answered: {PromptText.Describe(only)}",
        _ => $"The tools answered: {string.Join("; ", results.Select(PromptText.Describe))}",
    };

    private static string Think(ChatCall call, SimulatedAnswer answer)
    {
        var prompt = PromptText.LastOfUser(call.Messages).Text;
        var plan = answer.ToolCalls.Count > 0
            ? $"I should call {string.Join(" and ", answer.ToolCalls.Select(planned => planned.Name))}."
            : string.Create(CultureInfo.InvariantCulture, $"I can answer that in {answer.Text.Split(' ').Length} words.");
        return $"The user wrote: \"{prompt}\". {plan}";
    }

    /// <summary>By the options, and where they are silent by the model's name.</summary>
    private static bool IsReasoningAskedFor(ChatCall call)
    {
        var options = call.Options;
        if (options.ReasoningEnabled is { } isEnabled)
        {
            return isEnabled;
        }

        if (options.ReasoningEffort is { } effort)
        {
            return effort != "none";
        }

        return options.ReasoningBudget > 0
            || (options.Reasoning is { } reasoning ? reasoning.Effort != Microsoft.Extensions.AI.ReasoningEffort.None
            : call.Model.Contains("reason", StringComparison.OrdinalIgnoreCase) || call.Model.Contains("think", StringComparison.OrdinalIgnoreCase));
    }

    private static string CutAtStop(string text, IList<string>? stops)
    {
        foreach (var stop in stops ?? [])
        {
            var at = stop.Length == 0 ? -1 : text.IndexOf(stop, StringComparison.Ordinal);
            text = at >= 0 ? text[..at] : text;
        }

        return text;
    }

    private static string Quote(string text) => $"\"{JsonEncodedText.Encode(text, System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping)}\"";
}
