using System.Text.Json;
using Microsoft.Extensions.AI;

namespace Parlance;

/// <summary>The settings that <see cref="ChatOptions"/> lacks. Every property lives in the options' own bag.</summary>
public static class ChatOptionsExtensions
{
    private const string EffortKey = "parlance.reasoningEffort";
    private const string BudgetKey = "parlance.reasoningBudget";
    private const string EnabledKey = "parlance.reasoningEnabled";
    private const string ExtraBodyKey = "parlance.extraBody";
    private const string ServiceTierKey = "parlance.serviceTier";
    private const string PromptCacheKeyKey = "parlance.promptCacheKey";
    private const string PromptCacheRetentionKey = "parlance.promptCacheRetention";
    private const string VerbosityKey = "parlance.verbosity";
    private const string SafetyIdentifierKey = "parlance.safetyIdentifier";
    private const string StoreKey = "parlance.store";
    private const string UserKey = "parlance.user";
    private const string MetadataKey = "parlance.metadata";
    private const string LogProbsKey = "parlance.logProbs";
    private const string TopLogProbsKey = "parlance.topLogProbs";
    private const string CacheKey = "parlance.cacheBreakpoint";
    private const string StrictKey = "parlance.strictSchema";
    private const string AllowedToolsKey = "parlance.allowedTools";

    extension(ChatOptions options)
    {
        /// <summary>
        /// How hard the model should think, in the wires' own words: <c>none</c>, <c>minimal</c>, <c>low</c>,
        /// <c>medium</c>, <c>high</c>, <c>xhigh</c>, <c>max</c> or any later one. It wins over
        /// <see cref="ChatOptions.Reasoning"/>, whose closed set of levels cannot say all of these. Key
        /// <c>parlance.reasoningEffort</c>.
        /// </summary>
        public string? ReasoningEffort
        {
            get => Bag.GetText(options.AdditionalProperties, EffortKey);
            set => options.AdditionalProperties = Bag.Set(options.AdditionalProperties, EffortKey, value);
        }

        /// <summary>How many tokens the model may spend on reasoning. Key <c>parlance.reasoningBudget</c>.</summary>
        public long? ReasoningBudget
        {
            get => Bag.GetCount(options.AdditionalProperties, BudgetKey);
            set => options.AdditionalProperties = Bag.Set(options.AdditionalProperties, BudgetKey, value);
        }

        /// <summary>
        /// Switches reasoning on or off on wires that have a switch and no level; null leaves it to the model. Key
        /// <c>parlance.reasoningEnabled</c>.
        /// </summary>
        public bool? ReasoningEnabled
        {
            get => Bag.GetFlag(options.AdditionalProperties, EnabledKey);
            set => options.AdditionalProperties = Bag.Set(options.AdditionalProperties, EnabledKey, value);
        }

        /// <summary>
        /// An object whose members are added to the request body of whichever wire the call goes to; null for none.
        /// A member that a setting writes too is an error. Key <c>parlance.extraBody</c>.
        /// </summary>
        public JsonElement? ExtraBody
        {
            get => Bag.FindJson(options.AdditionalProperties, ExtraBodyKey);
            set => options.AdditionalProperties = Bag.Set(options.AdditionalProperties, ExtraBodyKey, value);
        }

        /// <summary>Which of the provider's processing tiers to use, in its own words. Key <c>parlance.serviceTier</c>.</summary>
        public string? ServiceTier
        {
            get => Bag.GetText(options.AdditionalProperties, ServiceTierKey);
            set => options.AdditionalProperties = Bag.Set(options.AdditionalProperties, ServiceTierKey, value);
        }

        /// <summary>Groups requests that share a prompt, so that they meet the same cache. Key <c>parlance.promptCacheKey</c>.</summary>
        public string? PromptCacheKey
        {
            get => Bag.GetText(options.AdditionalProperties, PromptCacheKeyKey);
            set => options.AdditionalProperties = Bag.Set(options.AdditionalProperties, PromptCacheKeyKey, value);
        }

