using System.Text.Json;
using Microsoft.Extensions.AI;
using Parlance.Json;

namespace Parlance.Protocols.Gemini;

/// <summary>Settings: <c>generationConfig</c>, and what stands beside it.</summary>
internal static class GeminiSettingsWriter
{
    private static readonly StructuredOutputTraits s_output = new() { HasSchemaName = false, Strictness = SchemaStrictness.Always };

    public static void Write(RequestBodyWriter writer, GeminiDialect dialect)
    {
        WriteGeneration(writer, dialect);
        GeminiFields.Settings.Write(writer, dialect);
        GeminiFields.Settings.ReportLost(writer.Call);
        CacheMarkLoss.Report(writer.Call);
    }

    private static void WriteGeneration(RequestBodyWriter writer, GeminiDialect dialect)
    {
        var options = writer.Call.Options;
        var thinking = GeminiReasoning.Plan(writer, dialect);
        var output = StructuredOutput.For(options, s_output).Report(writer.Call);
        var hasThinking = !thinking.IsEmpty || thinking.Output is not null;
        if (!hasThinking && output.Format is null && !GeminiFields.Settings.IsAnyGiven(options, GeminiFields.Generation))
        {
            return;
        }

        var start = writer.BeginObject(GeminiFields.Generation);
        GeminiFields.Settings.Write(writer, dialect, GeminiFields.Generation);
        WriteFormat(writer, output);
        if (hasThinking)
        {
            var config = writer.BeginObject("thinkingConfig"u8);
            GeminiReasoning.Write(writer, thinking);
            writer.EndNested(config, writer.FindLeftOver("generationConfig"u8), "thinkingConfig"u8);
        }

        writer.EndBodyMember(start, GeminiFields.Generation);
    }

    private static void WriteFormat(RequestBodyWriter writer, StructuredOutput output)
    {
        switch (output.Format)
        {
            case ChatResponseFormatText:
                writer.Json.WriteString("responseMimeType"u8, "text/plain"u8);
                break;
            case ChatResponseFormatJson:
                writer.Json.WriteString("responseMimeType"u8, "application/json"u8);
                if (output.Schema is { } schema)
                {
                    WriteSchema(writer, writer.Call.Options, schema);
                }

                break;
        }
    }

    private static void WriteSchema(RequestBodyWriter writer, ChatOptions options, JsonElement schema)
    {
        if (!GeminiSpelling.TryGetSchema(options.AdditionalProperties, out var member, out var original))
        {
            GeminiSchemas.Write(writer, "responseSchema"u8, schema, "ResponseFormat");
        }
        else
        {
            GeminiSchemas.WriteAgain(writer, member, original, schema, "ResponseFormat");
        }
    }
}
