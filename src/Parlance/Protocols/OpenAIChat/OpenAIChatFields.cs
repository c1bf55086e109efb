using System.Globalization;
using Microsoft.Extensions.AI;

namespace Parlance.Protocols.OpenAIChat;

/// <summary>The settings of the wire, and its names for what else warnings speak of.</summary>
internal static class OpenAIChatFields
{
    public static SettingTable<OpenAIChatReceiver> Settings { get; } = new SettingTable<OpenAIChatReceiver>()
        .Row(Setting.MaxOutputTokens, "max_completion_tokens", writtenAs: static receiver => receiver.Dialect.TokenLimitMember, alsoRead: "max_tokens")
        .Row(Setting.Temperature, "temperature", when: static receiver => receiver.Dialect.HasSampling, fit: static (receiver, value) => FixedSampling.Fit(receiver.IsReasoning, value, 0, 2))
        .Row(Setting.TopP, "top_p", when: static receiver => receiver.Dialect.HasSampling, fit: static (receiver, value) => FixedSampling.Fit(receiver.IsReasoning, value, 0, 1))
        .Row(Setting.TopK, "top_k", when: static receiver => receiver.Dialect.HasTopK)
        .Row(Setting.FrequencyPenalty, "frequency_penalty", when: static receiver => receiver.Dialect.HasPenalties, fit: static (receiver, value) => FixedSampling.Fit(receiver.IsReasoning, value))
        .Row(Setting.PresencePenalty, "presence_penalty", when: static receiver => receiver.Dialect.HasPenalties, fit: static (receiver, value) => FixedSampling.Fit(receiver.IsReasoning, value))
        .Row(Setting.Seed, "seed", writtenAs: static receiver => receiver.Dialect.SeedMember, alsoRead: "random_seed")
        .Row(Setting.StopSequences, "stop", when: static receiver => receiver.Dialect.MaximumStopSequences > 0, fit: static (receiver, stop) => StopTexts.Fit(stop, receiver.Dialect.MaximumStopSequences))
        .Row(Setting.LogProbs, "logprobs", when: static receiver => receiver.Dialect.HasLogProbs, fit: static (receiver, value) => FixedSampling.Fit(receiver.IsReasoning, value))
        .Row(Setting.TopLogProbs, "top_logprobs", when: static receiver => receiver.Dialect.HasLogProbs, fit: static (receiver, value) => FixedSampling.Fit(receiver.IsReasoning, value))
        .Row(Setting.EndUserId, "user", when: static receiver => receiver.Dialect.HasUser, fit: static (receiver, id) => EndUserIds.Fit(id, receiver.Dialect.MaximumUserLength))
        .Row(Setting.ServiceTier, "service_tier", when: static receiver => receiver.Dialect is { HasRequestLabels: true, HasServiceTier: true }, fit: static (receiver, tier) => receiver.Dialect.ServiceTiers.IsEmpty ? ServiceTiers.FitOpenAI(tier) : ServiceTiers.Fit(tier, receiver.Dialect.ServiceTiers))
        .Row(Setting.PromptCacheKey, "prompt_cache_key", when: static receiver => receiver.Dialect.HasRequestLabels && Knows(receiver, "prompt_cache_key"))
        .Row(Setting.PromptCacheRetention, "prompt_cache_retention", when: static receiver => receiver.Dialect.HasOpenAISettings)
        .Row(Setting.SafetyIdentifier, "safety_identifier", when: static receiver => receiver.Dialect.HasOpenAISettings)
        .Row(Setting.Store, "store", when: static receiver => receiver.Dialect.HasOpenAISettings)
        .Row(Setting.Verbosity, "verbosity", when: static receiver => receiver.Dialect.HasOpenAISettings)
        .Row(Setting.Metadata, "metadata", when: static receiver => receiver.Dialect.HasRequestLabels && Knows(receiver, "metadata"))
        .Row(Setting.AllowMultipleToolCalls, "parallel_tool_calls", when: static receiver => receiver.Dialect.HasParallelToolCallsOption)
        .Elsewhere(Setting.ResponseFormat, "response_format")
        .Elsewhere(Setting.StrictSchema, "response_format.json_schema.strict")
        .Elsewhere(Setting.Tools, "tools")
        .Elsewhere(Setting.ToolMode, "tool_choice")
        .Elsewhere(Setting.AllowedTools, "tool_choice.allowed_tools")
        .Elsewhere(Setting.Reasoning, "reasoning")
        .Elsewhere(Setting.ReasoningBudget, "reasoning.max_tokens")
        .Name("MaxOutputTokens", "max_tokens")
        .Name("ReasoningEffort", "reasoning_effort")
        .Name("ReasoningEnabled", "thinking")
        .Name("Messages", "messages")
        .Name("Contents", "content")
        .Name("Detail", "image_url.detail")
        .Name("JsonSchema", "function.parameters")
        .Name("SchemaDescription", "description")
        .Name("ProtectedData", "reasoning_details")
        .Name("OpaqueState", "reasoning_details")
        .Name("Arguments", "function.arguments")
        .Name("AuthorName", "name")
        .Name("IsPrefix", "prefix")
        .Name("CacheBreakpoint", "cache_control")
        .Name("Strict", "strict");

    private static bool Knows(in OpenAIChatReceiver receiver, string member) => receiver.Dialect.KnownMembers.IsEmpty || receiver.Dialect.KnownMembers.Contains(member, StringComparer.Ordinal);

    /// <summary>Reasoning and calls have members of their own beside a message's content, and a content may be bare text.</summary>
    public static string Locate(ChatCall call, FieldPath field)
    {
        if (field.Message is not { } message || field.Content is not { } index || message >= call.Messages.Count || index >= call.Messages[message].Contents.Count)
        {
            return WirePath.Of(field, Settings.Names);
        }

        var place = WirePath.Of(FieldPath.OfMessage(message), Settings.Names);
        var part = field.Part is { } inner ? string.Create(CultureInfo.InvariantCulture, $"[{inner}]") : "";
        var path = $"{place}.{FindMember(call.Messages[message], index)}{part}";
        return field.Member is null ? path : $"{path}.{WirePath.TranslateMember(field.Member, Settings.Names)}";
    }

    private static string FindMember(ChatMessage message, int index)
    {
        var contents = message.Contents;
        return contents[index] switch
        {
            TextReasoningContent => "reasoning_content",
            FunctionCallContent => string.Create(CultureInfo.InvariantCulture, $"tool_calls[{contents.Take(index).OfType<FunctionCallContent>().Count()}]"),
            FunctionResultContent => "content",
            TextContent when contents.Count(IsPart) == 1 && !Spelling.Has(message.AdditionalProperties, OpenAIChatSpelling.Wire, Spelling.Parts) => "content",
            _ => string.Create(CultureInfo.InvariantCulture, $"content[{contents.Take(index).Count(IsPart)}]"),
        };
    }

    private static bool IsPart(AIContent content) => content is not (TextReasoningContent or FunctionCallContent);
}

/// <summary>What the settings must be fitted to.</summary>
/// <param name="Dialect">Who reads the request.</param>
/// <param name="IsReasoning">True where the model reasons on the request and refuses sampling then.</param>
internal readonly record struct OpenAIChatReceiver(OpenAIChatDialect Dialect, bool IsReasoning);
