using System.Text.Json;
using Parlance.Json;
using Parlance.Responses;

namespace Parlance.Protocols.BedrockConverse;

/// <summary>What the decoder remembers of a block between its events.</summary>
internal sealed class ConverseOpenBlock(long wireIndex, int block, BlockKind kind) : IndexedOpenBlock(wireIndex, block, kind)
{
    private PooledBuffer? _head;
    private PooledBuffer? _pieces;

    /// <summary>Keeps the object that a block of the provider's own begins with.</summary>
    public void KeepHead(in JsonSlice head) => (_head ??= new PooledBuffer()).Append(head.Bytes);

    /// <summary>Keeps a piece of the provider's own call: the text of its input.</summary>
    public void KeepInput(in JsonSlice piece) => (_pieces ??= new PooledBuffer()).Append(System.Text.Encoding.UTF8.GetBytes(piece.AsText() ?? ""));

    /// <summary>Keeps a piece of the provider's own result: the elements of an array of contents.</summary>
    public void KeepContents(in JsonSlice contents)
    {
        _pieces ??= new PooledBuffer();
        foreach (var content in contents.Elements())
        {
            if (_pieces.Length > 0)
            {
                _pieces.Append((byte)',');
            }

            _pieces.Append(content.ToJson());
        }
    }

    public override void WriteJson(PooledBuffer destination)
    {
        using var json = new Utf8JsonWriter(destination, JsonFormat.Wire);
        var isCall = Kind == BlockKind.ServerToolCall;
        json.WriteStartObject();
        json.WriteStartObject(isCall ? "toolUse"u8 : "toolResult"u8);
        foreach (var (name, value) in JsonSlice.Parse(_head is null ? "{}"u8 : _head.Span).Members())
        {
            json.WritePropertyName(name);
            json.WriteRawValue(value.ToJson(), skipInputValidation: true);
        }

        if (_pieces is { Length: > 0 } pieces)
        {
            json.WritePropertyName(isCall ? "input"u8 : "content"u8);
            if (isCall && !JsonSlice.IsValid(pieces.Span))
            {
                json.WriteStringValue(pieces.Span);
            }
            else
            {
                json.WriteRawValue(isCall ? pieces.Span : [(byte)'[', .. pieces.Span, (byte)']'], skipInputValidation: true);
            }
        }

        json.WriteEndObject();
        json.WriteEndObject();
    }

    public override void Dispose()
    {
        _head?.Dispose();
        _pieces?.Dispose();
    }
}
