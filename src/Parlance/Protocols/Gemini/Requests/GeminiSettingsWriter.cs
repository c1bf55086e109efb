using System.Text.Json;
using Microsoft.Extensions.AI;
using Parlance.Json;

namespace Parlance.Protocols.Gemini;

/// <summary>Settings: <c>generationConfig</c>, and what stands beside it.</summary>
internal static class GeminiSettingsWriter
{
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
        var hasThinking = !thinking.IsEmpty || thinking.Output is not null;
        if (!hasThinking && options.ResponseFormat is null && !GeminiFields.Settings.IsAnyGiven(options, GeminiFields.Generation))
        {
            return;
        }

        var start = writer.BeginObject(GeminiFields.Generation);
        GeminiFields.Settings.Write(writer, dialect, GeminiFields.Generation);
        WriteFormat(writer, dialect);
        if (hasThinking)
        {
            var config = writer.BeginObject("thinkingConfig"u8);
            GeminiReasoning.Write(writer, thinking);
            writer.EndNested(config, writer.FindLeftOver("generationConfig"u8), "thinkingConfig"u8);
        }

        writer.EndBodyMember(start, GeminiFields.Generation);
    }

    private static void WriteFormat(RequestBodyWriter writer, GeminiDialect dialect)
    {
        switch (writer.Call.Options.ResponseFormat)
        {
            case ChatResponseFormatText:
                writer.Json.WriteString("responseMimeType"u8, "text/plain"u8);
                break;
            case ChatResponseFormatJson format:
                writer.Json.WriteString("responseMimeType"u8, "application/json"u8);
                if (format.Schema is { } schema)
                {
                    WriteSchema(writer, dialect, schema);
                }

                break;
        }
    }

    private static void WriteSchema(RequestBodyWriter writer, GeminiDialect dialect, JsonElement schema)
    {
        if (!GeminiSpelling.TryGetSchema(writer.Call.Options.AdditionalProperties, out var member, out var original))
        {
            GeminiSchemas.WriteAnswer(writer, dialect, schema, "ResponseFormat");
        }
        else
        {
            GeminiSchemas.WriteAgain(writer, member, original, schema, "ResponseFormat");
        }
    }
}
