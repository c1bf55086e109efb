using System.Runtime.InteropServices;
using System.Text.Json;
using Parlance.Json;

namespace Parlance.Protocols;

/// <summary>
/// JSON whose strings may hold half a surrogate pair, as a model may well write it and as providers refuse it: it becomes
/// U+FFFD.
/// </summary>
internal static class WellFormedJson
{
    /// <summary>True for JSON text that escapes half a surrogate pair.</summary>
    public static bool HasLoneSurrogate(ReadOnlySpan<byte> json)
    {
        const int escapeLength = 6;
        for (var rest = json; rest.IndexOf("\\u"u8) is >= 0 and var at;)
        {
            if (IsEscaped(rest, at))
            {
                rest = rest[(at + 2)..];
                continue;
            }

            rest = rest[at..];
            if (IsSurrogate(rest, "89aAbB"u8))
            {
                if (rest.Length < 2 * escapeLength || !rest[escapeLength..].StartsWith("\\u"u8) || !IsSurrogate(rest[escapeLength..], "cCdDeEfF"u8))
                {
                    return true;
                }

                rest = rest[escapeLength..];
            }
            else if (IsSurrogate(rest, "cCdDeEfF"u8))
            {
                return true;
            }

            rest = rest[Math.Min(escapeLength, rest.Length)..];
        }

        return false;
    }

    /// <summary>Writes a value with its strings put right.</summary>
    public static void Write(Utf8JsonWriter json, JsonElement value)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                json.WriteStartObject();
                foreach (var (name, member) in JsonSlice.Parse(JsonMarshal.GetRawUtf8Value(value)).MembersWithNulls())
                {
                    json.WritePropertyName(JsonText.ToText(name, isEscaped: true));
                    Write(json, member.IsMissing ? JsonElement.Parse("null"u8) : member.ToElement());
                }

                json.WriteEndObject();
                break;
            case JsonValueKind.Array:
                json.WriteStartArray();
                foreach (var element in value.EnumerateArray())
                {
                    Write(json, element);
                }

                json.WriteEndArray();
                break;
            case JsonValueKind.String:
                json.WriteStringValue(value.AsText());
                break;
            default:
                value.WriteTo(json);
                break;
        }
    }

    /// <summary>True where an odd number of backslashes stands in front: the one that is found is escaped itself.</summary>
    private static bool IsEscaped(ReadOnlySpan<byte> json, int at)
    {
        var first = at;
        while (first > 0 && json[first - 1] == (byte)'\\')
        {
            first--;
        }

        return (at - first) % 2 == 1;
    }

    private static bool IsSurrogate(ReadOnlySpan<byte> escape, ReadOnlySpan<byte> seconds) =>
        escape.Length >= 4 && escape[2] is (byte)'d' or (byte)'D' && seconds.Contains(escape[3]);
}
