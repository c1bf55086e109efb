using System.Text.Json;
using Microsoft.Extensions.AI;
using Parlance.Json;

namespace Parlance.Protocols.AnthropicMessages;

/// <summary>Sampling, reasoning, output format and labels.</summary>
internal static class AnthropicSettingsWriter
{
    public static void Write(RequestBodyWriter writer, in AnthropicReasoning thinking, AnthropicDialect dialect)
    {
        var isThinking = thinking.Plan.IsOn;
        var receiver = new AnthropicReceiver(dialect, isThinking, writer.Call.Options.Temperature is { } temperature && (!isThinking || temperature == 1));
        AnthropicFields.Settings.Write(writer, receiver);
        thinking.WriteThinking(writer);
        WriteOutput(writer, thinking.Effort);
        AnthropicFields.Settings.WriteObject(writer, receiver, "metadata");
        AnthropicFields.Settings.ReportLost(writer.Call);
    }

    private static void WriteOutput(RequestBodyWriter writer, string? effort)
    {
        var options = writer.Call.Options;
        var schema = (options.ResponseFormat as ChatResponseFormatJson)?.Schema;
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
}
