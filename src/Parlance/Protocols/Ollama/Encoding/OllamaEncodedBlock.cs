using System.Text;
using System.Text.Json;
using Parlance.Json;
using Parlance.Responses;

namespace Parlance.Protocols.Ollama;

/// <summary>A block of a response being encoded.</summary>
/// <param name="callIndex">The call's number among the calls, of no meaning for what is none.</param>
/// <param name="block">What was known of the block when it began.</param>
internal sealed class OllamaEncodedBlock(int callIndex, in BlockInfo block) : EncodedBlock(block)
{
    /// <summary>The wire has images as data, and no other media.</summary>
    public bool IsImage => Kind == BlockKind.Media && MediaType?.StartsWith("image/", StringComparison.Ordinal) == true;

    /// <summary>Foreign state that the call carries: its own, and that of the reasoning before it.</summary>
    public string? Envelope { get; set; }

    /// <summary>The words of reasoning, as far as they have been heard: foreign state goes with all of them.</summary>
    public StringBuilder? Words { get; set; }

    public void WriteCall(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        if (Id is not null)
        {
            json.WriteString("id"u8, Id);
        }

        json.WriteStartObject("function"u8);
        json.WriteNumber("index"u8, callIndex);
        json.WriteString("name"u8, Name ?? "");
        json.WritePropertyName("arguments"u8);
        ArgumentsObject.TryWrite(json, JsonLine.Copy(Text));
        json.WriteEndObject();
        if (Envelope is not null)
        {
            json.WriteString(OllamaToolCalls.StateMember, Envelope);
        }

        json.WriteEndObject();
    }
}
