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

    /// <summary>Writes one block as a detail.</summary>
    public static void Write(Utf8JsonWriter json, string? text, string state, string? wireType)
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
        json.WriteEndObject();
    }

    /// <summary>The blocks of an array that was written here; none where any element is somebody else's.</summary>
    public static IReadOnlyList<TextReasoningContent> Read(JsonElement details, string? issuer)
    {
        var blocks = new List<TextReasoningContent>();
        foreach (var detail in details.EnumerateArray())
        {
            if (detail.Member("format"u8).AsText()?.Split(':', 2) is not [Format, ..] format)
            {
                return [];
            }

            blocks.Add(new TextReasoningContent(detail.Member("text"u8).AsText())
            {
                ProtectedData = detail.Member("signature"u8).AsText() ?? detail.Member("data"u8).AsText(),
                Issuer = issuer,
                WireType = format.Length > 1 ? format[1] : null,
            });
        }

        return blocks;
    }
}
