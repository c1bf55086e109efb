using System.Text.Json;
using Microsoft.Extensions.AI;
using Parlance.Responses;

namespace Parlance;

/// <summary>What a response says beyond <see cref="ChatResponse"/>. Every property lives in the response's own bag.</summary>
public static class ParlanceResponseExtensions
{
    /// <summary>The extra of a response that holds its log probabilities, on whichever wire.</summary>
    internal const string LogProbsMember = "logprobs";

    private const string WarningsKey = "parlance.warnings";
    private const string RawFinishKey = "parlance.rawFinishReason";
    private const string RawUsageKey = "parlance.rawUsage";
    private const string ExtrasKey = "parlance.responseExtras";

    extension(ChatResponse response)
    {
        /// <summary>What of the request could not be honoured; empty where all of it was. Key <c>parlance.warnings</c>.</summary>
        public IReadOnlyList<ChatWarning> Warnings => WarningsJson.Read(Bag.GetJson(response.AdditionalProperties, WarningsKey));

        /// <summary>The provider's own word for why the model stopped. Key <c>parlance.rawFinishReason</c>.</summary>
        public string? RawFinishReason => Bag.GetText(response.AdditionalProperties, RawFinishKey);

        /// <summary>The provider's own usage object, null where it sent none. Key <c>parlance.rawUsage</c>.</summary>
        public JsonElement? RawUsage => Bag.FindJson(response.AdditionalProperties, RawUsageKey);

        /// <summary>The model's readable reasoning, empty where it gave none. It is never a part of <see cref="ChatResponse.Text"/>.</summary>
        public string ReasoningText => Join(response.Messages.SelectMany(message => message.Contents));

        /// <summary>The text, or the reasoning where there is no text: some models answer in their reasoning alone.</summary>
        public string ContentOrReasoning => response.Text is { Length: > 0 } text ? text : response.ReasoningText;

        /// <summary>The usage as disjoint buckets, null where the provider reported none.</summary>
        public TokenUsage? TokenUsage => response.Usage?.ToTokenUsage();

        /// <summary>
        /// Members of the response that have no other place, such as <c>system_fingerprint</c>: an object, null where
        /// there are none. Key <c>parlance.responseExtras</c>.
        /// </summary>
        public JsonElement? Extras => Bag.FindJson(response.AdditionalProperties, ExtrasKey);

        /// <summary>The log probabilities of the output's tokens in the wire's own shape, null where there are none.</summary>
        public JsonElement? LogProbs => ReadLogProbs(Bag.FindJson(response.AdditionalProperties, ExtrasKey));
    }

    extension(ChatResponseUpdate update)
    {
        /// <summary>The readable reasoning in this update, empty where it holds none.</summary>
        public string ReasoningText => Join(update.Contents);

        /// <summary>The text of this update, or its reasoning where it holds no text.</summary>
        public string ContentOrReasoning => update.Text is { Length: > 0 } text ? text : update.ReasoningText;

        /// <summary>What of the request could not be honoured; on the first update alone. Key <c>parlance.warnings</c>.</summary>
        public IReadOnlyList<ChatWarning> Warnings
        {
            get => WarningsJson.Read(Bag.GetJson(update.AdditionalProperties, WarningsKey));
            internal set => update.AdditionalProperties = Bag.Set(update.AdditionalProperties, WarningsKey, WarningsJson.Write(value));
        }

        /// <summary>The provider's own word for why the model stopped; on the last update alone. Key <c>parlance.rawFinishReason</c>.</summary>
        public string? RawFinishReason
        {
            get => Bag.GetText(update.AdditionalProperties, RawFinishKey);
            internal set => update.AdditionalProperties = Bag.Set(update.AdditionalProperties, RawFinishKey, value);
        }

        /// <summary>The provider's own usage object; on the last update alone. Key <c>parlance.rawUsage</c>.</summary>
        public JsonElement? RawUsage
        {
            get => Bag.FindJson(update.AdditionalProperties, RawUsageKey);
            internal set => update.AdditionalProperties = Bag.Set(update.AdditionalProperties, RawUsageKey, value);
        }

        /// <summary>Members of the response that have no other place; on the last update alone. Key <c>parlance.responseExtras</c>.</summary>
        public JsonElement? Extras
        {
            get => Bag.FindJson(update.AdditionalProperties, ExtrasKey);
            internal set => update.AdditionalProperties = Bag.Set(update.AdditionalProperties, ExtrasKey, value);
        }
    }

    private static string Join(IEnumerable<AIContent> contents) => string.Concat(contents.OfType<TextReasoningContent>().Select(content => content.Text));

    private static JsonElement? ReadLogProbs(JsonElement? extras) =>
        extras is { ValueKind: JsonValueKind.Object } members && members.TryGetProperty(LogProbsMember, out var logProbs) ? logProbs : null;
}
