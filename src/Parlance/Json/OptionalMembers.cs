using System.Text.Json;

namespace Parlance.Json;

/// <summary>Members that are written only where there is a value.</summary>
internal static class OptionalMembers
{
    public static void WriteOptional(this Utf8JsonWriter json, ReadOnlySpan<byte> name, float? value)
    {
        if (value is { } number)
        {
            json.WriteNumber(name, number);
        }
    }

    public static void WriteOptional(this Utf8JsonWriter json, ReadOnlySpan<byte> name, long? value)
    {
        if (value is { } count)
        {
            json.WriteNumber(name, count);
        }
    }

    public static void WriteOptional(this Utf8JsonWriter json, ReadOnlySpan<byte> name, bool? value)
    {
        if (value is { } flag)
        {
            json.WriteBoolean(name, flag);
        }
    }

    public static void WriteOptional(this Utf8JsonWriter json, ReadOnlySpan<byte> name, string? value)
    {
        if (value is not null)
        {
            json.WriteString(name, value);
        }
    }

    /// <summary>Writes a value that is valid JSON already.</summary>
    public static void WriteOptionalJson(this Utf8JsonWriter json, string name, byte[]? value)
    {
        if (value is not null)
        {
            json.WritePropertyName(name);
            json.WriteRawValue(value, skipInputValidation: true);
        }
    }

    /// <summary>Writes an array of texts, where there is at least one.</summary>
    public static void WriteOptional(this Utf8JsonWriter json, ReadOnlySpan<byte> name, IEnumerable<string>? values)
    {
        var isOpen = false;
        foreach (var value in values ?? [])
        {
            if (!isOpen)
            {
                json.WriteStartArray(name);
                isOpen = true;
            }

            json.WriteStringValue(value);
        }

        if (isOpen)
        {
            json.WriteEndArray();
        }
    }
}
