using System.Runtime.InteropServices;
using System.Text.Json;
using Parlance.Responses;

namespace Parlance.Protocols.AnthropicMessages;

/// <summary>The <c>content_block</c> with which a streamed block begins: empty of what its deltas will bring.</summary>
internal static class AnthropicBlockHead
{
    public static void Write(Utf8JsonWriter json, AnthropicEncodedBlock block)
    {
        switch (block.Kind)
        {
            case BlockKind.ServerToolCall:
                WriteWithoutInput(json, block.OpaqueState!);
                return;
            case BlockKind.ServerToolResult or BlockKind.Opaque:
                json.WriteRawValue(block.OpaqueState, skipInputValidation: true);
                return;
        }

        json.WriteStartObject();
        switch (block.Kind)
        {
            case BlockKind.Reasoning when block.Name == AnthropicBlockType.RedactedThinking:
                json.WriteString("type"u8, AnthropicBlockType.RedactedThinking);
                json.WriteString("data"u8, block.OpaqueState);
                break;
            case BlockKind.Reasoning:
                json.WriteString("type"u8, AnthropicBlockType.Thinking);
                json.WriteString("thinking"u8, ""u8);
                json.WriteString("signature"u8, ""u8);
                break;
            case BlockKind.ToolCall:
                json.WriteString("type"u8, AnthropicBlockType.ToolUse);
                json.WriteString("id"u8, block.CallId);
                json.WriteString("name"u8, block.Name);
                json.WriteStartObject("input"u8);
                json.WriteEndObject();
                WriteCaller(json, block);
                break;
            default:
                json.WriteString("type"u8, AnthropicBlockType.Text);
                json.WriteString("text"u8, ""u8);
                break;
        }

        json.WriteEndObject();
    }

    /// <summary>The server tool that called a client's tool, where it was not the model itself.</summary>
    public static void WriteCaller(Utf8JsonWriter json, AnthropicEncodedBlock block)
    {
        if (block.OpaqueState is { } caller)
        {
            json.WritePropertyName("caller"u8);
            json.WriteRawValue(caller, skipInputValidation: true);
        }
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
