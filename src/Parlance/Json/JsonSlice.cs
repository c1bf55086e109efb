using System.Buffers.Text;
using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Parlance.Json;

/// <summary>Where a JSON value lies in a frame.</summary>
internal readonly record struct JsonPosition(int Start, int Length, JsonTokenType Type, bool IsEscaped);

/// <summary>
/// One JSON value inside a frame, remembered by its bytes. Decoders collect the members they know in one pass,
/// whatever their order, and act on them afterwards in the order that the response grammar wants.
/// </summary>
internal readonly ref struct JsonSlice
{
    private JsonSlice(ReadOnlySpan<byte> bytes, JsonTokenType type, bool isEscaped)
    {
        Bytes = bytes;
        Type = type;
        IsEscaped = isEscaped;
    }

    /// <summary>For a string the bytes between its quotes, still escaped; for anything else its JSON text.</summary>
    public ReadOnlySpan<byte> Bytes { get; }

    public JsonTokenType Type { get; }

    public bool IsEscaped { get; }

    /// <summary>True for a value that is absent or null: the two mean the same on every wire.</summary>
    public bool IsMissing => Type is JsonTokenType.None or JsonTokenType.Null;

    public bool IsString => Type == JsonTokenType.String;

    public bool IsObject => Type == JsonTokenType.StartObject;

    public bool IsArray => Type == JsonTokenType.StartArray;

    public bool IsTrue => Type == JsonTokenType.True;

    /// <summary>True for a string that holds at least one character.</summary>
    public bool HasText => Type == JsonTokenType.String && !Bytes.IsEmpty;

    /// <summary>Takes the value that the reader stands on and moves the reader to that value's end.</summary>
    public static JsonSlice Take(ReadOnlySpan<byte> frame, scoped ref Utf8JsonReader reader)
    {
        var type = reader.TokenType;
        if (type is JsonTokenType.StartObject or JsonTokenType.StartArray)
        {
            var start = (int)reader.TokenStartIndex;
            reader.Skip();
            return new JsonSlice(frame[start..(int)reader.BytesConsumed], type, false);
        }

        return new JsonSlice(reader.ValueSpan, type, reader.ValueIsEscaped);
    }

    /// <summary>Takes the value at a position that was found in a frame which began with the same bytes.</summary>
    public static JsonSlice At(ReadOnlySpan<byte> frame, scoped in JsonPosition position) =>
        new(frame.Slice(position.Start, position.Length), position.Type, position.IsEscaped);

    /// <summary>Reads past a member's name and takes its value.</summary>
    public static JsonSlice TakeNext(ReadOnlySpan<byte> frame, scoped ref Utf8JsonReader reader)
    {
        reader.Read();
        return Take(frame, ref reader);
    }

    /// <summary>The whole of a JSON text as one value.</summary>
    public static JsonSlice Parse(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json);
        reader.Read();
        return Take(json, ref reader);
    }

    /// <summary>Where this value lies in its frame, to find it again in a frame that begins with the same bytes.</summary>
    public JsonPosition FindIn(ReadOnlySpan<byte> frame)
    {
        _ = frame.Overlaps(Bytes, out var start);
        return new JsonPosition(start, Bytes.Length, Type, IsEscaped);
    }

    /// <summary>A member of this object, or a missing value. For cold paths: it scans the object.</summary>
    public JsonSlice Member(ReadOnlySpan<byte> name)
    {
        if (!IsObject)
        {
            return default;
        }

        var reader = new Utf8JsonReader(Bytes);
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var found = reader.ValueTextEquals(name);
            reader.Read();
            if (found)
            {
                return Take(Bytes, ref reader);
            }

            reader.Skip();
        }

        return default;
    }

    /// <summary>True for bytes that are one JSON value.</summary>
    public static bool IsValid(ReadOnlySpan<byte> json)
    {
        try
        {
            var reader = new Utf8JsonReader(json);
            var hasValue = false;
            while (reader.Read())
            {
                hasValue = true;
            }

            return hasValue;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    /// <summary>A string's text, null for a value that is missing, and the JSON text of any other value.</summary>
    public string? AsText() => Type switch
    {
        JsonTokenType.None or JsonTokenType.Null => null,
        JsonTokenType.String => JsonText.ToText(Bytes, IsEscaped),
        _ => Encoding.UTF8.GetString(Bytes),
    };

    /// <summary>A string's text where it holds at least one character, else null.</summary>
    public string? AsNonEmptyText() => HasText ? AsText() : null;

    /// <summary>A count: a whole number, a float, or either one written as a string. Null where it is none of these.</summary>
    public long? AsCount()
    {
        if (Type is not (JsonTokenType.Number or JsonTokenType.String))
        {
            return null;
        }

        if (Utf8Parser.TryParse(Bytes, out long whole, out var consumed) && consumed == Bytes.Length)
        {
            return whole;
        }

        return AsNumber() is { } number && Math.Abs(number) < long.MaxValue ? (long)number : null;
    }

    /// <summary>A number, or a number written as a string. Null where it is neither.</summary>
    public double? AsNumber() =>
        Type is JsonTokenType.Number or JsonTokenType.String
        && double.TryParse(Bytes, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
        && double.IsFinite(number)
            ? number
            : null;

    /// <summary>A time: seconds since 1970, or a date written as a string. Null where it is neither.</summary>
    public DateTimeOffset? AsTime() => Type switch
    {
        JsonTokenType.Number when AsCount() is { } seconds and > 0 and < 253402300800 => DateTimeOffset.FromUnixTimeSeconds(seconds),
        JsonTokenType.String when DateTimeOffset.TryParse(AsText(), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) => time,
        _ => null,
    };

    /// <summary>The value's own JSON text as bytes, with its quotes where it is a string.</summary>
    public byte[] ToJson() => IsString ? [(byte)'"', .. Bytes, (byte)'"'] : Bytes.ToArray();

    /// <summary>The value as an element that outlives the frame.</summary>
    public JsonElement ToElement() => IsMissing ? default : JsonElement.Parse(ToJson());

    /// <summary>The first element of this array, or a missing value.</summary>
    public JsonSlice First()
    {
        foreach (var element in Elements())
        {
            return element;
        }

        return default;
    }

    /// <summary>This value, or another where this one is missing.</summary>
    public JsonSlice Or(JsonSlice other) => IsMissing ? other : this;

    /// <summary>The elements of this array, or none where it is not an array.</summary>
    public ElementEnumerator Elements() => new(this);

    /// <summary>
    /// The members of this object that say something, or none where it is not an object: one that is null says as much as
    /// one that is absent.
    /// </summary>
    public MemberEnumerator Members() => new(this, withNulls: false);

    /// <summary>The members of an object that belongs to a caller, whose nulls are values like any other.</summary>
    public MemberEnumerator MembersWithNulls() => new(this, withNulls: true);

    /// <summary>A member of an object.</summary>
    public readonly ref struct NamedValue(ReadOnlySpan<byte> name, JsonSlice value)
    {
        /// <summary>The name as it stands in the JSON text.</summary>
        public ReadOnlySpan<byte> Name { get; } = name;

        public JsonSlice Value { get; } = value;

        public void Deconstruct(out ReadOnlySpan<byte> name, out JsonSlice value)
        {
            name = Name;
            value = Value;
        }
    }

    /// <summary>Walks the members of an object.</summary>
    public ref struct MemberEnumerator
    {
        private readonly ReadOnlySpan<byte> _object;
        private readonly bool _withNulls;
        private Utf8JsonReader _reader;

        internal MemberEnumerator(JsonSlice value, bool withNulls)
        {
            _withNulls = withNulls;
            _object = value.IsObject ? value.Bytes : "{}"u8;
            _reader = new Utf8JsonReader(_object);
            _reader.Read();
        }

        public NamedValue Current { get; private set; }

        public readonly MemberEnumerator GetEnumerator() => this;

        public bool MoveNext()
        {
            while (_reader.Read() && _reader.TokenType == JsonTokenType.PropertyName)
            {
                var name = _reader.ValueSpan;
                Current = new NamedValue(name, TakeNext(_object, ref _reader));
                if (_withNulls || !Current.Value.IsMissing)
                {
                    return true;
                }
            }

            return false;
        }
    }

    /// <summary>Walks the elements of an array.</summary>
    public ref struct ElementEnumerator
    {
        private readonly ReadOnlySpan<byte> _array;
        private Utf8JsonReader _reader;

        internal ElementEnumerator(JsonSlice array)
        {
            // Most chunks hold none of the arrays that a decoder looks for, so no array must cost nothing.
            if (array.IsArray)
            {
                _array = array.Bytes;
                _reader = new Utf8JsonReader(_array);
                _reader.Read();
            }
        }

        public JsonSlice Current { get; private set; }

        public readonly ElementEnumerator GetEnumerator() => this;

        public bool MoveNext()
        {
            if (_array.IsEmpty || !_reader.Read() || _reader.TokenType == JsonTokenType.EndArray)
            {
                return false;
            }

            Current = Take(_array, ref _reader);
            return true;
        }
    }
}
