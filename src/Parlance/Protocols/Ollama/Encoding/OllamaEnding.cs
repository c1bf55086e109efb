using System.Text.Json;
using Parlance.Json;

namespace Parlance.Protocols.Ollama;

/// <summary>
/// What only the last chunk says. Clients compute rates from the durations, so all four are always there, 0 where
/// unknown; a count that nobody reported is left out, as the server leaves out those that it does not know.
/// </summary>
internal sealed class OllamaEnding
{
    /// <summary>The members that the wire itself has here, so that those of an upstream of the same wire go through.</summary>
    private static readonly string[] s_passed = ["context", "logprobs", "remote_model", "remote_host"];

    public string? Reason { get; init; }

    public long TotalDuration { get; init; }

    public long PromptDuration { get; init; }

    public long OutputDuration { get; init; }

    public long? PromptTokens { get; init; }

    public long? OutputTokens { get; init; }

    /// <summary>Members of the upstream's response: its own durations win over those measured here.</summary>
    public required IReadOnlyDictionary<string, byte[]> Extras { get; init; }

    public static bool Knows(string extra, bool isGenerate) =>
        extra is "total_duration" or "load_duration" or "prompt_eval_duration" or "eval_duration"
        || (extra == "context" ? isGenerate : s_passed.Contains(extra, StringComparer.Ordinal));

    public void WriteTo(Utf8JsonWriter json)
    {
        if (Reason is not null)
        {
            json.WriteString("done_reason"u8, Reason);
        }

        foreach (var name in s_passed)
        {
            json.WriteOptionalJson(name, Extras.GetValueOrDefault(name));
        }

        WriteDuration(json, "total_duration", TotalDuration);
        WriteDuration(json, "load_duration", 0);
        json.WriteOptional("prompt_eval_count"u8, PromptTokens);
        WriteDuration(json, "prompt_eval_duration", PromptDuration);
        json.WriteOptional("eval_count"u8, OutputTokens);
        WriteDuration(json, "eval_duration", OutputDuration);
    }

    private void WriteDuration(Utf8JsonWriter json, string name, long nanoseconds)
    {
        json.WritePropertyName(name);
        if (Extras.TryGetValue(name, out var reported))
        {
            json.WriteRawValue(reported, skipInputValidation: true);
        }
        else
        {
            json.WriteNumberValue(nanoseconds);
        }
    }
}
