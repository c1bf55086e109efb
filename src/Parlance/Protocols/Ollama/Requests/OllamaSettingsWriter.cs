using Microsoft.Extensions.AI;
using Parlance.Json;

namespace Parlance.Protocols.Ollama;

/// <summary>
/// The settings that chat and generate share, in this order: <c>format</c>, <c>options</c>, <c>think</c>, <c>stream</c>,
/// <c>logprobs</c>, <c>top_logprobs</c>; and the warnings for settings that neither has.
/// </summary>
internal static class OllamaSettingsWriter
{
    public static ReceiverSchemas Schemas { get; } = new() { Output = new() { HasSchemaName = false, Strictness = SchemaStrictness.Always, AllowsAnyRoot = true } };

    public static void Write(RequestBodyWriter writer, OllamaDialect dialect)
    {
        var options = writer.Call.Options;
        WriteFormat(writer, options.ResponseFormat as ChatResponseFormatJson);
        OllamaFields.Settings.WriteObject(writer, dialect, OllamaFields.Sampling);
        WriteThinking(writer, ReasoningPlan.For(writer.Call, dialect.Reasoning).Report(writer.Call));
        if (!writer.Call.IsStreaming || !writer.IsSpelled(options.AdditionalProperties, OllamaSpelling.NoStream))
        {
            writer.Json.WriteBoolean("stream"u8, writer.Call.IsStreaming);
        }

        OllamaFields.Settings.Write(writer, dialect);
        OllamaFields.Settings.ReportLost(writer.Call);
        CacheMarkLoss.Report(writer.Call);
    }

    private static void WriteFormat(RequestBodyWriter writer, ChatResponseFormatJson? format)
    {
        if (format?.Schema is { } schema)
        {
            writer.WriteRaw("format"u8, schema);
        }
        else if (format is not null)
        {
            writer.Json.WriteString("format"u8, "json"u8);
        }
    }

    private static void WriteThinking(RequestBodyWriter writer, ReasoningPlan plan)
    {
        if (plan.Effort is { } effort)
        {
            writer.Json.WriteString("think"u8, effort);
        }
        else
        {
            writer.Json.WriteOptional("think"u8, plan.Enabled);
        }
    }
}
