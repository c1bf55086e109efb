using System.Globalization;
using Microsoft.Extensions.AI;
using Parlance.Json;

namespace Parlance.Protocols.OpenAIResponses;

/// <summary>The settings of the wire, and its names for what else warnings speak of.</summary>
internal static class OpenAIResponsesFields
{
    public static SettingTable<OpenAIResponsesReceiver> Settings { get; } = new SettingTable<OpenAIResponsesReceiver>()
        .Row(Setting.AllowBackgroundResponses, "background", when: static receiver => !receiver.Dialect.StreamsOnly)
        .Row(Setting.MaxOutputTokens, "max_output_tokens", when: static receiver => receiver.Dialect.HasMaximumOutputTokens, fit: static (receiver, limit) => Ranges.AtLeast(limit, receiver.Dialect.MinimumOutputTokens))
        .Row(Setting.Temperature, "temperature", when: static receiver => receiver.Dialect.HasSampling, fit: static (receiver, value) => FixedSampling.Fit(receiver.IsReasoning, value, 0, 2))
        .Row(Setting.TopP, "top_p", when: static receiver => receiver.Dialect.HasSampling, fit: static (receiver, value) => FixedSampling.Fit(receiver.IsReasoning, value, 0, 1))
        .Row(Setting.TopLogProbs, "top_logprobs", when: static receiver => receiver.Dialect.HasLogProbs, fit: static (receiver, value) => FixedSampling.Fit(receiver.IsReasoning, value))
        .Row(Setting.EndUserId, "user", when: static receiver => receiver.Dialect.HasUser, fit: static (receiver, id) => EndUserIds.Fit(id, receiver.Dialect.MaximumUserLength))
        .Row(Setting.ServiceTier, "service_tier", fit: static (_, tier) => ServiceTiers.Fit(tier, ServiceTiers.OfOpenAI))
        .Row(Setting.PromptCacheKey, "prompt_cache_key")
        .Row(Setting.PromptCacheRetention, "prompt_cache_retention")
        .Row(Setting.SafetyIdentifier, "safety_identifier")
        .Row(Setting.Store, "store", when: static receiver => !receiver.Dialect.StreamsOnly)
        .Row(Setting.Verbosity, "text.verbosity")
        .Row(Setting.Metadata, "metadata")
        .Row(Setting.AllowMultipleToolCalls, "parallel_tool_calls")
        .Elsewhere(Setting.ConversationId, "previous_response_id")
        .Elsewhere(Setting.LogProbs, "include")
        .Elsewhere(Setting.ResponseFormat, "text.format")
        .Elsewhere(Setting.StrictSchema, "text.format.strict")
        .Elsewhere(Setting.Tools, "tools")
        .Elsewhere(Setting.ToolMode, "tool_choice")
        .Elsewhere(Setting.AllowedTools, "tool_choice.tools")
        .Elsewhere(Setting.Reasoning, "reasoning")
        .Elsewhere(Setting.ReasoningBudget)
        .Name("ReasoningEffort", "reasoning.effort")
        .Name("Output", "summary")
        .Name("JsonSchema", "parameters")
        .Name("SchemaDescription", "description")
        .Name("ProtectedData", "encrypted_content")
        .Name("OpaqueState", "encrypted_content")
        .Name("Arguments", "arguments")
        .Name("Detail", "detail")
        .Name("Result", "output")
        .Name("AuthorName", "name")
        .Name("CacheBreakpoint", "cache_control")
        .Name("Messages", "input")
        .Name("Contents", "content")
        .Name("Strict", "strict");

    /// <summary>The instructions stand apart from the input, and an item that is no message is all that its message holds.</summary>
    public static string Locate(ChatCall call, FieldPath field)
    {
        if (field.Message is not { } index || index >= call.Messages.Count)
        {
            return WirePath.Of(field, Settings.Names);
        }

        var message = call.Messages[index];
        if (message.WireRole == OpenAIResponsesSpelling.Instructions)
        {
            return "$.instructions";
        }

        if (message.WireRole == OpenAIResponsesSpelling.BareInput)
        {
            return "$.input";
        }

        var place = call.Messages[0].WireRole == OpenAIResponsesSpelling.Instructions ? field.BehindFirstMessage() : field;
        return field.Content is { } content && content < message.Contents.Count && IsItem(message, message.Contents[content])
            ? WirePath.Of(FieldPath.OfMessage(place.Message!.Value), Settings.Names) + LocateInItem(field)
            : WirePath.Of(place, Settings.Names);
    }

    private static string LocateInItem(FieldPath field)
    {
        var part = field.Part is { } index ? string.Create(CultureInfo.InvariantCulture, $".output[{index}]") : "";
        return field.Member is null ? part : $"{part}.{WirePath.TranslateMember(field.Member, Settings.Names)}";
    }

    /// <summary>True for a content that is an item of its own: reasoning, a call, a result, or one that is kept whole.</summary>
    private static bool IsItem(ChatMessage message, AIContent content) => content switch
    {
        TextReasoningContent or FunctionCallContent or FunctionResultContent or ToolCallContent or ToolResultContent => true,
        _ => message.Contents.Count == 1 && content.GetType() == typeof(AIContent) && content.Raw.Member("type"u8).AsText() is { } type
            && !type.StartsWith("input_", StringComparison.Ordinal) && !type.StartsWith("output_", StringComparison.Ordinal),
    };
}

/// <summary>What the settings must be fitted to.</summary>
/// <param name="Dialect">Who reads the request.</param>
/// <param name="IsReasoning">True where the model reasons on the request and refuses sampling then.</param>
internal readonly record struct OpenAIResponsesReceiver(OpenAIResponsesDialect Dialect, bool IsReasoning);
