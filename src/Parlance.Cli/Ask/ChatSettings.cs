using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.AI;
using Parlance.Json;

namespace Parlance.Cli.Ask;

/// <summary>A setting that <c>-o</c> can make.</summary>
/// <param name="Name">Its name before the equals sign.</param>
/// <param name="Description">What it does and what it takes.</param>
/// <param name="Apply">Puts the value into the options; throws a <see cref="FormatException"/> or <see cref="JsonException"/> where it is none.</param>
internal sealed record ChatSetting(string Name, string Description, Action<ChatOptions, string> Apply);

/// <summary>The settings of a call by name.</summary>
internal static class ChatSettings
{
    private const string ExtraPrefix = "extra.";

    public static IReadOnlyList<ChatSetting> All { get; } =
    [
        new("temperature", "How freely to choose words, from 0.", (options, value) => options.Temperature = Number(value)),
        new("top-p", "Choose among the likeliest words of this total probability.", (options, value) => options.TopP = Number(value)),
        new("top-k", "Choose among this many likeliest words.", (options, value) => options.TopK = checked((int)Count(value))),
        new("max-output-tokens", "The longest answer.", (options, value) => options.MaxOutputTokens = checked((int)Count(value))),
        new("stop", "A text that ends the answer. Repeatable.", (options, value) => (options.StopSequences ??= []).Add(value)),
        new("seed", "A number that makes answers repeatable.", (options, value) => options.Seed = Count(value)),
        new("frequency-penalty", "Avoid words the more, the more often they came.", (options, value) => options.FrequencyPenalty = Number(value)),
        new("presence-penalty", "Avoid words that came before.", (options, value) => options.PresencePenalty = Number(value)),
        new("reasoning", "true or false: whether to think before answering.", (options, value) => options.ReasoningEnabled = Flag(value)),
        new("reasoning-effort", "How hard to think: none, minimal, low, medium, high, ...", (options, value) => options.ReasoningEffort = value),
        new("reasoning-budget", "How many tokens thinking may take.", (options, value) => options.ReasoningBudget = Count(value)),
        new("response-format", "text or json.", (options, value) => options.ResponseFormat = Format(value)),
        new("strict-schema", "true or false: whether a schema is followed strictly.", (options, value) => options.StrictSchema = Flag(value)),
        new("log-probs", "true or false: whether to report log probabilities.", (options, value) => options.LogProbs = Flag(value)),
        new("top-log-probs", "How many of the likeliest words to report.", (options, value) => options.TopLogProbs = Count(value)),
        new("cache", "Cache the prompt for 5m or 1h.", (options, value) => options.CacheBreakpoint = value),
        new("prompt-cache-key", "Groups requests that share a prompt.", (options, value) => options.PromptCacheKey = value),
        new("service-tier", "The provider's processing tier.", (options, value) => options.ServiceTier = value),
        new("user", "An opaque id of the end user.", (options, value) => options.EndUserId = value),
        new("metadata", "A JSON object of labels.", (options, value) => options.Metadata = Labels(value)),
    ];

    /// <summary>Reads every <c>key=value</c>.</summary>
    /// <exception cref="UsageException">A key is not known, or a value is not what its key takes.</exception>
    public static ChatOptions Read(IEnumerable<string> pairs)
    {
        var options = new ChatOptions();
        var extras = new List<KeyValuePair<string, JsonElement>>();
        foreach (var pair in pairs)
        {
            var equals = pair.IndexOf('=', StringComparison.Ordinal);
            if (equals <= 0)
            {
                throw new UsageException($"'{pair}' is not a setting: write key=value, such as temperature=0.2.");
            }

            var (key, value) = (pair[..equals].Trim(), pair[(equals + 1)..]);
            if (key.Length > ExtraPrefix.Length && key.StartsWith(ExtraPrefix, StringComparison.Ordinal))
            {
                extras.Add(new(key[ExtraPrefix.Length..], Extra(key, value)));
            }
            else
            {
                Apply(options, key, value);
            }
        }

        if (extras.Count > 0)
        {
            options.ExtraBody = ToObject(extras);
        }

        return options;
    }

    private static void Apply(ChatOptions options, string key, string value)
    {
        var name = key.Replace('_', '-').ToLowerInvariant();
        var setting = All.FirstOrDefault(known => known.Name == name) ?? throw new UsageException(
            $"There is no setting '{key}'. "
            + (NearestName.Find(name, All.Select(known => known.Name)) is { } nearest ? $"Did you mean '{nearest}'? " : $"Known: {string.Join(", ", All.Select(known => known.Name))}. ")
            + $"A member of the provider's own is written extra.{key}=JSON.");
        try
        {
            setting.Apply(options, value);
        }
        catch (Exception error) when (error is FormatException or OverflowException or JsonException)
        {
            throw new UsageException($"{setting.Name} cannot be '{value}'. {setting.Description}");
        }
    }

    private static float Number(string value) =>
        float.Parse(value, NumberStyles.Float, CultureInfo.InvariantCulture) is var number && float.IsFinite(number) ? number : throw new FormatException();

    private static long Count(string value) => long.Parse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);

    private static bool Flag(string value) => bool.Parse(value);

    private static ChatResponseFormat Format(string value) => value switch
    {
        "json" => ChatResponseFormat.Json,
        "text" => ChatResponseFormat.Text,
        _ => throw new FormatException(),
    };

    private static JsonElement Labels(string value) => JsonElement.Parse(value) is { ValueKind: JsonValueKind.Object } labels ? labels : throw new FormatException();

    private static JsonElement Extra(string key, string value)
    {
        try
        {
            return JsonElement.Parse(value);
        }
        catch (JsonException)
        {
            throw new UsageException($"The value of {key} is not JSON. A text needs its quotes: -o '{key}=\"{value}\"'.");
        }
    }

    private static JsonElement ToObject(List<KeyValuePair<string, JsonElement>> members)
    {
        using var buffer = new PooledBuffer();
        using (var json = new Utf8JsonWriter(buffer, JsonFormat.Wire))
        {
            json.WriteStartObject();
            foreach (var (name, value) in members)
            {
                json.WritePropertyName(name);
                value.WriteTo(json);
            }

            json.WriteEndObject();
        }

        return JsonElement.Parse(buffer.Span);
    }
}
