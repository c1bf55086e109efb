using System.Text.Json;
using Microsoft.Extensions.AI;
using Parlance.Json;

namespace Parlance.Protocols.Ollama;

/// <summary>What the requests of chat and of generate have in common: the model and its settings.</summary>
internal static class OllamaSettingsReader
{
    /// <summary>Takes the settings out of a body, and leaves the rest of it as the options' extras.</summary>
    public static OllamaSettings Read(WireMembers body)
    {
        var options = new ChatOptions();
        var model = body.TakeText("model") ?? throw RequestBody.Invalid("model", "must be the name of a model");
        var isStreaming = body.TakeFlag("stream");
        if (isStreaming is null)
        {
            options.AdditionalProperties = OllamaShape.Note(options.AdditionalProperties, OllamaShape.NoStream);
        }

        ReadFormat(body, options);
        ReadThinking(body, options);
        options.LogProbs = body.TakeFlag("logprobs");
        options.TopLogProbs = body.TakeCount("top_logprobs");
        var sampling = ReadSampling(body, options);
        options.AdditionalProperties = Bag.Set(options.AdditionalProperties, WireExtras.Key, body.Rest(("options", sampling)));
        return new OllamaSettings(model, isStreaming ?? true, options);
    }

    private static void ReadFormat(WireMembers body, ChatOptions options)
    {
        if (body.TryTake("format", value => value.ValueKind == JsonValueKind.String && value.ValueEquals("json"), out _))
        {
            options.ResponseFormat = ChatResponseFormat.Json;
        }
        else if (body.TryTake("format", WireMembers.IsNonEmptyObject, out var schema))
        {
            options.ResponseFormat = ChatResponseFormat.ForJsonSchema(schema);
        }
    }

    private static void ReadThinking(WireMembers body, ChatOptions options)
    {
        options.ReasoningEnabled = body.TakeFlag("think");
        options.ReasoningEffort = body.TakeText("think");
    }

    private static JsonElement ReadSampling(WireMembers body, ChatOptions options)
    {
        if (!body.TryTake("options", WireMembers.IsNonEmptyObject, out var source))
        {
            return default;
        }

        var sampling = body.Inside(source);
        options.Temperature = sampling.TakeNumber("temperature");
        options.TopP = sampling.TakeNumber("top_p");
        options.TopK = sampling.TakeCount("top_k");
        options.Seed = sampling.TakeInteger("seed");
        // A negative limit means "no limit" or "fill the context" here and nothing anywhere else.
        options.MaxOutputTokens = sampling.TakeCount("num_predict", minimum: 1);
        options.PresencePenalty = sampling.TakeNumber("presence_penalty");
        options.FrequencyPenalty = sampling.TakeNumber("frequency_penalty");
        if (sampling.TakeArray("stop", value => value.ValueKind == JsonValueKind.String) is { ValueKind: JsonValueKind.Array } stop)
        {
            options.StopSequences = [.. stop.EnumerateArray().Select(text => text.AsText()!)];
        }

        return sampling.Rest();
    }
}

/// <summary>The settings of a request.</summary>
internal sealed record OllamaSettings(string Model, bool IsStreaming, ChatOptions Options);
