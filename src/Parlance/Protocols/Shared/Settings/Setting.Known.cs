using System.Collections.Immutable;
using System.Text.Json;
using Microsoft.Extensions.AI;

namespace Parlance.Protocols;

/// <summary>
/// Every setting that a call can have. One that is added here is a warning on all wires, until their
/// <see cref="SettingTable{TReceiver}"/> gives it a row.
/// </summary>
internal partial class Setting
{
    public static readonly Setting<float?> Temperature =
        new(nameof(Temperature), SettingFormats.Number, static options => options.Temperature, static (options, value) => options.Temperature = value);

    public static readonly Setting<float?> TopP =
        new(nameof(TopP), SettingFormats.Number, static options => options.TopP, static (options, value) => options.TopP = value);

    public static readonly Setting<int?> TopK =
        new(nameof(TopK), SettingFormats.Count, static options => options.TopK, static (options, value) => options.TopK = value);

    /// <summary>Some hosts mean "no limit" by a number below 1, which no other wire would understand.</summary>
    public static readonly Setting<int?> MaxOutputTokens =
        new(nameof(MaxOutputTokens), SettingFormats.CountFrom(1), static options => options.MaxOutputTokens, static (options, value) => options.MaxOutputTokens = value);

    public static readonly Setting<float?> FrequencyPenalty =
        new(nameof(FrequencyPenalty), SettingFormats.Number, static options => options.FrequencyPenalty, static (options, value) => options.FrequencyPenalty = value);

    public static readonly Setting<float?> PresencePenalty =
        new(nameof(PresencePenalty), SettingFormats.Number, static options => options.PresencePenalty, static (options, value) => options.PresencePenalty = value);

    public static readonly Setting<long?> Seed =
        new(nameof(Seed), SettingFormats.Integer, static options => options.Seed, static (options, value) => options.Seed = value);

    public static readonly Setting<IList<string>?> StopSequences =
        new(nameof(StopSequences), SettingFormats.Texts, static options => options.StopSequences is { Count: > 0 } stop ? stop : null, static (options, value) => options.StopSequences = value);

    public static readonly Setting<bool?> LogProbs =
        new(nameof(LogProbs), SettingFormats.Flag, static options => options.LogProbs, static (options, value) => options.LogProbs = value, static value => value == true);

    public static readonly Setting<long?> TopLogProbs =
        new(nameof(TopLogProbs), SettingFormats.Integer, static options => options.TopLogProbs, static (options, value) => options.TopLogProbs = value);

    public static readonly Setting<string?> ConversationId =
        new(nameof(ConversationId), SettingFormats.Text, static options => options.ConversationId, static (options, value) => options.ConversationId = value)
        {
            FindRefusal = StoredConversation.FindRefusal,
        };

    public static readonly Setting<bool?> AllowBackgroundResponses = new(
        nameof(AllowBackgroundResponses), SettingFormats.Flag, static options => options.AllowBackgroundResponses, static (options, value) => options.AllowBackgroundResponses = value, static value => value == true);

    public static readonly Setting<string?> EndUserId =
        new(nameof(EndUserId), SettingFormats.Text, static options => options.EndUserId, static (options, value) => options.EndUserId = value);

    public static readonly Setting<string?> ServiceTier =
        new(nameof(ServiceTier), SettingFormats.Text, static options => options.ServiceTier, static (options, value) => options.ServiceTier = value);

    public static readonly Setting<string?> PromptCacheKey =
        new(nameof(PromptCacheKey), SettingFormats.Text, static options => options.PromptCacheKey, static (options, value) => options.PromptCacheKey = value)
        {
            FindWithoutEffect = static _ => WithoutEffect.PromptCacheKey,
        };

    public static readonly Setting<string?> PromptCacheRetention =
        new(nameof(PromptCacheRetention), SettingFormats.Text, static options => options.PromptCacheRetention, static (options, value) => options.PromptCacheRetention = value)
        {
            FindWithoutEffect = static _ => WithoutEffect.PromptCacheRetention,
        };

