using System.Text.Json;
using Parlance.Conformance.Recordings;
using Parlance.Protocols.OpenAIChat;

namespace Parlance.Conformance.Providers;

/// <summary>What a vendor took in recorded traffic, its row must let through.</summary>
public sealed class RecordedDialectTests
{
    public static TheoryData<string> Wires => [.. WireNames.All.Where(wire => WireNames.Get(wire).Protocol is OpenAIChatProtocol)];

    [Theory]
    [MemberData(nameof(Wires))]
    public void A_row_lets_through_what_its_vendor_took(string wire)
    {
        Assert.SkipWhen(RecordingStore.SkipReason is not null, RecordingStore.SkipReason ?? "");
        Assert.SkipUnless(File.Exists(Path.Combine(RecordingStore.Folder, $"{wire}.jsonl")), "Nothing of this wire was recorded.");
        var protocol = (OpenAIChatProtocol)WireNames.Get(wire).Protocol;

        var refused = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var recording in RecordingStore.Read(wire).Where(recording => recording.Status < 400))
        {
            if (TryParse(recording.Text("request_body")) is { } request)
            {
                var model = Text(request, "model") ?? recording.Text("model") ?? "";
                foreach (var member in Refused(request, protocol.Dialects.For(model)))
                {
                    refused.TryAdd($"{model}: {member}", recording.Id);
                }
            }
        }

        refused.ShouldBeEmpty();
    }

    private static IEnumerable<string> Refused(JsonElement request, OpenAIChatDialect dialect)
    {
        (string Member, bool IsRefused)[] checks =
        [
            ("top_k", Has(request, "top_k") && !dialect.HasTopK),
            // 1 is what the models that refuse another temperature have anyway.
            ("temperature", Has(request, "temperature") && request.GetProperty("temperature").GetDouble() != 1 && !dialect.HasSampling),
            ("top_p", Has(request, "top_p") && request.GetProperty("top_p").GetDouble() != 1 && !dialect.HasSampling),
            ("presence_penalty", Has(request, "presence_penalty") && !dialect.HasPenalties),
            ("frequency_penalty", Has(request, "frequency_penalty") && !dialect.HasPenalties),
            ("logprobs", Has(request, "logprobs") && request.GetProperty("logprobs").ValueKind == JsonValueKind.True && !dialect.HasLogProbs),
            ("seed", Has(request, "seed") && dialect.SeedMember != "seed"),
            ("random_seed", Has(request, "random_seed") && dialect.SeedMember != "random_seed"),
            ("user", Has(request, "user") && !dialect.HasUser),
            ("service_tier", Has(request, "service_tier") && !dialect.HasRequestLabels),
            ("metadata", Has(request, "metadata") && !dialect.HasRequestLabels),
            ("prompt_cache_key", Has(request, "prompt_cache_key") && !dialect.HasRequestLabels),
            ("stop", Has(request, "stop") && Count(request.GetProperty("stop")) > dialect.MaximumStopSequences),
            ("parallel_tool_calls", Has(request, "parallel_tool_calls") && !dialect.HasParallelToolCallsOption),
            ("stream_options", Has(request, "stream_options") && !dialect.HasStreamUsageOption),
            ("reasoning control", Has(request, "reasoning_effort") && (dialect.Reasoning == ReasoningControl.None || dialect.ModelReasoning.IsAbsent)),
            ("tool_choice", Has(request, "tool_choice") && Text(request.GetProperty("tool_choice"), "type") == "function" && !dialect.HasNamedToolChoice),
            ("json_schema", Has(request, "response_format") && Text(request.GetProperty("response_format"), "type") == "json_schema" && !dialect.HasJsonSchema),
            ("json_object", Has(request, "response_format") && Text(request.GetProperty("response_format"), "type") == "json_object" && !dialect.HasJsonObject),
        ];
        return checks.Where(check => check.IsRefused).Select(check => check.Member)
            .Concat(Messages(request).SelectMany(message => RefusedIn(message, dialect)))
            .Concat(Tools(request).Any(tool => Has(tool, "function") && Has(tool.GetProperty("function"), "strict")) && !dialect.HasStrictTools ? ["strict"] : []);
    }

    private static IEnumerable<string> RefusedIn(JsonElement message, OpenAIChatDialect dialect)
    {
        if (Has(message, "prefix") && dialect.PrefixMember != "prefix")
        {
            yield return "prefix";
        }

        if (Has(message, "reasoning_content") && dialect.ReasoningReplayMember is null)
        {
            yield return "reasoning_content";
        }

        foreach (var part in Parts(message))
        {
            if (Has(part, "cache_control") && !dialect.EmitsCacheControl)
            {
                yield return "cache_control";
            }

            var kind = Text(part, "type");
            if ((kind == "image_url" && !dialect.AcceptsImages) || (kind == "input_audio" && !dialect.AcceptsAudio) || (kind == "file" && !dialect.AcceptsFiles))
            {
                yield return kind;
            }

            if (Text(message, "role") == "tool" && kind != "text" && !dialect.AcceptsToolResultParts)
            {
                yield return $"{kind} in a tool's result";
            }
        }
    }

    private static IEnumerable<JsonElement> Messages(JsonElement request) => Items(request, "messages");

    private static IEnumerable<JsonElement> Tools(JsonElement request) => Items(request, "tools");

    private static IEnumerable<JsonElement> Parts(JsonElement message) => Items(message, "content");

    private static IEnumerable<JsonElement> Items(JsonElement value, string member) =>
        Has(value, member) && value.GetProperty(member) is { ValueKind: JsonValueKind.Array } items
            ? items.EnumerateArray().Where(item => item.ValueKind == JsonValueKind.Object)
            : [];

    private static int Count(JsonElement stop) => stop.ValueKind == JsonValueKind.Array ? stop.GetArrayLength() : 1;

    private static bool Has(JsonElement value, string member) =>
        value.ValueKind == JsonValueKind.Object && value.TryGetProperty(member, out var found) && found.ValueKind != JsonValueKind.Null;

    private static string? Text(JsonElement value, string member) =>
        Has(value, member) && value.GetProperty(member) is { ValueKind: JsonValueKind.String } text ? text.GetString() : null;

    private static JsonElement? TryParse(string? body)
    {
        try
        {
            return body is null ? null : JsonElement.Parse(body);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
