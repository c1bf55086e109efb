using System.Text;
using System.Text.Json;
using Parlance.Json;
using Parlance.Streaming;

namespace Parlance.Protocols.Gemini;

/// <summary>A block of a response being encoded, as one part.</summary>
internal sealed class GeminiEncodedBlock(BlockKind kind, string? id, string? name, string? mediaType)
{
    public BlockKind Kind => kind;

    public string? Name => name;

    public PooledBuffer Content { get; } = new(initialSize: 64);

    public byte[]? State { get; set; }

    public bool IsText => kind is BlockKind.Text or BlockKind.Refusal or BlockKind.Reasoning;

    /// <summary>What other wires' tools and blocks were is not for this wire to say.</summary>
    public bool HasPlace => kind is not (BlockKind.ServerToolCall or BlockKind.ServerToolResult or BlockKind.Opaque) || IsOwn();

    /// <summary>True where the arguments can stand as they are, or are none.</summary>
    public bool HasObject => ArgumentsObject.IsNone(Content.Span) || ArgumentsObject.IsObject(Content.Span);

    /// <summary>True where there is something to write.</summary>
    public bool IsWritten => HasPlace && (!IsText || Content.Length > 0 || State is { Length: > 0 });

    public void Write(Utf8JsonWriter json)
    {
        switch (kind)
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
                json.WriteString("text"u8, Content.Span);
                if (kind == BlockKind.Reasoning && name != GeminiPartType.SignedText)
                {
                    json.WriteBoolean("thought"u8, true);
                }

                break;
            default:
                json.WriteRawValue(State, skipInputValidation: true);
                return;
        }

        if (State is { Length: > 0 } signature)
        {
            json.WriteString("thoughtSignature"u8, signature);
        }

        json.WriteEndObject();
    }

    private bool IsOwn()
    {
        // Another wire may name its tools' blocks like their members, too; what this one's tools do has names of its own.
        if (State is null || name is null || GeminiPartType.KindOf(name) != kind || !JsonSlice.IsValid(State))
        {
            return false;
        }

        foreach (var (member, _) in JsonSlice.Parse(State).Members())
        {
            if (GeminiName.ToCamel(Encoding.UTF8.GetString(member)) == name)
            {
                return true;
            }
        }

        return false;
    }

    private void WriteCall(Utf8JsonWriter json)
    {
        json.WriteStartObject("functionCall"u8);
        if (id is { Length: > 0 } && !GeminiCallIds.IsMade(id))
        {
            json.WriteString("id"u8, id);
        }

        json.WriteString("name"u8, name ?? "");
        json.WritePropertyName("args"u8);
        ArgumentsObject.TryWrite(json, Content.Span);
        json.WriteEndObject();
    }

    private void WriteMedia(Utf8JsonWriter json)
    {
        var isLink = mediaType == "text/uri-list";
        var type = isLink ? name : mediaType;
        json.WriteStartObject(isLink ? "fileData"u8 : "inlineData"u8);
        if (type is not null && !type.Contains('*', StringComparison.Ordinal))
        {
            json.WriteString("mimeType"u8, type);
        }
        else if (!isLink)
        {
            // The wire requires a type of data; this one is that of bytes of which no more is known.
            json.WriteString("mimeType"u8, "application/octet-stream"u8);
        }

        json.WriteString(isLink ? "fileUri"u8 : "data"u8, Content.Span);
        json.WriteEndObject();
    }
}
