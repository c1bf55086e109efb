using System.Text.Json;
using Parlance.Json;
using Parlance.Responses;

namespace Parlance.Protocols.AnthropicMessages;

/// <summary>What the decoder remembers of a block between its events.</summary>
internal sealed class AnthropicOpenBlock(long wireIndex, int block, BlockKind kind) : IndexedOpenBlock(wireIndex, block, kind)
{
    private readonly PooledBuffer? _json = kind is BlockKind.ServerToolCall or BlockKind.ServerToolResult or BlockKind.Opaque ? new PooledBuffer() : null;
    private readonly PooledBuffer? _input = kind == BlockKind.ServerToolCall ? new PooledBuffer() : null;

    /// <summary>The input that came with the block's beginning: the whole of it where no delta follows.</summary>
    public byte[]? Input { get; set; }

    public bool HasInputDeltas { get; set; }

    /// <summary>The input that has come in pieces, as text.</summary>
    public ReadOnlySpan<byte> StreamedInput => _input is null ? default : _input.Span;

    public void KeepJson(in JsonSlice json) => _json?.Append(json.Bytes);

    public void KeepInput(in JsonSlice piece) => _input?.Append(System.Text.Encoding.UTF8.GetBytes(piece.AsText() ?? ""));

    /// <summary>Joins a delta of an unknown type to the block: strings grow, anything else is replaced.</summary>
    public void Join(in JsonSlice delta)
    {
        if (_json is not { Length: > 0 } json)
        {
            return;
        }

        using var joined = new PooledBuffer();
        var known = JsonElement.Parse(json.Span);
        var added = JsonElement.Parse(delta.Bytes);
        using (var writer = new Utf8JsonWriter(joined, JsonFormat.Wire))
        {
            writer.WriteStartObject();
            foreach (var member in known.EnumerateObject())
            {
                var isType = member.NameEquals("type"u8);
                if (isType || !added.TryGetProperty(member.Name, out var change) || change.ValueKind == JsonValueKind.Null)
                {
                    member.WriteTo(writer);
                }
                else if (member.Value.AsText() is { } text && change.AsText() is { } more)
                {
                    writer.WriteString(member.Name, text + more);
                }
                else
                {
                    writer.WritePropertyName(member.Name);
                    change.WriteTo(writer);
                }
            }

            foreach (var member in added.EnumerateObject())
            {
                if (!known.TryGetProperty(member.Name, out _))
                {
                    member.WriteTo(writer);
                }
            }

            writer.WriteEndObject();
        }

        json.Clear();
        json.Append(joined.Span);
    }

    /// <summary>The block as it stands on the wire once it is whole, with the streamed input put in.</summary>
    public override void WriteJson(PooledBuffer destination)
    {
        if (StreamedInput.IsEmpty || !JsonSlice.IsValid(StreamedInput))
        {
            destination.Append(_json!.Span);
            return;
        }

        using var writer = new Utf8JsonWriter(destination, JsonFormat.Wire);
        writer.WriteStartObject();
        foreach (var member in JsonElement.Parse(_json!.Span).EnumerateObject())
        {
            if (!member.NameEquals("input"u8))
            {
                member.WriteTo(writer);
            }
        }

        writer.WritePropertyName("input"u8);
        writer.WriteRawValue(StreamedInput, skipInputValidation: true);
        writer.WriteEndObject();
    }

    public override void Dispose()
    {
        _json?.Dispose();
        _input?.Dispose();
    }
}