    public static readonly Setting<string?> Verbosity =
        new(nameof(Verbosity), SettingFormats.Text, static options => options.Verbosity, static (options, value) => options.Verbosity = value);

    public static readonly Setting<string?> SafetyIdentifier =
        new(nameof(SafetyIdentifier), SettingFormats.Text, static options => options.SafetyIdentifier, static (options, value) => options.SafetyIdentifier = value);

    public static readonly Setting<bool?> Store =
        new(nameof(Store), SettingFormats.Flag, static options => options.Store, static (options, value) => options.Store = value)
        {
            FindWithoutEffect = static options => options.Store == false ? WithoutEffect.NotStored : null,
        };

    public static readonly Setting<JsonElement?> Metadata =
        new(nameof(Metadata), SettingFormats.Object, static options => options.Metadata, static (options, value) => options.Metadata = value);

    /// <summary>Whether several tools may be called in one answer. They may, where nobody forbids it.</summary>
    public static readonly Setting<bool?> AllowMultipleToolCalls = new(
        nameof(AllowMultipleToolCalls), SettingFormats.Flag, static options => options.AllowMultipleToolCalls, static (options, value) => options.AllowMultipleToolCalls = value, static value => value == false);

    public static readonly Setting Tools = new(nameof(Tools), static options => options.Tools is { Count: > 0 });

    public static readonly Setting ToolMode = new(nameof(ToolMode), static options => options.ToolMode is not (null or AutoChatToolMode));

    /// <summary>A receiver that cannot be told has been offered only these: see <see cref="ToolOffer"/>.</summary>
    public static readonly Setting AllowedTools = new(nameof(AllowedTools), static options => options.AllowedTools is not null);

    public static readonly Setting ResponseFormat = new(nameof(ResponseFormat), static options => options.ResponseFormat is not (null or ChatResponseFormatText));

    public static readonly Setting StrictSchema = new(nameof(StrictSchema), static options => options.StrictSchema == true);

    /// <summary>How hard to think, and whether.</summary>
    public static readonly Setting Reasoning = new(nameof(Reasoning), static options => ReasoningSettings.From(options) is { Effort: not null } or { Enabled: not null });

    public static readonly Setting ReasoningBudget = new(nameof(ReasoningBudget), static options => options.ReasoningBudget is not null);

    public static ImmutableArray<Setting> All { get; } =
    [
        Temperature, TopP, TopK, MaxOutputTokens, FrequencyPenalty, PresencePenalty, Seed, StopSequences, ResponseFormat, StrictSchema, Tools, ToolMode, AllowedTools,
        AllowMultipleToolCalls, Reasoning, ReasoningBudget, LogProbs, TopLogProbs, ConversationId, AllowBackgroundResponses, EndUserId, ServiceTier, PromptCacheKey, PromptCacheRetention,
        Verbosity, SafetyIdentifier, Store, Metadata,
    ];

    /// <summary>Reports every setting that is given but for those of these names, and what callers put into the bag by hand, which no wire understands.</summary>
    public static void ReportAllBut(ChatCall call, HashSet<string> expressed)
    {
        foreach (var setting in All)
        {
            if (!expressed.Contains(setting.Name) && setting.IsGiven(call.Options))
            {
                setting.ReportLoss(call);
            }
        }

        if (call.Options.RawRepresentationFactory is not null)
        {
            call.Warn(ChatWarningKind.Unsupported, nameof(ChatOptions.RawRepresentationFactory), "Requests are written by Parlance itself; members that a host has beyond the common settings go into ExtraBody.");
        }

        foreach (var name in call.Options.AdditionalProperties?.Keys.Where(static name => !name.StartsWith("parlance.", StringComparison.Ordinal)) ?? [])
        {
            call.Warn(ChatWarningKind.Unsupported, ((FieldPath)"AdditionalProperties").Of(name), "Members that a host has beyond the common settings go into ExtraBody.");
        }
    }
}
