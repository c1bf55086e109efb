using System.Buffers;
using System.Text;
using System.Text.Json;
using Parlance.Json;

namespace Parlance.Testing;

/// <summary>One spelling for each JSON value: members sorted by name, no white space.</summary>
internal static class CanonicalJson
{
    /// <summary>The canonical spelling, or the text itself where it is not JSON.</summary>
    public static string Format(ReadOnlySpan<byte> json)
    {
        try
        {
            return Format(JsonElement.Parse(json));
        }
        catch (JsonException)
        {
            return Encoding.UTF8.GetString(json);
        }
    }

    private static string Format(JsonElement value)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, JsonFormat.Wire))
        {
            Write(value, writer);
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    private static void Write(JsonElement value, Utf8JsonWriter writer)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                writer.WriteStartObject();
                foreach (var member in value.EnumerateObject().OrderBy(member => member.Name, StringComparer.Ordinal))
                {
                    writer.WritePropertyName(member.Name);
                    Write(member.Value, writer);
                }

                writer.WriteEndObject();
                break;
            case JsonValueKind.Array:
                writer.WriteStartArray();
                foreach (var element in value.EnumerateArray())
                {
                    Write(element, writer);
                }

                writer.WriteEndArray();
                break;
            case JsonValueKind.String:
                // Not WriteTo: it copies the escapes of the source.
                writer.WriteStringValue(value.AsText());
                break;
            default:
                value.WriteTo(writer);
                break;
        }
    }
}