        /// <summary>How long the provider keeps the prompt in its cache, in its own words, such as <c>24h</c>. Key <c>parlance.promptCacheRetention</c>.</summary>
        public string? PromptCacheRetention
        {
            get => Bag.GetText(options.AdditionalProperties, PromptCacheRetentionKey);
            set => options.AdditionalProperties = Bag.Set(options.AdditionalProperties, PromptCacheRetentionKey, value);
        }

        /// <summary>How wordy the answer is to be: <c>low</c>, <c>medium</c> or <c>high</c>. Key <c>parlance.verbosity</c>.</summary>
        public string? Verbosity
        {
            get => Bag.GetText(options.AdditionalProperties, VerbosityKey);
            set => options.AdditionalProperties = Bag.Set(options.AdditionalProperties, VerbosityKey, value);
        }

        /// <summary>A stable, opaque id of the end user, by which the provider recognizes who breaks its rules. Key <c>parlance.safetyIdentifier</c>.</summary>
        public string? SafetyIdentifier
        {
            get => Bag.GetText(options.AdditionalProperties, SafetyIdentifierKey);
            set => options.AdditionalProperties = Bag.Set(options.AdditionalProperties, SafetyIdentifierKey, value);
        }

        /// <summary>Whether the provider keeps the answer for later calls; null leaves it to the provider. Key <c>parlance.store</c>.</summary>
        public bool? Store
        {
            get => Bag.GetFlag(options.AdditionalProperties, StoreKey);
            set => options.AdditionalProperties = Bag.Set(options.AdditionalProperties, StoreKey, value);
        }

        /// <summary>An opaque id of the end user, for the provider's abuse detection. Key <c>parlance.user</c>.</summary>
        public string? EndUserId
        {
            get => Bag.GetText(options.AdditionalProperties, UserKey);
            set => options.AdditionalProperties = Bag.Set(options.AdditionalProperties, UserKey, value);
        }

        /// <summary>An object of labels that the provider stores with the request; null for none. Key <c>parlance.metadata</c>.</summary>
        public JsonElement? Metadata
        {
            get => Bag.FindJson(options.AdditionalProperties, MetadataKey);
            set => options.AdditionalProperties = Bag.Set(options.AdditionalProperties, MetadataKey, value);
        }

        /// <summary>Asks for the log probabilities of the output's tokens. Key <c>parlance.logProbs</c>.</summary>
        public bool? LogProbs
        {
            get => Bag.GetFlag(options.AdditionalProperties, LogProbsKey);
            set => options.AdditionalProperties = Bag.Set(options.AdditionalProperties, LogProbsKey, value);
        }

        /// <summary>How many of the likeliest tokens to report at each position. Key <c>parlance.topLogProbs</c>.</summary>
        public long? TopLogProbs
        {
            get => Bag.GetCount(options.AdditionalProperties, TopLogProbsKey);
            set => options.AdditionalProperties = Bag.Set(options.AdditionalProperties, TopLogProbsKey, value);
        }

        /// <summary>
        /// Asks the provider to cache the whole prompt of this request: <c>5m</c> or <c>1h</c>, null for no mark. Key
        /// <c>parlance.cacheBreakpoint</c>.
        /// </summary>
        public string? CacheBreakpoint
        {
            get => Bag.GetText(options.AdditionalProperties, CacheKey);
            set => options.AdditionalProperties = Bag.Set(options.AdditionalProperties, CacheKey, value);
        }

        /// <summary>
        /// Asks that a JSON schema in <see cref="ChatOptions.ResponseFormat"/> be followed strictly or not; null leaves
        /// it to the wire's default. Key <c>parlance.strictSchema</c>.
        /// </summary>
        public bool? StrictSchema
        {
            get => Bag.GetFlag(options.AdditionalProperties, StrictKey);
            set => options.AdditionalProperties = Bag.Set(options.AdditionalProperties, StrictKey, value);
        }

        /// <summary>
        /// The names of those of the offered tools that may be called in this request; null for all. A host that cannot be
        /// told so is offered only these. Key <c>parlance.allowedTools</c>.
        /// </summary>
        public IReadOnlyList<string>? AllowedTools
        {
            get => Bag.GetTexts(options.AdditionalProperties, AllowedToolsKey);
            set => options.AdditionalProperties = Bag.Set(options.AdditionalProperties, AllowedToolsKey, Bag.ToJson(value));
        }
    }
}
