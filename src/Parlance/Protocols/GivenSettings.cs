using Microsoft.Extensions.AI;

namespace Parlance.Protocols;

/// <summary>Which settings a caller has given, by their names in .NET.</summary>
internal static class GivenSettings
{
    private const string BagPrefix = "parlance.";

    private static readonly (string Name, Func<ChatOptions, bool> IsGiven)[] s_settings =
    [
        (nameof(ChatOptions.Temperature), options => options.Temperature is not null),
        (nameof(ChatOptions.TopP), options => options.TopP is not null),
        (nameof(ChatOptions.TopK), options => options.TopK is not null),
        (nameof(ChatOptions.MaxOutputTokens), options => options.MaxOutputTokens is not null),
        (nameof(ChatOptions.FrequencyPenalty), options => options.FrequencyPenalty is not null),
        (nameof(ChatOptions.PresencePenalty), options => options.PresencePenalty is not null),
        (nameof(ChatOptions.Seed), options => options.Seed is not null),
        (nameof(ChatOptions.StopSequences), options => options.StopSequences is { Count: > 0 }),
        (nameof(ChatOptions.ResponseFormat), options => options.ResponseFormat is not (null or ChatResponseFormatText)),
        (nameof(ChatOptions.Tools), options => options.Tools is { Count: > 0 }),
        (nameof(ChatOptions.ToolMode), options => options.ToolMode is not null),
        (nameof(ChatOptions.AllowMultipleToolCalls), options => options.AllowMultipleToolCalls is not null),
        (nameof(ChatOptions.Reasoning), options => options.Reasoning is not null),
        (nameof(ChatOptions.ConversationId), options => options.ConversationId is not null),
    ];

    /// <summary>The settings, then those of the bag, each in its own order.</summary>
    public static IEnumerable<string> Of(ChatOptions options) =>
        s_settings.Where(setting => setting.IsGiven(options)).Select(setting => setting.Name).Concat((options.AdditionalProperties?.Keys ?? []).Select(NameOf));

    /// <summary>What stands in the bag as <c>parlance.serviceTier</c> is <c>ServiceTier</c> to its users.</summary>
    private static string NameOf(string key) =>
        key.StartsWith(BagPrefix, StringComparison.Ordinal) && key.Length > BagPrefix.Length
            ? $"{char.ToUpperInvariant(key[BagPrefix.Length])}{key.AsSpan(BagPrefix.Length + 1)}"
            : key;
}
