using System.Text;
using System.Text.Json;
using Parlance.Json;
using Parlance.Responses;

namespace Parlance.Protocols.Gemini;

/// <summary>A block of a response being encoded, as one part.</summary>
internal sealed class GeminiEncodedBlock(in BlockInfo block) : EncodedBlock(block)
{
    /// <summary>What other wires' tools and blocks were is not for this wire to say.</summary>
    public bool HasPlace => !IsWireContent || IsOwn();

    /// <summary>Foreign state that the part carries: its own, and that of the thoughts before it.</summary>
    public string? Envelope { get; set; }

    /// <summary>The words of a thought, as far as they have been heard: foreign state goes with all of them.</summary>
    public StringBuilder? Words { get; set; }

    /// <summary>True where there is something to write.</summary>
    public bool IsWritten => HasPlace && (!IsText || !Text.IsEmpty || (State is { Length: > 0 } && !IsForeign));

    public void Write(Utf8JsonWriter json)
    {
        switch (Kind)
        {
            case BlockKind.ToolCall:
                json.WriteStartObject();
                WriteCall(json);
                break;
            case BlockKind.Media:
                json.WriteStartObject();
                WriteMedia(json);
                break;
            case BlockKind.Text or BlockKind.Refusal or BlockKind.Reasoning:
                json.WriteStartObject();
                json.WriteString("text"u8, Text);
                if (Kind == BlockKind.Reasoning && Name != GeminiPartType.SignedText)
                {
                    json.WriteBoolean("thought"u8, true);
                }

                break;
            default:
                json.WriteRawValue(State, skipInputValidation: true);
                return;
        }

        if (Envelope is not null)
        {
            json.WriteString("thoughtSignature"u8, Envelope);
        }
        else if (State is { Length: > 0 } && !IsForeign)
        {
            // The same service signs calls on another wire, in another form.
            json.WriteString("thoughtSignature"u8, Kind == BlockKind.ToolCall ? ThoughtSignature.ToBare(StateText!) : StateText);
        }

        json.WriteEndObject();
    }

    private bool IsOwn()
    {
        // Another wire may name its tools' blocks like their members, too; what this one's tools do has names of its own.
        if (State is null || Name is null || GeminiPartType.KindOf(Name) != Kind || !JsonSlice.IsValid(State))
        {
            return false;
        }

        foreach (var (member, _) in JsonSlice.Parse(State).Members())
        {
            if (GeminiName.ToCamel(Encoding.UTF8.GetString(member)) == Name)
            {
                return true;
            }
        }

        return false;
    }

    private void WriteCall(Utf8JsonWriter json)
    {
        json.WriteStartObject("functionCall"u8);
        if (Id is not null && !GeminiToolCallIds.Format.IsMade(Id))
        {
            json.WriteString("id"u8, Id);
        }

        json.WriteString("name"u8, Name ?? "");
        json.WritePropertyName("args"u8);
        ArgumentsObject.TryWrite(json, Text);
        json.WriteEndObject();
    }

    private void WriteMedia(Utf8JsonWriter json)
    {
        var type = IsAddress ? Name : MediaType;
        json.WriteStartObject(IsAddress ? "fileData"u8 : "inlineData"u8);
        if (type is not null && !type.Contains('*', StringComparison.Ordinal))
        {
            json.WriteString("mimeType"u8, type);
        }
        else if (!IsAddress)
        {
            // The wire requires a type of data; this one is that of bytes of which no more is known.
            json.WriteString("mimeType"u8, "application/octet-stream"u8);
        }

        json.WriteString(IsAddress ? "fileUri"u8 : "data"u8, Text);
        json.WriteEndObject();
    }
}
