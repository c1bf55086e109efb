using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;

namespace Parlance.Conformance.Replay;

/// <summary>Rewrites a recorded body with the members of its JSON in another order, which means nothing.</summary>
internal static class ResponseBodies
{
    /// <summary>The same body with the members of every JSON object sorted by name, at every depth.</summary>
    public static byte[] SortMembers(byte[] body, bool isDescending)
    {
        var first = body.AsSpan().TrimStart(" \r\n\t"u8);
        if (!first.IsEmpty && first[0] is (byte)'{' or (byte)'[' && TrySort(body, isDescending) is { } whole)
        {
            return whole;
        }

        var sorted = new MemoryStream(body.Length);
        foreach (var range in body.AsSpan().Split((byte)'\n'))
        {
            if (range.Start.Value > 0)
            {
                sorted.WriteByte((byte)'\n');
            }

            WriteLine(sorted, body.AsSpan(range), isDescending);
        }

        return sorted.ToArray();
    }

    private static void WriteLine(MemoryStream output, ReadOnlySpan<byte> line, bool isDescending)
    {
        var start = line.StartsWith("data: "u8) ? "data: ".Length : line.StartsWith("data:"u8) ? "data:".Length : 0;
        var end = line.EndsWith("\r"u8) ? 1 : 0;
        var payload = line[start..^end];
        output.Write(line[..start]);
        output.Write(payload.StartsWith("{"u8) && TrySort(payload, isDescending) is { } sorted ? sorted : payload);
        output.Write(line[^end..]);
    }

    private static byte[]? TrySort(ReadOnlySpan<byte> json, bool isDescending)
    {
        try
        {
            var text = new StringBuilder(json.Length);
            Write(text, JsonElement.Parse(json), isDescending);
            return Encoding.UTF8.GetBytes(text.ToString());
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>Scalars are copied byte for byte, so that numbers and escapes stay as they were.</summary>
    private static void Write(StringBuilder text, JsonElement value, bool isDescending)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                var members = value.EnumerateObject().OrderBy(member => member.Name, StringComparer.Ordinal).ToList();
                if (isDescending)
                {
                    members.Reverse();
                }

                text.Append('{');
                for (var index = 0; index < members.Count; index++)
                {
                    text.Append(index == 0 ? "\"" : ",\"").Append(Encoding.UTF8.GetString(JsonMarshal.GetRawUtf8PropertyName(members[index]))).Append("\":");
                    Write(text, members[index].Value, isDescending);
                }

                text.Append('}');
                break;
            case JsonValueKind.Array:
                text.Append('[');
                for (var index = 0; index < value.GetArrayLength(); index++)
                {
                    text.Append(index == 0 ? "" : ",");
                    Write(text, value[index], isDescending);
                }

                text.Append(']');
                break;
            default:
                text.Append(Encoding.UTF8.GetString(JsonMarshal.GetRawUtf8Value(value)));
                break;
        }
    }
}
