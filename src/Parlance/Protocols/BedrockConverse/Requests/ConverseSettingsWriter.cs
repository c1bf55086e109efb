using Parlance.Json;

namespace Parlance.Protocols.BedrockConverse;

/// <summary>Sampling, and what a model's maker wants beside it.</summary>
internal static class ConverseSettingsWriter
{
    public static void Write(RequestBodyWriter writer, ConverseDialect dialect)
    {
        WriteInference(writer, dialect.HasSampling);
        WriteAdditional(writer, dialect);
        SettingsLoss.Report(
            writer, "Seed", "FrequencyPenalty", "PresencePenalty", "LogProbs", "TopLogProbs", "AllowMultipleToolCalls", "ConversationId", "AllowBackgroundResponses",
            "EndUserId", "PromptCacheKey");
        if (writer.Call.Options.StrictSchema == false)
        {
            writer.Unsupported("StrictSchema", "The wire follows a schema strictly or not at all.");
        }
    }

    private static void WriteInference(RequestBodyWriter writer, bool hasSampling)
    {
        var options = writer.Call.Options;
        var temperature = Sampling(writer, hasSampling, options.Temperature, "Temperature");
        var topP = Sampling(writer, hasSampling, options.TopP, "TopP");
        if (options.MaxOutputTokens is null && temperature is null && topP is null && options.StopSequences is not { Count: > 0 })
        {
            return;
        }

        var json = writer.Json;
        var start = writer.BeginObject("inferenceConfig"u8);
        json.WriteOptional("maxTokens"u8, options.MaxOutputTokens);
        if (temperature is { } heat)
        {
            if (heat > 1)
            {
                writer.Coerced("Temperature", "The highest temperature is 1; it was lowered to that.");
            }

            json.WriteNumber("temperature"u8, Math.Min(heat, 1));
        }

        json.WriteOptional("topP"u8, topP);
        json.WriteOptional("stopSequences"u8, options.StopSequences);
        writer.EndBodyMember(start, "inferenceConfig");
    }

    private static float? Sampling(RequestBodyWriter writer, bool hasSampling, float? value, string field)
    {
        if (hasSampling || value is null)
        {
            return value;
        }

        writer.Unsupported(field, "The model chooses its sampling itself and refuses the setting; it was left out.");
        return null;
    }

    private static void WriteAdditional(RequestBodyWriter writer, ConverseDialect dialect)
    {
        var options = writer.Call.Options;
        var reasoning = ConverseReasoning.Resolve(writer, dialect);
        var topK = options.TopK is not null && dialect.HasSampling ? dialect.TopKMember : null;
        if (options.TopK is not null && topK is null)
        {
            writer.Unsupported("TopK", "The model takes no such limit; it was left out.");
        }

        if (reasoning.IsEmpty && topK is null)
        {
            return;
        }

        var start = writer.BeginObject("additionalModelRequestFields"u8);
        if (topK is not null)
        {
            WriteTopK(writer, topK, options.TopK!.Value);
        }

        reasoning.Write(writer.Json);
        writer.EndBodyMember(start, "additionalModelRequestFields");
    }

    private static void WriteTopK(RequestBodyWriter writer, string member, int topK)
    {
        var dot = member.IndexOf('.', StringComparison.Ordinal);
        if (dot < 0)
        {
            writer.Json.WriteNumber(member, topK);
            return;
        }

        writer.Json.WriteStartObject(member[..dot]);
        writer.Json.WriteNumber(member[(dot + 1)..], topK);
        writer.Json.WriteEndObject();
    }
}
