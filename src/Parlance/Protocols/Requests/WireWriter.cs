using System.Buffers;
using System.Runtime.InteropServices;
using System.Text.Json;
using Microsoft.Extensions.AI;
using Parlance.Json;

namespace Parlance.Protocols;

/// <summary>
/// A request body being written: the JSON, the call it comes from, and the two bags whose members join the modelled ones.
/// </summary>
internal sealed class WireWriter : IDisposable
{
    private const int SmallestBuffer = 4 << 10;
    private const int LargestGuess = 64 << 10;
    private const int BytesOfMessage = 256;

    private readonly PooledBuffer _buffer;
    private readonly string _wire;
    private HashSet<string>? _merged;

    public WireWriter(ChatCall call, string wire)
    {
        Call = call;
        _wire = wire;
        _buffer = new PooledBuffer(initialSize: Math.Clamp(call.Messages.Count * BytesOfMessage, SmallestBuffer, LargestGuess));
        Json = new Utf8JsonWriter(_buffer, JsonFormat.Wire);
    }

    public ChatCall Call { get; }

    public Utf8JsonWriter Json { get; }

    /// <summary>What an inbound request of this wire left over, undefined where it came on another one or from .NET.</summary>
    private JsonElement OwnExtras =>
        WireExtras.Get(Call.Options.AdditionalProperties) is var extras && WireExtras.WireOf(extras) == _wire ? extras : default;

    /// <summary>Begins an object in an array, or the body itself.</summary>
    /// <returns>Where the object begins, for <see cref="EndObject(long, JsonElement, string)"/>.</returns>
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

    /// <summary>Ends an object whose source holds a bag: its extras go in front of the brace.</summary>
    /// <param name="start">What <see cref="BeginObject()"/> returned.</param>
    /// <param name="bag">The bag of the message, content or options that the object was written from.</param>
    /// <param name="field">How warnings name the object, empty for the body itself.</param>
    public void EndObject(long start, AdditionalPropertiesDictionary? bag, string field) => EndObject(start, WireExtras.Get(bag), field);

    /// <summary>The same for a message or a content, whose name is made only where a warning is about it.</summary>
    public void EndObject(long start, AdditionalPropertiesDictionary? bag, MessageField field)
    {
        if (WireExtras.Get(bag) is { ValueKind: not JsonValueKind.Undefined } extras)
        {
            WriteExtras(start, extras, field);
        }

        Json.WriteEndObject();
    }

    /// <summary>Ends an object with the given extras.</summary>
    public void EndObject(long start, JsonElement extras, string field)
    {
        WriteExtras(start, extras, field);
        Json.WriteEndObject();
    }

    /// <summary>Ends the body: the extras of the options, then the caller's own additions.</summary>
    /// <exception cref="LlmException">The caller's additions repeat a member that a setting has written.</exception>
    public void EndBody(long start)
    {
        WriteOpenedMembers(start);
        WriteExtras(start, WireExtras.Get(Call.Options.AdditionalProperties), "");
        WriteAdditions(start, Call.Options.ExtraBody, "");
        Json.WriteEndObject();
        Json.Flush();
    }

    /// <summary>
    /// Ends an object that is a member of the body: its extras, then what the caller adds to it in the member of the same
    /// name of <c>ExtraBody</c>.
    /// </summary>
    /// <exception cref="LlmException">The caller's additions repeat a member that a setting has written.</exception>
    public void EndBodyMember(long start, string name)
    {
        var utf8 = System.Text.Encoding.UTF8.GetBytes(name);
        WriteNested(start, WireExtras.Get(Call.Options.AdditionalProperties), utf8);
        if (Call.Options.ExtraBody.Member(utf8) is { ValueKind: JsonValueKind.Object } additions)
        {
            WriteAdditions(start, additions, $"{name}.");
            (_merged ??= new(StringComparer.Ordinal)).Add(name);
        }

        Json.WriteEndObject();
    }

    /// <summary>Ends an object inside one that holds extras: what was left of it goes in front of the brace.</summary>
    /// <param name="start">What <see cref="BeginObject(ReadOnlySpan{byte})"/> returned.</param>
    /// <param name="extras">The extras of the object around it.</param>
    /// <param name="name">The member that it is.</param>
    public void EndNested(long start, JsonElement extras, ReadOnlySpan<byte> name)
    {
        WriteNested(start, extras, name);
        Json.WriteEndObject();
    }

    /// <summary>Ends an object inside one that a message, a content or a call became.</summary>
    public void EndNested(long start, AdditionalPropertiesDictionary? bag, ReadOnlySpan<byte> name) => EndNested(start, WireExtras.Get(bag), name);

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

    /// <summary>A member of the body that no setting models and an inbound request of this wire held; undefined where there is none.</summary>
    public JsonElement FindExtra(ReadOnlySpan<byte> name) => WireExtras.MembersOf(OwnExtras).Member(name);

    /// <summary>What an inbound request of this wire left over of an object of its body, undefined where there is nothing.</summary>
    public JsonElement FindLeftOver(ReadOnlySpan<byte> name) => WireExtras.GetNested(OwnExtras, name);

    /// <summary>True for what came on this wire and was spelled so there.</summary>
    public bool IsSpelled(IReadOnlyDictionary<string, object?>? bag, string word) => Spelling.Has(bag, _wire, word);

    /// <summary>Writes a value as it stands, byte for byte.</summary>
    public void WriteRaw(JsonElement value) => Json.WriteRawValue(JsonMarshal.GetRawUtf8Value(value), skipInputValidation: true);

