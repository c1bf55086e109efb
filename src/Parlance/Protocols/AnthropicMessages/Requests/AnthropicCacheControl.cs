using System.Text.Json;
using Microsoft.Extensions.AI;
using Parlance.Json;

namespace Parlance.Protocols.AnthropicMessages;

/// <summary>The wire's <c>cache_control</c>, both ways.</summary>
internal static class AnthropicCacheControl
{
    /// <summary>Reads a mark; null where the member is absent or says what a mark cannot. It is explicit where it states the default.</summary>
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

        var lifetime = control.Member("ttl"u8).AsText();
        isExplicit = lifetime == CacheLifetime.Default;
        return lifetime ?? CacheLifetime.Default;
    }

    /// <summary>Takes the mark of a block, a tool or the whole request into its bag; returns the bag to store.</summary>
    public static AdditionalPropertiesDictionary? Take(RequestMembers members, AdditionalPropertiesDictionary? bag)
    {
        if (Read(members.Source, out var isExplicit) is not { } lifetime)
        {
            return bag;
        }

        members.Take("cache_control");
        bag = Bag.Set(bag, AIToolExtensions.CacheKey, lifetime);
        return members.Note(bag, Spelling.ExplicitLifetime, isExplicit);
    }

    public static void Write(RequestBodyWriter writer, string lifetime, IReadOnlyDictionary<string, object?>? bag)
    {
        var json = writer.Json;
        json.WriteStartObject("cache_control"u8);
        json.WriteString("type"u8, "ephemeral"u8);
        if (lifetime != CacheLifetime.Default || writer.IsSpelled(bag, Spelling.ExplicitLifetime))
        {
            json.WriteString("ttl"u8, lifetime);
        }

        json.WriteEndObject();
    }
}
