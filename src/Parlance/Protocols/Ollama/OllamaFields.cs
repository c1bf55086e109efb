using System.Globalization;
using Microsoft.Extensions.AI;

namespace Parlance.Protocols.Ollama;

/// <summary>The settings of the wire, and how warnings name what else is in a request of it.</summary>
internal static class OllamaFields
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
        .Name("JsonSchema", "function.parameters")
        .Name("Strict", "function.strict")
        .Name("Arguments", "function.arguments")
        .Name("Messages", "messages");

    /// <summary>
    /// A content of a message has no index on this wire: it is the text, the thinking, or one of the images or calls.
    /// </summary>
    public static string LocateContent(ChatCall call, FieldPath field) => FindMember(call, field) is { } member
        ? string.Create(CultureInfo.InvariantCulture, $"$.messages[{field.Message}].{member}")
        : WirePath.Of(field, Settings.Names);

    /// <summary>Generate has no messages: what they hold stands in the body itself.</summary>
    public static string LocatePrompt(ChatCall call, FieldPath field)
    {
        if (field.Message is not { } message || message >= call.Messages.Count)
        {
            return WirePath.Of(field, Settings.Names);
        }

        var member = FindMember(call, field) ?? field.Member;
        return member is null || member.StartsWith("content", StringComparison.Ordinal)
            ? call.Messages[message].Role == ChatRole.System ? "$.system" : "$.prompt"
            : $"$.{member}";
    }

    /// <summary>The member of a message that holds a content, and what is said of it; null for no content.</summary>
    private static string? FindMember(ChatCall call, FieldPath field)
    {
        if (field.Message is not { } message || field.Content is not { } index || message >= call.Messages.Count || index >= call.Messages[message].Contents.Count)
        {
            return null;
        }

        var contents = call.Messages[message].Contents;
        var member = contents[index] switch
        {
            TextReasoningContent => "thinking",
            DataContent => string.Create(CultureInfo.InvariantCulture, $"images[{contents.Take(index).OfType<DataContent>().Count()}]"),
            FunctionCallContent => string.Create(CultureInfo.InvariantCulture, $"tool_calls[{contents.Take(index).OfType<FunctionCallContent>().Count()}]"),
            _ => "content",
        };
        return field.Member is null ? member : $"{member}.{field.Member}";
    }
}