    /// <summary>Writes a member whose value stands as it is, byte for byte.</summary>
    public void WriteRaw(ReadOnlySpan<byte> name, JsonElement value)
    {
        Json.WritePropertyName(name);
        WriteRaw(value);
    }

    /// <summary>Reports extras that have no object to go to: those of another wire, or of content that is no object here.</summary>
    public void ReportExtras(JsonElement extras, string field)
    {
        if (WireExtras.WireOf(extras) is null)
        {
            return;
        }

        var path = field.Length == 0 ? "" : $"{field}.";
        foreach (var member in WireExtras.MembersOf(extras).EnumerateObject())
        {
            if (!IsVoid(member.Value))
            {
                Unsupported($"{path}{member.Name}", $"The wire {_wire} has no member '{member.Name}'; it was left out.");
            }
        }

        foreach (var (name, inner) in WireExtras.NestedOf(extras))
        {
            ReportExtras(inner, $"{path}{name}");
        }
    }

    /// <summary>The same for a message or a content, whose name is made only where a warning is about it.</summary>
    public void ReportExtras(AdditionalPropertiesDictionary? bag, MessageField field)
    {
        if (WireExtras.Get(bag) is { ValueKind: not JsonValueKind.Undefined } extras)
        {
            ReportExtras(extras, field.ToString());
        }
    }

    /// <summary>Reports a setting that is not sent as it was given.</summary>
    public void Unsupported(string field, string message) => Call.Warn(ChatWarningKind.Unsupported, field, message);

    /// <summary>Reports a setting that was changed to what the wire can say.</summary>
    public void Coerced(string field, string message) => Call.Warn(ChatWarningKind.Coerced, field, message);

    /// <summary>Reports how closely to look at an image, on a wire that cannot say it.</summary>
    public void ReportDetail(AIContent content, string field)
    {
        if (content.Detail is not null)
        {
            Unsupported($"{field}.Detail", $"The wire {_wire} cannot say how closely to look at an image.");
        }
    }

    public void CopyTo(IBufferWriter<byte> body) => body.Write(_buffer.Span);

    public void Dispose()
    {
        Json.Dispose();
        _buffer.Dispose();
    }

    /// <summary>Objects of which something is left and that no setting has written: the caller may add to these too.</summary>
    private void WriteOpenedMembers(long start)
    {
        HashSet<string>? written = null;
        foreach (var (name, _) in WireExtras.NestedOf(OwnExtras))
        {
            written ??= ReadNames(start);
            if (!written.Contains(name))
            {
                EndBodyMember(BeginObject(System.Text.Encoding.UTF8.GetBytes(name)), name);
            }
        }
    }

    private void WriteAdditions(long start, JsonElement additions, string path)
    {
        if (additions.ValueKind != JsonValueKind.Object)
        {
            return;
        }

        var written = ReadNames(start);
        foreach (var member in additions.EnumerateObject())
        {
            if (path.Length == 0 && _merged?.Contains(member.Name) == true)
            {
                continue;
            }

            if (written.Contains(member.Name))
            {
                throw new LlmException(LlmErrorKind.InvalidRequest, $"ExtraBody holds '{path}{member.Name}', which a setting of the call writes too. Remove one of the two.");
            }

            Write(member);
        }
    }

    private void WriteNested(long start, JsonElement extras, ReadOnlySpan<byte> name)
    {
        // What another wire left is reported with the extras of the object around it.
        if (WireExtras.WireOf(extras) == _wire)
        {
            WriteExtras(start, WireExtras.GetNested(extras, name), "");
        }
    }

    private void WriteExtras(long start, JsonElement extras, string field)
    {
        if (WireExtras.WireOf(extras) is not { } wire)
        {
            return;
        }

        if (wire != _wire)
        {
            ReportExtras(extras, field);
            return;
        }

        Write(extras, ReadNames(start));
    }

    /// <summary>Writes members, then the objects of which something is left and nothing has been written.</summary>
    private void Write(JsonElement extras, HashSet<string> written)
    {
        foreach (var member in WireExtras.MembersOf(extras).EnumerateObject())
        {
            if (!written.Contains(member.Name))
            {
                Write(member);
            }
        }

        foreach (var (name, inner) in WireExtras.NestedOf(extras))
        {
            if (!written.Contains(name))
            {
                Json.WriteStartObject(name);
                Write(inner, []);
                Json.WriteEndObject();
            }
        }
    }

    /// <summary>True for a value that asks for nothing: leaving it out loses nothing.</summary>
    private static bool IsVoid(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Null => true,
        JsonValueKind.String => value.ValueEquals(""),
        JsonValueKind.Array => value.GetArrayLength() == 0,
        JsonValueKind.Object => value.GetPropertyCount() == 0,
        _ => false,
    };

    private void Write(JsonProperty member)
    {
        Json.WritePropertyName(member.Name);
        WriteRaw(member.Value);
    }

    /// <summary>
    /// The names that the open object holds so far, read back from the bytes: only objects with extras pay for it.
    /// </summary>
    private HashSet<string> ReadNames(long start)
    {
        Json.Flush();
        var names = new HashSet<string>(StringComparer.Ordinal);
        var reader = new Utf8JsonReader(_buffer.Span[(int)start..], isFinalBlock: false, default);
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            names.Add(reader.GetString()!);
            if (!reader.Read() || !reader.TrySkip())
            {
                break;
            }
        }

        return names;
    }
}
