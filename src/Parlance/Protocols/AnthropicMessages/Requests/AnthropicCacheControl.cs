using System.Text.Json;
using Microsoft.Extensions.AI;
using Parlance.Json;

namespace Parlance.Protocols.AnthropicMessages;

/// <summary>The wire's <c>cache_control</c>, both ways.</summary>
internal static class AnthropicCacheControl
{
    public const string DefaultLifetime = "5m";

    /// <summary>Reads a mark; null where the member is absent or says what a mark cannot.</summary>
    public static string? Read(JsonElement source, out bool isExplicit)
    {
        isExplicit = false;
        if (!source.TryGetMember("cache_control"u8, out var control)
            || control.ValueKind != JsonValueKind.Object
            || control.Member("type"u8).AsText() != "ephemeral")
        {
            return null;
        }

        foreach (var member in control.EnumerateObject())
        {
            if (!member.NameEquals("type"u8) && !member.NameEquals("ttl"u8))
            {
                return null;
            }
        }

        isExplicit = control.TryGetMember("ttl"u8, out var lifetime);
        return isExplicit ? lifetime.AsText() : DefaultLifetime;
    }

    /// <summary>Reads a mark into a bag.</summary>
    /// <returns>True where <c>cache_control</c> needs no place among the extras.</returns>
    public static bool Read(JsonElement source, AIContent content)
    {
        if (Read(source, out var isExplicit) is not { } lifetime)
        {
            return false;
        }

        content.CacheBreakpoint = lifetime;
        SetExplicit(content, isExplicit && lifetime == DefaultLifetime);
        return true;
    }

    public static void Write(Utf8JsonWriter json, string lifetime, bool isExplicit)
    {
        json.WriteStartObject("cache_control"u8);
        json.WriteString("type"u8, "ephemeral"u8);
        if (lifetime != DefaultLifetime || isExplicit)
        {
            json.WriteString("ttl"u8, lifetime);
        }

        json.WriteEndObject();
    }

    private static void SetExplicit(AIContent content, bool isExplicit) =>
        content.AdditionalProperties = Bag.Set(content.AdditionalProperties, AnthropicSpelling.ExplicitLifetimeKey, isExplicit ? true : null);
}
