using System.Text.Json;
using Parlance.Json;

namespace Parlance;

/// <summary>Warnings as the JSON array that a response's bag holds: <c>[{"kind","field","message"}]</c>, with <c>count</c> and <c>places</c> where there are several.</summary>
public static class WarningsJson
{
    /// <summary>Makes the array.</summary>
    /// <param name="warnings">The warnings.</param>
    public static JsonElement Write(IReadOnlyList<ChatWarning> warnings)
    {
        using var buffer = new PooledBuffer();
        using (var json = new Utf8JsonWriter(buffer, JsonFormat.Wire))
        {
            WriteTo(json, warnings);
        }

        return JsonElement.Parse(buffer.Span);
    }

    /// <summary>Writes the array where a value is due.</summary>
    /// <param name="json">Where it goes.</param>
    /// <param name="warnings">The warnings.</param>
    public static void WriteTo(Utf8JsonWriter json, IReadOnlyList<ChatWarning> warnings)
    {
        ArgumentNullException.ThrowIfNull(json);
        ArgumentNullException.ThrowIfNull(warnings);
        json.WriteStartArray();
        foreach (var warning in warnings)
        {
            json.WriteStartObject();
            json.WriteString("kind"u8, NameOf(warning.Kind));
            json.WriteString("field"u8, warning.Field);
            json.WriteString("message"u8, warning.Message);
            WritePlaces(json, warning);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    /// <summary>Reads the array.</summary>
    /// <param name="array">The array; a value of any other kind holds no warnings.</param>
    public static IReadOnlyList<ChatWarning> Read(JsonElement array)
    {
        if (array.ValueKind != JsonValueKind.Array)
        {
            return [];
        }

        var warnings = new List<ChatWarning>(array.GetArrayLength());
        foreach (var item in array.EnumerateArray())
        {
            warnings.Add(new ChatWarning(
                KindOf(item.GetProperty("kind"u8).GetString()),
                item.GetProperty("field"u8).GetString() ?? "",
                item.GetProperty("message"u8).GetString() ?? "")
            {
                Count = item.TryGetProperty("count"u8, out var count) ? count.GetInt32() : 1,
                Places = item.TryGetProperty("places"u8, out var places) ? [.. places.EnumerateArray().Select(static place => place.GetString() ?? "")] : [],
            });
        }

        return warnings;
    }

    private static void WritePlaces(Utf8JsonWriter json, ChatWarning warning)
    {
        if (warning.Count == 1)
        {
            return;
        }

        json.WriteNumber("count"u8, warning.Count);
        json.WriteStartArray("places"u8);
        foreach (var place in warning.Places)
        {
            json.WriteStringValue(place);
        }

        json.WriteEndArray();
    }

    private static string NameOf(ChatWarningKind kind) => kind switch
    {
        ChatWarningKind.Unsupported => "unsupported",
        ChatWarningKind.Coerced => "coerced",
        ChatWarningKind.Deprecated => "deprecated",
        _ => "other",
    };

    private static ChatWarningKind KindOf(string? name) => name switch
    {
        "unsupported" => ChatWarningKind.Unsupported,
        "coerced" => ChatWarningKind.Coerced,
        "deprecated" => ChatWarningKind.Deprecated,
        _ => ChatWarningKind.Other,
    };
}
