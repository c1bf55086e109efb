using System.Buffers;
using System.Runtime.InteropServices;
using System.Text.Json;
using Microsoft.Extensions.AI;
using Parlance.Json;

namespace Parlance.Protocols;

/// <summary>
/// A request body being written: the JSON, the call it comes from, and what could not be said as it was given. A protocol
/// writes the members that it knows; ending an object adds what an inbound request of the same wire left over there, and
/// ending the body the caller's <c>ExtraBody</c>.
/// </summary>
/// <example>
/// <code>
/// using var writer = new RequestBodyWriter(call, Wire);
/// writer.WarnOfAllBut("MaxOutputTokens");
/// var start = writer.BeginObject();
/// writer.Json.WriteString("model", call.Model);
/// writer.EndBody(start);
/// writer.CopyTo(body);
/// </code>
/// </example>
public sealed partial class RequestBodyWriter : IDisposable
{
    private const int SmallestBuffer = 4 << 10;
    private const int LargestGuess = 64 << 10;
    private const int BytesOfMessage = 256;

    private readonly PooledBuffer _buffer;

    /// <summary>Begins a body.</summary>
    /// <param name="call">The call to say.</param>
    /// <param name="wire">The wire that the body belongs to.</param>
    public RequestBodyWriter(ChatCall call, string wire)
    {
        ArgumentNullException.ThrowIfNull(call);
        ArgumentException.ThrowIfNullOrEmpty(wire);
        Call = call;
        Wire = wire;
        _buffer = new PooledBuffer(initialSize: Math.Clamp(call.Messages.Count * BytesOfMessage, SmallestBuffer, LargestGuess));
        Json = new Utf8JsonWriter(_buffer, JsonFormat.Wire);
    }

    /// <summary>The call to say.</summary>
    public ChatCall Call { get; }

    /// <summary>The wire that the body belongs to.</summary>
    public string Wire { get; }

    /// <summary>Where the members go. It does not check that they make an object.</summary>
    public Utf8JsonWriter Json { get; }

    /// <summary>Begins an object in an array, or the body itself.</summary>
    /// <returns>Where the object begins, for the method that ends it.</returns>
    public long BeginObject()
    {
        Json.WriteStartObject();
        return Json.BytesCommitted + Json.BytesPending - 1;
    }

    /// <summary>Begins an object that is a member.</summary>
    /// <param name="name">The member's name.</param>
    /// <returns>Where the object begins, for the method that ends it.</returns>
    public long BeginObject(ReadOnlySpan<byte> name)
    {
        Json.WriteStartObject(name);
        return Json.BytesCommitted + Json.BytesPending - 1;
    }

    /// <summary>Begins an object that is a member.</summary>
    internal long BeginObject(string name)
    {
        Json.WriteStartObject(name);
        return Json.BytesCommitted + Json.BytesPending - 1;
    }

    /// <summary>Writes a member that holds what somebody said: text of any length, most of what a body is made of.</summary>
    /// <param name="name">The member's name.</param>
    /// <param name="text">The text; a lone surrogate is written as U+FFFD.</param>
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

    /// <summary>True for what came on this wire and was spelled so there: whoever else receives it gets the meaning alone.</summary>
    internal bool IsSpelled(IReadOnlyDictionary<string, object?>? bag, string word) =>
        Spelling.Has(bag, Wire, word) && (Call.Inbound is null || Call.IsOwnOf(Wire));

    /// <summary>Writes a value as it stands, byte for byte, but for half a surrogate pair in it, which becomes U+FFFD.</summary>
    /// <param name="value">The value.</param>
    public void WriteRaw(JsonElement value)
    {
        var json = JsonMarshal.GetRawUtf8Value(value);
        if (WellFormedJson.HasLoneSurrogate(json))
        {
            WellFormedJson.Write(Json, value);
        }
        else
        {
            Json.WriteRawValue(json, skipInputValidation: true);
        }
    }

    /// <summary>Writes a member whose value stands as it is, byte for byte.</summary>
    /// <param name="name">The member's name.</param>
    /// <param name="value">Its value.</param>
    public void WriteRaw(ReadOnlySpan<byte> name, JsonElement value)
    {
        Json.WritePropertyName(name);
        WriteRaw(value);
    }

    /// <summary>
    /// Reports every setting that was given and that the wire has no word for; <c>ExtraBody</c> is written by
    /// <see cref="EndBody"/>. A setting that nobody thought of is reported too.
    /// </summary>
    /// <param name="written">The settings that the wire expresses, by their names in .NET, such as <c>Temperature</c>.</param>
    /// <exception cref="LlmException">The policy is to throw.</exception>
    public void WarnOfAllBut(params ReadOnlySpan<string> written) => Call.WarnOfAllBut([.. written, "ExtraBody"]);

    /// <summary>Reports something that is not sent.</summary>
    /// <param name="field">What, such as <c>TopK</c> or <c>Messages[2].Contents[1]</c>.</param>
    /// <param name="message">What is missing and why.</param>
    /// <exception cref="LlmException">The policy is to throw.</exception>
    public void Unsupported(FieldPath field, string message) => Call.Warn(ChatWarningKind.Unsupported, field, message);

    /// <summary>Reports a tool that the wire has no word for, and that is left out.</summary>
    internal void Unsupported(AITool tool, FieldPath field) => Unsupported(field, tool is WireTool foreign
        ? $"The tool '{foreign.Name}' is known to {foreign.Wire} alone; it was left out."
        : $"The wire has no tool like '{tool.Name}'; it was left out.");

    /// <summary>Reports a setting that was changed to what the wire can say.</summary>
    /// <param name="field">Which, such as <c>Reasoning</c>.</param>
    /// <param name="message">What became of it.</param>
    public void Coerced(FieldPath field, string message) => Call.Warn(ChatWarningKind.Coerced, field, message);

    /// <summary>Reports how closely to look at an image, on a wire that cannot say it.</summary>
    internal void ReportDetail(AIContent content, FieldPath field)
    {
        if (content.Detail is not null)
        {
            Unsupported(field.Of("Detail"), $"The wire {Wire} cannot say how closely to look at an image.");
        }
    }

    /// <summary>Hands the body over.</summary>
    /// <param name="body">Where it goes.</param>
    public void CopyTo(IBufferWriter<byte> body) => body.Write(_buffer.Span);

    /// <summary>Gives the pooled memory back.</summary>
    public void Dispose()
    {
        Json.Dispose();
        _buffer.Dispose();
    }
}
