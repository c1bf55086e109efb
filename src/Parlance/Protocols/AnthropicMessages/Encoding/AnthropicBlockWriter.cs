using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using Parlance.Json;
using Parlance.Responses;

namespace Parlance.Protocols.AnthropicMessages;

/// <summary>
/// A block as it stands in a whole message, or as the <c>content_block</c> with which a streamed one begins: empty of what
/// its deltas will bring.
/// </summary>
internal static class AnthropicBlockWriter
{
    public static void Write(Utf8JsonWriter json, AnthropicEncodedBlock block, bool isWhole)
    {
        if (block.Kind == BlockKind.ServerToolCall && !isWhole)
        {
            WriteWithoutInput(json, block.OpaqueState!);
            return;
        }

        if (block.IsWireContent)
        {
            json.WriteRawValue(block.OpaqueState, skipInputValidation: true);
            return;
        }

        json.WriteStartObject();
        switch (block.Kind)
        {
            case BlockKind.Reasoning:
                WriteReasoning(json, block, isWhole);
                break;
            case BlockKind.ToolCall:
                WriteCall(json, block, isWhole);
                break;
            default:
                WriteText(json, block, isWhole);
                break;
        }

        json.WriteEndObject();
    }

    /// <summary>Writes a block of redacted thinking that holds nothing but the envelope of a call's state.</summary>
    public static void WriteEnvelope(Utf8JsonWriter json, string envelope)
    {
        json.WriteStartObject();
        WriteRedacted(json, Encoding.UTF8.GetBytes(envelope));
        json.WriteEndObject();
    }

    private static void WriteText(Utf8JsonWriter json, AnthropicEncodedBlock block, bool isWhole)
    {
        json.WriteString("type"u8, AnthropicBlockType.Text);
        json.WriteString("text"u8, isWhole ? block.Text : default);
        if (!isWhole || block.Citations.Count == 0)
        {
            return;
        }

        json.WriteStartArray("citations"u8);
        foreach (var citation in block.Citations)
        {
            json.WriteRawValue(citation, skipInputValidation: true);
        }

        json.WriteEndArray();
    }

    private static void WriteReasoning(Utf8JsonWriter json, AnthropicEncodedBlock block, bool isWhole)
    {
        if (block.IsRedacted)
        {
            WriteRedacted(json, block.OpaqueState);
            return;
        }

        json.WriteString("type"u8, AnthropicBlockType.Thinking);
        json.WriteString("thinking"u8, isWhole ? block.Text : default);
        json.WriteString("signature"u8, isWhole ? block.OpaqueState : default);
    }

    private static void WriteRedacted(Utf8JsonWriter json, ReadOnlySpan<byte> data)
    {
        json.WriteString("type"u8, AnthropicBlockType.RedactedThinking);
        json.WriteString("data"u8, data);
    }

    private static void WriteCall(Utf8JsonWriter json, AnthropicEncodedBlock block, bool isWhole)
    {
        json.WriteString("type"u8, AnthropicBlockType.ToolUse);
        json.WriteString("id"u8, block.CallId);
        json.WriteString("name"u8, block.Name);
        json.WritePropertyName("input"u8);
        ArgumentsObject.TryWrite(json, isWhole ? block.Text : default);

        // The server tool that called a client's tool, where it was not the model itself.
        json.WriteOptionalJson("caller", block.OpaqueState);
    }

    private static void WriteWithoutInput(Utf8JsonWriter json, byte[] block)
    {
        json.WriteStartObject();
        foreach (var member in JsonElement.Parse(block).EnumerateObject())
        {
            if (!member.NameEquals("input"u8))
            {
                json.WritePropertyName(member.Name);
                json.WriteRawValue(JsonMarshal.GetRawUtf8Value(member.Value), skipInputValidation: true);
            }
        }

        json.WriteStartObject("input"u8);
        json.WriteEndObject();
        json.WriteEndObject();
    }
}
