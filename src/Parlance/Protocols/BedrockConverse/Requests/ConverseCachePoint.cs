using System.Text.Json;
using Microsoft.Extensions.AI;
using Parlance.Json;

namespace Parlance.Protocols.BedrockConverse;

/// <summary>
/// The wire's <c>cachePoint</c>, both ways: an element of its own behind what it marks, where the vocabulary marks the
/// content or the tool itself.
/// </summary>
internal static class ConverseCachePoint
{
    /// <summary>Reads a mark; null for an element that is none, or says what a mark cannot.</summary>
    public static string? Read(JsonElement element, out bool isExplicit)
    {
        isExplicit = false;
        if (!element.TryGetMember("cachePoint"u8, out var point)
            || element.GetPropertyCount() != 1
            || point.ValueKind != JsonValueKind.Object
            || point.Member("type"u8).AsText() != "default")
        {
            return null;
        }

        var lifetime = point.Member("ttl"u8).AsText();
        if (point.GetPropertyCount() != (lifetime is null ? 1 : 2))
        {
            return null;
        }

        isExplicit = lifetime == CacheLifetime.Default;
        return lifetime ?? CacheLifetime.Default;
    }

    /// <summary>Puts a mark on the content that it stands behind.</summary>
    /// <returns>False where there is none, or it is marked already: the element then keeps its own place.</returns>
    public static bool TryMark(IReadOnlyList<AIContent> contents, JsonElement element)
    {
        if (contents is not [.., var last] || last.CacheBreakpoint is not null || Read(element, out var isExplicit) is not { } lifetime)
        {
            return false;
        }

        last.CacheBreakpoint = lifetime;
        last.AdditionalProperties = isExplicit ? Spelling.Note(last.AdditionalProperties, ConverseProtocol.WireName, Spelling.ExplicitLifetime) : last.AdditionalProperties;
        return true;
    }

    /// <summary>Writes the mark of a content or a tool behind it.</summary>
    /// <param name="writer">The request.</param>
    /// <param name="lifetime">The mark's lifetime, null for no mark.</param>
    /// <param name="bag">The properties of what is marked.</param>
    public static void Write(RequestBodyWriter writer, string? lifetime, IReadOnlyDictionary<string, object?>? bag)
    {
        if (lifetime is null)
        {
            return;
        }

        var json = writer.Json;
        json.WriteStartObject();
        json.WriteStartObject("cachePoint"u8);
        json.WriteString("type"u8, "default"u8);
        if (lifetime != CacheLifetime.Default || writer.IsSpelled(bag, Spelling.ExplicitLifetime))
        {
            json.WriteString("ttl"u8, lifetime);
        }

        json.WriteEndObject();
        json.WriteEndObject();
    }
}
