using System.Text.Json;
using Parlance.Conformance.Recordings;
using Parlance.Protocols;
using Parlance.Protocols.AnthropicMessages;
using Parlance.Protocols.BedrockConverse;
using Parlance.Protocols.CohereV2;
using Parlance.Protocols.Gemini;
using Parlance.Protocols.OpenAIChat;
using Parlance.Protocols.OpenAIResponses;

namespace Parlance.Conformance.Providers;

/// <summary>
/// The families of models against what public lists say of every model (shared/catalog, from models.dev): levels of effort,
/// bounds of the budget, temperature and the output limit. A difference is a fault, or stands with its source in
/// <c>CatalogExceptions.tsv</c>.
/// </summary>
public sealed class CatalogFamilyTests
{
    private static readonly string s_catalog = Path.GetFullPath(Path.Combine(RecordingStore.Folder, "..", "catalog", "models.jsonl"));

    private static readonly string[] s_providers = ["openai", "openai-responses", "anthropic", "anthropic-vertex", "bedrock", "gemini", "mistral", "groq", "xai", "xai-responses", "deepseek", "moonshot", "cohere", "perplexity"];

    public static TheoryData<string> Providers => [.. s_providers];

    [Theory]
    [MemberData(nameof(Providers))]
    public void The_families_say_what_the_lists_say(string name)
    {
        Assert.SkipUnless(File.Exists(s_catalog), $"The catalog is not here: {s_catalog} does not exist.");
        var protocol = ProviderRegistry.Default.All.Single(provider => provider.Name == name).Protocol;
        var exceptions = File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Providers", "CatalogExceptions.tsv"))
            .Where(line => line.Length > 0 && line[0] != '#')
            .Select(line => line.Split('\t'))
            .Where(cells => cells[0] == name)
            .Select(cells => $"{cells[1]} {cells[2]}")
            .ToHashSet(StringComparer.Ordinal);

        var differences = File.ReadLines(s_catalog)
            .Select(line => JsonElement.Parse(line))
            .Where(model => CatalogNameOf(name) == model.GetProperty("provider").GetString())
            .SelectMany(model => Compare(protocol, model))
            .Where(difference => !exceptions.Contains($"{difference.Model} {difference.What}"))
            .Select(difference => $"{name}\t{difference.Model}\t{difference.What}\t{difference.Detail}")
            .ToList();

        differences.ShouldBeEmpty();
    }

    /// <summary>Embeddings, images, voices and videos are not asked for in chats.</summary>
    private static bool IsChat(JsonElement facts) =>
        facts.TryGetProperty("output", out var output) && output.EnumerateArray().Select(kind => kind.GetString()).SequenceEqual(["text"], StringComparer.Ordinal)
        && facts.TryGetProperty("capabilities", out var capabilities) && capabilities.EnumerateArray().Any(capability => capability.GetString() is "function_calling" or "reasoning" or "structured_output");

    private static string CatalogNameOf(string provider) => provider switch
    {
        "openai-responses" => "openai",
        "xai-responses" => "xai",
        "anthropic-vertex" => "vertex",
        _ => provider,
    };

    private static IEnumerable<(string Model, string What, string Detail)> Compare(Protocol protocol, JsonElement entry)
    {
        var model = entry.GetProperty("model").GetString()!;
        if (!entry.GetProperty("lists").TryGetProperty("models.dev", out var facts) || !IsChat(facts) || (protocol is AnthropicMessagesProtocol && !model.Contains("claude", StringComparison.Ordinal)))
        {
            yield break;
        }

        var (ability, isSampled, maximum) = Describe(protocol, model);
        foreach (var control in facts.TryGetProperty("reasoning", out var controls) ? controls.EnumerateArray() : [])
        {
            switch (control.GetProperty("type").GetString())
            {
                case "effort" when ability.HasEffort:
                    var words = control.GetProperty("values").EnumerateArray().Select(word => word.GetString()!).ToList();
                    var ours = ability.Efforts.IsEmpty ? [.. words.Where(word => word != "none")] : ability.Efforts;
                    if (!words.Where(word => word != "none").SequenceEqual(ours, StringComparer.Ordinal) || (words.Contains("none") && !ability.HasEffortNone && ability.Switch == ReasoningSwitch.None))
                    {
                        yield return (model, "effort", $"{string.Join(' ', words)} against {string.Join(' ', ours)}{(ability.HasEffortNone ? " none" : "")}");
                    }

                    break;
                case "effort" or "budget_tokens" when ability.IsAbsent:
                    yield return (model, "reasoning", "the list says that it reasons");
                    break;
                case "budget_tokens" when ability is { HasBudget: true, HasEffort: false }:
                    var minimum = control.TryGetProperty("min", out var least) ? least.GetInt64() : 0;
                    var most = control.TryGetProperty("max", out var greatest) ? greatest.GetInt64() : (long?)null;
                    if (ability.MinimumBudget > Math.Max(minimum, 1) || ability.MaximumBudget > (most ?? long.MaxValue) || (ability.MinimumBudget < minimum && minimum > 1))
                    {
                        yield return (model, "budget", $"{minimum} to {most} against {ability.MinimumBudget} to {ability.MaximumBudget}");
                    }

                    break;
            }
        }

        if (facts.TryGetProperty("temperature", out var temperature) && temperature.ValueKind == JsonValueKind.False && isSampled && !ability.ForbidsSampling)
        {
            yield return (model, "temperature", "the list says that it takes none");
        }

        if (maximum is { } limit && facts.TryGetProperty("max_output", out var output) && output.GetInt64() != limit)
        {
            yield return (model, "output", $"{output} against {limit}");
        }
    }

    private static (ReasoningAbility Ability, bool IsSampled, int? Maximum) Describe(Protocol protocol, string model) => protocol switch
    {
        OpenAIChatProtocol chat when chat.Dialects.For(model) is var dialect => (dialect.ModelReasoning, dialect.HasSampling, null),
        OpenAIResponsesProtocol responses when responses.Dialects.For(model) is var dialect => (dialect.Reasoning, dialect.HasSampling, null),
        AnthropicMessagesProtocol messages when messages.Dialects.For(model) is var dialect => (dialect.Reasoning, dialect.HasSampling, dialect.DefaultMaximumOutputTokens),
        ConverseProtocol converse when converse.Dialects.For(model) is var dialect => (dialect.Reasoning, dialect.HasSampling, null),
        GeminiProtocol gemini when gemini.Dialects.For(model) is var dialect => (dialect.Reasoning, true, null),
        CohereV2Protocol cohere when cohere.Dialects.For(model) is var dialect => (dialect.Reasoning, true, null),
        _ => throw new ArgumentException("No families are known of this wire.", nameof(protocol)),
    };
}
