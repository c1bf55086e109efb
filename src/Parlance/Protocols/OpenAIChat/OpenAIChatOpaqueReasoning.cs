using System.Text.Json;
using Microsoft.Extensions.AI;
using Parlance.Json;

namespace Parlance.Protocols.OpenAIChat;

/// <summary>
/// Signed or encrypted reasoning of another wire inside <c>reasoning_details</c>, so that a client of this wire can hand
/// it back: one detail for each block, with the text that the signature signs.
/// </summary>
internal static class OpenAIChatOpaqueReasoning
{
    private const string Format = "opaque";

    /// <summary>Writes one block as a detail; those who put the pieces of a stream together go by its index.</summary>
    public static void Write(Utf8JsonWriter json, string? text, string state, string? wireType, int index)
    {
        json.WriteStartObject();
        if (string.IsNullOrEmpty(text))
        {
            json.WriteString("type"u8, "reasoning.encrypted"u8);
            json.WriteString("data"u8, state);
        }
        else
        {
            json.WriteString("type"u8, "reasoning.text"u8);
            json.WriteString("text"u8, text);
            json.WriteString("signature"u8, state);
        }

        json.WriteString("format"u8, wireType is null ? Format : $"{Format}:{wireType}");
        json.WriteNumber("index"u8, index);
        json.WriteEndObject();
    }

    /// <summary>Writes the state of a call as a detail, as hosts do whose models sign calls: https://openrouter.ai/docs/guides/best-practices/reasoning-tokens.</summary>
    public static void WriteCall(Utf8JsonWriter json, string id, string state, int index)
    {
        json.WriteStartObject();
        json.WriteString("type"u8, "reasoning.encrypted"u8);
        json.WriteString("data"u8, state);
        json.WriteString("id"u8, id);
        json.WriteString("format"u8, Format);
        json.WriteNumber("index"u8, index);
        json.WriteEndObject();
    }

    /// <summary>The blocks of an array that was written here; none where any element is somebody else's.</summary>
    public static IReadOnlyList<TextReasoningContent> Read(JsonElement details, ReturnedState returned)
    {
        var blocks = new List<TextReasoningContent>();
        foreach (var detail in details.EnumerateArray())
        {
            if (detail.Member("format"u8).AsText()?.Split(':', 2) is not [Format, ..] format)
            {
                return [];
            }

            var block = new TextReasoningContent(detail.Member("text"u8).AsText()) { WireType = format.Length > 1 ? format[1] : null };
            blocks.Add(returned.Sign(block, detail.Member("signature"u8).AsText() ?? detail.Member("data"u8).AsText()));
        }

        return blocks;
    }
}
