using System.Text.Json;

namespace Parlance.Testing.Grammar;

/// <summary>
/// The rules of a request of Gemini's generateContent: https://ai.google.dev/api/generate-content. Google's JSON is that of
/// Protocol Buffers: a member may be spelled in snake_case too.
/// </summary>
internal static class GeminiRequestRules
{
    private static readonly HashSet<string> s_known = new(StringComparer.Ordinal)
    {
        "model", "contents", "tools", "toolConfig", "safetySettings", "systemInstruction", "generationConfig", "cachedContent", "labels", "modelArmorConfig", "serviceTier", "store",
        "tool_config", "safety_settings", "system_instruction", "generation_config", "cached_content",
    };

    private static readonly HashSet<string> s_config = new(StringComparer.Ordinal)
    {
        "stopSequences", "responseMimeType", "responseSchema", "responseJsonSchema", "_responseJsonSchema", "responseModalities", "candidateCount", "maxOutputTokens", "temperature", "topP", "topK",
        "seed", "presencePenalty", "frequencyPenalty", "responseLogprobs", "logprobs", "enableEnhancedCivicAnswers", "speechConfig", "thinkingConfig", "imageConfig", "mediaResolution",
        "audioTimestamp", "routingConfig", "modelConfig", "responseFormat",
    };

    public static void Check(RequestReport report, RequestNode request)
    {
        var model = GeminiModel.Parse(report.Receiver.Model);
        report.RequireKnown(request, s_known);
        var instruction = Get(request, "systemInstruction");
        foreach (var part in instruction.Get("parts").Items())
        {
            report.Require(part.Get("text").Text is not null, RequestRules.PartType, part, "is no text.");
        }

        report.Require(!instruction.IsPresent || instruction.Get("parts").Count > 0 || instruction.Text is not null || instruction.Get("parts").IsObject, RequestRules.EmptyMessage, instruction, "has no part.");
        GeminiTurnRules.Check(report, request, model);
        GeminiToolRules.Check(report, request, model);
        CheckConfig(report, request, Get(request, "generationConfig"), model);
    }

    /// <summary>A member by its name or by its name in snake_case.</summary>
    public static RequestNode Get(RequestNode node, string member)
    {
        var camel = node.Get(member);
        return camel.IsPresent ? camel : node.Get(JsonNamingPolicy.SnakeCaseLower.ConvertName(member)) is { IsPresent: true } snake ? snake : camel;
    }

    private static void CheckConfig(RequestReport report, RequestNode request, RequestNode config, GeminiModel model)
    {
        foreach (var member in config.Members())
        {
            report.Require(s_config.Contains(member.Name) || member.Name.Contains('_', StringComparison.Ordinal), RequestRules.UnknownMember, member, "is no member that the receiver knows.");
        }

        report.RequireRange(Get(config, "temperature"), 0, 2);
        report.RequireRange(Get(config, "topP"), 0, 1);
        report.RequireRange(Get(config, "topK"), 1, 1000);
        report.RequireRange(Get(config, "maxOutputTokens"), 1, int.MaxValue);
        report.RequireRange(Get(config, "candidateCount"), 1, 8);
        report.RequireRange(Get(config, "seed"), int.MinValue, int.MaxValue);
        report.RequireRange(Get(config, "presencePenalty"), -2, 2);
        report.RequireRange(Get(config, "frequencyPenalty"), -2, 2);
        report.RequireRange(Get(config, "logprobs"), 0, 20);
        var stops = Get(config, "stopSequences");
        report.RequireKind(stops, JsonValueKind.Array);
        report.Require(stops.Count <= 5, RequestRules.StopSequences, stops, "holds more than 5.");
        report.Require(!stops.Items().Any(stop => string.IsNullOrEmpty(stop.Text)), RequestRules.StopSequences, stops, "holds an empty sequence.");
        CheckThinking(report, Get(config, "thinkingConfig"), model);
        CheckFormat(report, request, config, model);
    }

    private static void CheckThinking(RequestReport report, RequestNode thinking, GeminiModel model)
    {
        if (!thinking.IsPresent || model.IsUnknown)
        {
            return;
        }

        var (budget, level) = (Get(thinking, "thinkingBudget"), Get(thinking, "thinkingLevel"));
        var isOff = budget.Number is 0 && !Get(thinking, "includeThoughts").IsTrue;
        report.Require(model.IsThinking || isOff, RequestRules.Thinking, thinking, "is given to a model that does not think.");
        report.Require(!budget.IsPresent || !level.IsPresent, RequestRules.Thinking, level, "stands beside a budget.");
        if (level.IsPresent)
        {
            report.Require(level.Text is { } word && model.Levels.Contains(word, StringComparer.OrdinalIgnoreCase), RequestRules.Effort, level, $"is {level.Value} and must be one of {string.Join(", ", model.Levels)}.");
        }

        if (budget.Number is { } tokens && model.IsThinking)
        {
            report.Require(model.TakesBudget(tokens), RequestRules.ThinkingBudget, budget, $"is {tokens}, outside the model's range.");
        }
    }

    private static void CheckFormat(RequestReport report, RequestNode request, RequestNode config, GeminiModel model)
    {
        var (type, own, standard) = (Get(config, "responseMimeType").Text, Get(config, "responseSchema"), Get(config, "responseJsonSchema"));
        report.Require(!own.IsPresent || !standard.IsPresent, RequestRules.OutputSchema, standard, "stands beside responseSchema.");
        report.Require((!own.IsPresent && !standard.IsPresent) || type is "application/json" or "text/x.enum", RequestRules.OutputSchema, own, "needs responseMimeType application/json.");
        GeminiSchemaRules.Check(report, own);
        RequestSchemaRules.CheckReferences(report, RequestRules.OutputSchema, standard, standard, isRecursionRefused: false);

        // python-genai#867: 'Function calling with a response mime type: 'application/json' is unsupported'.
        var hasFunctions = request.Get("tools").Items().Any(tool => Get(tool, "functionDeclarations").Count > 0);
        report.Require(type != "application/json" || !hasFunctions || model.IsThird || model.Version == 0, RequestRules.FormatWithTools, config, "asks for JSON beside functions.");
    }
}
