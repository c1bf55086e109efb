using System.Text.Json;

namespace Parlance.Testing.Grammar;

/// <summary>The rules of a request of Bedrock's Converse: https://docs.aws.amazon.com/bedrock/latest/APIReference/API_runtime_Converse.html.</summary>
internal static class ConverseRequestRules
{
    private static readonly HashSet<string> s_known = new(StringComparer.Ordinal)
    {
        "modelId", "messages", "system", "inferenceConfig", "toolConfig", "guardrailConfig", "additionalModelRequestFields", "additionalModelResponseFieldPaths", "promptVariables",
        "requestMetadata", "performanceConfig", "serviceTier", "outputConfig",
    };

    private static readonly HashSet<string> s_inference = new(StringComparer.Ordinal) { "maxTokens", "temperature", "topP", "stopSequences" };

    public static void Check(RequestReport report, RequestNode request)
    {
        var claude = ClaudeModel.Parse(report.Receiver.Model);
        var isNova = report.Receiver.Model.Contains("nova", StringComparison.Ordinal);
        report.RequireKnown(request, s_known);
        foreach (var block in request.Get("system").Items())
        {
            report.Require(!block.Has("text") || !RequestTextRules.IsBlank(block.Get("text").Text), RequestRules.BlankText, block.Get("text"), "is blank.");
        }

        var turns = ConverseTurnRules.Check(report, request, claude);
        ConverseToolRules.Check(report, request, claude, turns);
        CheckInference(report, request.Get("inferenceConfig"), isNova);
        CheckSettings(report, request, claude, turns);
        CheckOutput(report, request, claude);
        CheckCachePoints(report, request);
    }

    private static void CheckInference(RequestReport report, RequestNode inference, bool isNova)
    {
        report.RequireKnown(inference, s_inference);
        report.RequireRange(inference.Get("maxTokens"), 1, int.MaxValue);
        report.RequireRange(inference.Get("temperature"), 0, 1);
        report.RequireRange(inference.Get("topP"), 0, 1);
        var stops = inference.Get("stopSequences");
        report.Require(!isNova || stops.Count <= 4, RequestRules.StopSequences, stops, "holds more than 4.");
        foreach (var stop in stops.Items())
        {
            report.Require(!string.IsNullOrEmpty(stop.Text), RequestRules.StopSequences, stop, "is empty: minimum length 1.");
        }
    }

    private static void CheckSettings(RequestReport report, RequestNode request, ClaudeModel? claude, List<RequestTurn> turns)
    {
        var (fields, inference) = (request.Get("additionalModelRequestFields"), request.Get("inferenceConfig"));
        if (claude is null)
        {
            report.Require(!fields.Has("thinking"), RequestRules.Thinking, fields.Get("thinking"), "is given to a model that is not Claude.");
            return;
        }

        var thinking = fields.Get("thinking").IsPresent ? fields.Get("thinking") : fields.Get("reasoning_config");
        var settings = new ClaudeSettings(thinking, fields.Get("output_config").Get("effort"), inference.Get("maxTokens"), inference.Get("temperature"), inference.Get("topP"), fields.Get("top_k"));
        AnthropicThinkingRules.CheckSettings(report, settings, claude);
        if (settings.IsThinking)
        {
            AnthropicThinkingRules.CheckToolLoop(report, turns, block => block.Has("reasoningContent"), thinking.Get("type").Text == "enabled");
        }
    }

    private static void CheckOutput(RequestReport report, RequestNode request, ClaudeModel? claude)
    {
        var format = request.Get("outputConfig").Get("textFormat");
        if (!format.IsPresent)
        {
            return;
        }

        // https://docs.aws.amazon.com/bedrock/latest/userguide/structured-output.html: the models that have it, Nova not among them.
        report.Require(claude?.HasOutputFormat != false && !report.Receiver.Model.Contains("nova", StringComparison.Ordinal), RequestRules.OutputSchema, format, "is given to a model without structured output.");
        var text = format.Get("structure").Get("jsonSchema").Get("schema").Text;
        report.Require(text is not null, RequestRules.OutputSchema, format, "has no schema as text.");
        if (text is null)
        {
            return;
        }

        try
        {
            var schema = new RequestNode(JsonElement.Parse(text), format.Path);
            // Bedrock took minLength for Sonnet 4.5 (recorded).
            RequestSchemaRules.CheckClaudeOutput(report, schema, isMinimumLengthAllowed: true);
            RequestSchemaRules.CheckReferences(report, RequestRules.OutputSchema, schema, schema, isRecursionRefused: true);
        }
        catch (JsonException)
        {
            report.Add(RequestRules.OutputSchema, format, "holds a schema that is not JSON.");
        }
    }

    private static void CheckCachePoints(RequestReport report, RequestNode request)
    {
        var marks = Count(request.Get("system")) + Count(request.Get("toolConfig").Get("tools")) + request.Get("messages").Items().Sum(message => Count(message.Get("content")));
        report.Require(marks <= 4, RequestRules.CacheMarks, request, $"holds {marks} cache points.");

        static int Count(RequestNode blocks) => blocks.Items().Count(block => block.Has("cachePoint"));
    }
}
