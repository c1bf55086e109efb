using System.Buffers;
using System.Runtime.InteropServices;
using System.Text.Json;
using Microsoft.Extensions.AI;
using Parlance.Json;

namespace Parlance.Protocols;

/// <summary>
/// A request body being written: the JSON, the call it comes from, and what could not be said as it was given.
/// </summary>
internal sealed partial class WireWriter : IDisposable
{
    private const int SmallestBuffer = 4 << 10;
    private const int LargestGuess = 64 << 10;
    private const int BytesOfMessage = 256;

    private readonly PooledBuffer _buffer;

    public WireWriter(ChatCall call, string wire)
    {
        Call = call;
        Wire = wire;
        _buffer = new PooledBuffer(initialSize: Math.Clamp(call.Messages.Count * BytesOfMessage, SmallestBuffer, LargestGuess));
        Json = new Utf8JsonWriter(_buffer, JsonFormat.Wire);
    }

    public ChatCall Call { get; }

    /// <summary>The wire that the body belongs to.</summary>
    public string Wire { get; }

    public Utf8JsonWriter Json { get; }

    /// <summary>Begins an object in an array, or the body itself.</summary>
    /// <returns>Where the object begins, for the method that ends it.</returns>
    public long BeginObject()
    {
        Json.WriteStartObject();
        return Json.BytesCommitted + Json.BytesPending - 1;
    }

    /// <summary>Begins an object that is a member.</summary>
    public long BeginObject(ReadOnlySpan<byte> name)
    {
        Json.WriteStartObject(name);
        return Json.BytesCommitted + Json.BytesPending - 1;
    }

    /// <summary>Writes a member that holds what somebody said: text of any length, most of what a body is made of.</summary>
    public void WriteText(ReadOnlySpan<byte> name, string text)
    {
        const int stackBytes = 1024;
        const int quotes = 2;
        var size = (text.Length * JsonEscaper.MaximumExpansion) + quotes;
        var rented = size > stackBytes ? ArrayPool<byte>.Shared.Rent(size) : null;
        Span<byte> utf8 = rented ?? stackalloc byte[stackBytes];
        Json.WritePropertyName(name);
        if (JsonEscaper.TryEscape(text, utf8[1..], out var length))
        {
            utf8[0] = utf8[length + 1] = (byte)'"';
            Json.WriteRawValue(utf8[..(length + quotes)], skipInputValidation: true);
        }
        else
        {
            Json.WriteStringValue(text);
        }

        if (rented is not null)
        {
            ArrayPool<byte>.Shared.Return(rented);
        }
    }

    /// <summary>True for what came on this wire and was spelled so there.</summary>
    public bool IsSpelled(IReadOnlyDictionary<string, object?>? bag, string word) => Spelling.Has(bag, Wire, word);

    /// <summary>Writes a value as it stands, byte for byte.</summary>
    public void WriteRaw(JsonElement value) => Json.WriteRawValue(JsonMarshal.GetRawUtf8Value(value), skipInputValidation: true);

    /// <summary>Writes a member whose value stands as it is, byte for byte.</summary>
    public void WriteRaw(ReadOnlySpan<byte> name, JsonElement value)
    {
        Json.WritePropertyName(name);
        WriteRaw(value);
    }

    /// <summary>Reports a setting that is not sent as it was given.</summary>
    public void Unsupported(string field, string message) => Call.Warn(ChatWarningKind.Unsupported, field, message);

    /// <summary>Reports a tool that the wire has no word for, and that is left out.</summary>
    public void Unsupported(AITool tool, string field) => Unsupported(field, tool is WireTool foreign
        ? $"The tool '{foreign.Name}' is known to {foreign.Wire} alone; it was left out."
        : $"The wire has no tool like '{tool.Name}'; it was left out.");

    /// <summary>Reports a setting that was changed to what the wire can say.</summary>
    public void Coerced(string field, string message) => Call.Warn(ChatWarningKind.Coerced, field, message);

    /// <summary>Reports how closely to look at an image, on a wire that cannot say it.</summary>
    public void ReportDetail(AIContent content, MessageField field)
    {
        if (content.Detail is not null)
        {
            Unsupported($"{field}.Detail", $"The wire {Wire} cannot say how closely to look at an image.");
        }
    }

    public void CopyTo(IBufferWriter<byte> body) => body.Write(_buffer.Span);

    public void Dispose()
    {
        Json.Dispose();
        _buffer.Dispose();
    }
}
