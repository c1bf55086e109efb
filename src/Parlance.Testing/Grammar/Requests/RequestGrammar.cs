using System.Text.Json;

namespace Parlance.Testing.Grammar;

/// <summary>
/// Checks a chat request for what its receiver would refuse: members and types, the order of turns, pairs of calls and
/// results, ids, names, schemas, and what one model takes and another does not. The rules are written from the vendors'
/// references and from reports of refusals, independently of what writes requests, and pass every recorded request that a
/// provider accepted.
/// </summary>
public static class RequestGrammar
{
    private static readonly JsonDocumentOptions s_options = new() { MaxDepth = 256, AllowDuplicateProperties = false };

    private static readonly Dictionary<string, Action<RequestReport, RequestNode>> s_wires = new(StringComparer.Ordinal)
    {
        ["openai-chat"] = OpenAIChatRequestRules.Check,
        ["openai-responses"] = OpenAIResponsesRequestRules.Check,
        ["anthropic-messages"] = AnthropicRequestRules.Check,
        ["gemini-generate"] = GeminiRequestRules.Check,
        ["bedrock-converse"] = ConverseRequestRules.Check,
        ["ollama-chat"] = OllamaRequestRules.Check,
        ["cohere-v2-chat"] = CohereRequestRules.Check,
        ["dashscope-native"] = DashScopeRequestRules.Check,
        ["hunyuan-native"] = HunyuanRequestRules.Check,
        ["huggingface-inference"] = HuggingFaceRequestRules.Check,
    };

    /// <summary>The wires that have a grammar.</summary>
    public static IReadOnlyCollection<string> Wires => s_wires.Keys;

    /// <summary>Every rule, whatever wire it holds for.</summary>
    public static IReadOnlyList<RequestRule> Rules => RequestRules.All;

    /// <summary>Checks the body of a request.</summary>
    /// <param name="body">The body, as it would be sent.</param>
    /// <param name="receiver">Whom it is sent to.</param>
    /// <returns>Everything for which it would be refused, empty where there is nothing.</returns>
    /// <exception cref="ArgumentException">The wire has no grammar.</exception>
    public static IReadOnlyList<RequestViolation> Check(ReadOnlySpan<byte> body, RequestReceiver receiver)
    {
        ArgumentNullException.ThrowIfNull(receiver);
        if (!s_wires.TryGetValue(receiver.Wire, out var check))
        {
            throw new ArgumentException($"The wire '{receiver.Wire}' has no request grammar. Known: {string.Join(", ", Wires)}.", nameof(receiver));
        }

        var report = new RequestReport(receiver);
        try
        {
            RequestTextRules.CheckUnicode(report, body);
            var request = new RequestNode(JsonElement.Parse(body, s_options), "");
            report.Require(request.IsObject, RequestRules.NotJson, request, $"is {request.Kind} and must be an object.");
            check(report, request);
        }
        catch (JsonException malformed)
        {
            report.Add(RequestRules.NotJson, new RequestNode(default, ""), $"is not JSON: {malformed.Message}");
        }

        return report.Violations;
    }
}
