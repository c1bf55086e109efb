using System.Text.Json;
using Microsoft.Extensions.AI;
using Parlance.Json;

namespace Parlance;

/// <summary>
/// Typed access to the additional properties of a message, content, tool or call's options. A bag holds only strings, booleans, longs, doubles and
/// <see cref="JsonElement"/>s, because anything else cannot be serialized without reflection; and what was serialized
/// comes back as an element, so every getter reads both.
/// </summary>
internal static class Bag
{
    public static string? GetText(IReadOnlyDictionary<string, object?>? bag, string key) => Get(bag, key) switch
    {
        string text => text,
        JsonElement { ValueKind: JsonValueKind.String } element => element.GetString(),
        _ => null,
    };

    public static bool? GetFlag(IReadOnlyDictionary<string, object?>? bag, string key) => Get(bag, key) switch
    {
        bool flag => flag,
        JsonElement { ValueKind: JsonValueKind.True or JsonValueKind.False } element => element.GetBoolean(),
        _ => null,
    };

    public static long? GetCount(IReadOnlyDictionary<string, object?>? bag, string key) => Get(bag, key) switch
    {
        long count => count,
        int count => count,
        JsonElement { ValueKind: JsonValueKind.Number } element when element.TryGetInt64(out var count) => count,
        _ => null,
    };

    /// <summary>A JSON value; null where there is none, which JSON's own null is too.</summary>
    public static JsonElement? FindJson(IReadOnlyDictionary<string, object?>? bag, string key) =>
        Get(bag, key) is JsonElement { ValueKind: not (JsonValueKind.Undefined or JsonValueKind.Null) } element ? element : null;

    /// <summary>A JSON value, undefined where there is none.</summary>
    public static JsonElement GetJson(IReadOnlyDictionary<string, object?>? bag, string key) =>
        Get(bag, key) is JsonElement element ? element : default;

    /// <summary>An array of texts; null where there is none.</summary>
    public static IReadOnlyList<string>? GetTexts(IReadOnlyDictionary<string, object?>? bag, string key) =>
        Get(bag, key) is JsonElement { ValueKind: JsonValueKind.Array } texts ? [.. texts.EnumerateArray().Select(static text => text.AsText()).OfType<string>()] : null;

    /// <summary>Texts as a bag holds them, null for none.</summary>
    public static JsonElement? ToJson(IReadOnlyList<string>? texts)
    {
        if (texts is null)
        {
            return null;
        }

        using var buffer = new PooledBuffer();
        using (var json = new Utf8JsonWriter(buffer, JsonFormat.Wire))
        {
            json.WriteStartArray();
            foreach (var text in texts)
            {
                json.WriteStringValue(text);
            }

            json.WriteEndArray();
        }

        return JsonElement.Parse(buffer.Span);
    }

    /// <summary>Sets a value, or removes it where it is null, as .NET, JSON or an undefined element says it; returns the bag to store, made where needed.</summary>
    public static AdditionalPropertiesDictionary? Set(AdditionalPropertiesDictionary? bag, string key, object? value)
    {
        if (value is null or JsonElement { ValueKind: JsonValueKind.Undefined or JsonValueKind.Null })
        {
            bag?.Remove(key);
            return bag;
        }

        bag ??= [];
        bag[key] = value;
        return bag;
    }

    private static object? Get(IReadOnlyDictionary<string, object?>? bag, string key) =>
        bag is not null && bag.TryGetValue(key, out var value) ? value : null;
}
