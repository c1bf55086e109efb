using System.Text.Json;
using Microsoft.Extensions.AI;
using Parlance.Json;

namespace Parlance.Protocols.AnthropicMessages;

/// <summary>Sampling, reasoning, output format and labels.</summary>
internal static class AnthropicSettingsWriter
{
    public static void Write(RequestBodyWriter writer, in AnthropicThinking thinking, AnthropicDialect dialect)
    {
        var options = writer.Call.Options;
        WriteSampling(writer, thinking, dialect);
        writer.Json.WriteOptional("stop_sequences"u8, options.StopSequences);
        thinking.WriteThinking(writer);
        WriteOutput(writer, thinking.Effort);
        if (options.EndUserId is { } user)
        {
            var start = writer.BeginObject("metadata"u8);
            writer.Json.WriteString("user_id"u8, user);
            writer.EndBodyMember(start, "metadata");
        }

        writer.Json.WriteOptional("service_tier"u8, options.ServiceTier);
        SettingsLoss.Report(
            writer, "Seed", "FrequencyPenalty", "PresencePenalty", "LogProbs", "TopLogProbs", "ConversationId", "AllowBackgroundResponses", "PromptCacheKey", "Metadata");
    }

    private static void WriteSampling(RequestBodyWriter writer, in AnthropicThinking thinking, AnthropicDialect dialect)
    {
        var options = writer.Call.Options;
        const string Refused = "The model chooses its sampling itself and refuses the setting; it was left out.";
        const string Thinking = "It cannot be set while the model thinks; it was left out.";
        if (options.Temperature is { } temperature)
        {
            if (!dialect.HasSampling)
            {
                writer.Unsupported("Temperature", Refused);
            }
            else if (thinking.IsOn && temperature != 1)
            {
                writer.Unsupported("Temperature", Thinking);
            }
            else
            {
                if (temperature > 1)
                {
                    writer.Coerced("Temperature", "The highest temperature is 1; it was lowered to that.");
                }

                writer.Json.WriteNumber("temperature"u8, Math.Min(temperature, 1));
            }
        }

        if (options.TopP is { } topP)
        {
            // Anthropic's documentation of extended thinking allows from 0.95 to 1.
            if (!dialect.HasSampling || (thinking.IsOn && topP < 0.95f))
            {
                writer.Unsupported("TopP", dialect.HasSampling ? Thinking : Refused);
            }
            else
            {
                writer.Json.WriteNumber("top_p"u8, topP);
            }
        }

        if (options.TopK is { } topK)
        {
            if (!dialect.HasSampling || thinking.IsOn)
            {
                writer.Unsupported("TopK", dialect.HasSampling ? Thinking : Refused);
            }
            else
            {
                writer.Json.WriteNumber("top_k"u8, topK);
            }
        }
    }

    private static void WriteOutput(RequestBodyWriter writer, string? effort)
    {
        var options = writer.Call.Options;
        var schema = (options.ResponseFormat as ChatResponseFormatJson)?.Schema;
        if (options.ResponseFormat is ChatResponseFormatJson format)
        {
            ReportFormat(writer, format);
        }

        if (schema is { } old && writer.IsSpelled(options.AdditionalProperties, AnthropicSpelling.OutputFormat))
        {
            WriteFormat(writer, "output_format"u8, old);
            schema = null;
        }

        if (schema is null && effort is null)
        {
            return;
        }

        var start = writer.BeginObject("output_config"u8);
        writer.Json.WriteOptional("effort"u8, effort);
        if (schema is { } current)
        {
            WriteFormat(writer, "format"u8, current);
        }

        writer.EndBodyMember(start, "output_config");
    }

    private static void WriteFormat(RequestBodyWriter writer, ReadOnlySpan<byte> name, JsonElement schema)
    {
        writer.Json.WriteStartObject(name);
        writer.Json.WriteString("type"u8, "json_schema"u8);
        writer.WriteRaw("schema"u8, schema);
        writer.Json.WriteEndObject();
    }

    private static void ReportFormat(RequestBodyWriter writer, ChatResponseFormatJson format)
    {
        if (format.Schema is null)
        {
            writer.Unsupported("ResponseFormat", "The wire has no JSON mode without a schema; ask for JSON in the prompt, or give a schema.");
        }
        else if (format.SchemaDescription is not null)
        {
            writer.Unsupported("ResponseFormat.SchemaDescription", "The wire has no description of the schema; it was left out.");
        }

        if (writer.Call.Options.StrictSchema == false)
        {
            writer.Unsupported("StrictSchema", "The wire follows a schema strictly or not at all.");
        }
    }
}
