using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.Extensions.AI;

namespace Parlance.Protocols.Ollama;

/// <summary>The settings of the wire, and how warnings name what else is in a request of it.</summary>
internal static partial class OllamaFields
{
    /// <summary>The object that holds the settings of sampling.</summary>
    public const string Sampling = "options";

    public static SettingTable<OllamaDialect> Settings { get; } = new SettingTable<OllamaDialect>()
        .Row(Setting.Temperature, "options.temperature")
        .Row(Setting.TopP, "options.top_p")
        .Row(Setting.TopK, "options.top_k")
        .Row(Setting.Seed, "options.seed")
        .Row(Setting.MaxOutputTokens, "options.num_predict")
        .Row(Setting.PresencePenalty, "options.presence_penalty")
        .Row(Setting.FrequencyPenalty, "options.frequency_penalty")
        .Row(Setting.StopSequences, "options.stop")
        .Row(Setting.LogProbs, "logprobs")
        .Row(Setting.TopLogProbs, "top_logprobs")
        .Elsewhere(Setting.ResponseFormat, "format")
        .Elsewhere(Setting.StrictSchema, "format")
        .Elsewhere(Setting.Tools, "tools")
        .Elsewhere(Setting.ToolMode)
        .Elsewhere(Setting.Reasoning, "think")
        .Elsewhere(Setting.ReasoningBudget)
        .Name("ReasoningEffort", "think")
        .Name("ReasoningEnabled", "think")
        .Name("Messages", "messages");

    /// <summary>
    /// A content of a message has no index on this wire: it is the text, the thinking, or one of the images or calls.
    /// </summary>
    public static string LocateContent(ChatCall call, string field)
    {
        var match = Content().Match(field);
        if (!match.Success
            || !int.TryParse(match.Groups["message"].ValueSpan, CultureInfo.InvariantCulture, out var message) || message >= call.Messages.Count
            || !int.TryParse(match.Groups["content"].ValueSpan, CultureInfo.InvariantCulture, out var index) || index >= call.Messages[message].Contents.Count)
        {
            return field;
        }

        var contents = call.Messages[message].Contents;
        var member = contents[index] switch
        {
            TextReasoningContent => "thinking",
            DataContent => string.Create(CultureInfo.InvariantCulture, $"images[{contents.Take(index).OfType<DataContent>().Count()}]"),
            FunctionCallContent => string.Create(CultureInfo.InvariantCulture, $"tool_calls[{contents.Take(index).OfType<FunctionCallContent>().Count()}]"),
            _ => "content",
        };
        return $"Messages[{message}].{member}{field.AsSpan(match.Length)}";
    }

    /// <summary>Generate has no messages: what they hold stands in the body itself.</summary>
    public static string LocatePrompt(ChatCall call, string field)
    {
        var located = LocateContent(call, field);
        var match = Message().Match(located);
        if (!match.Success || !int.TryParse(match.Groups["message"].ValueSpan, CultureInfo.InvariantCulture, out var message) || message >= call.Messages.Count)
        {
            return field;
        }

        var member = located[match.Length..].TrimStart('.');
        return member.Length == 0 || member.StartsWith("content", StringComparison.Ordinal)
            ? call.Messages[message].Role == ChatRole.System ? "system" : "prompt"
            : member;
    }

    [GeneratedRegex(@"^Messages\[(?<message>\d+)\]", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Message();

    [GeneratedRegex(@"^Messages\[(?<message>\d+)\]\.Contents\[(?<content>\d+)\]", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Content();
}
