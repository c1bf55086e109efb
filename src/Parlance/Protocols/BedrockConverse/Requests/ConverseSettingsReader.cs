using System.Text.Json;
using Microsoft.Extensions.AI;
using Parlance.Json;

namespace Parlance.Protocols.BedrockConverse;

/// <summary>The settings of an inbound request. What has no place is kept as the options' extras.</summary>
internal static class ConverseSettingsReader
{
    public static ChatOptions Read(RequestMembers body)
    {
        var options = new ChatOptions();
        ConverseFields.Settings.Read(body, options);
        ReadAdditional(body.Open("additionalModelRequestFields"), options);
        ConverseToolReader.Read(body.Open("toolConfig"), options);
        ConverseResponseFormat.Read(body, options);
        options.AdditionalProperties = body.AddExtras(options.AdditionalProperties);
        return options;
    }

    private static void ReadAdditional(RequestMembers additional, ChatOptions options)
    {
        options.TopK = additional.TakeCount("top_k");
        options.ReasoningEffort = additional.TakeText("reasoning_effort");
        options.AdditionalProperties = additional.Note(options.AdditionalProperties, ConverseSpelling.EffortMember, options.ReasoningEffort is not null);
        if (additional.TryTake("thinking", IsThinking, out var thinking))
        {
            options.ConverseThinkingType = thinking.Member("type"u8).AsText();
            options.ReasoningEnabled = options.ConverseThinkingType != ThinkingType.Disabled;
            options.ReasoningBudget = thinking.TryGetMember("budget_tokens"u8, out var budget) ? budget.GetInt64() : null;
        }
    }

    private static bool IsThinking(JsonElement thinking) => (thinking.Member("type"u8).AsText(), thinking.Member("budget_tokens"u8)) switch
    {
        (ThinkingType.Enabled, { ValueKind: JsonValueKind.Number } budget) => budget.TryGetInt64(out _) && thinking.GetPropertyCount() == 2,
        (ThinkingType.Enabled or ThinkingType.Adaptive or ThinkingType.Disabled, _) => thinking.GetPropertyCount() == 1,
        _ => false,
    };
}
