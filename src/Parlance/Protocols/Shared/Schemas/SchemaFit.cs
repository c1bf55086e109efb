using System.Text.Json;
using Parlance.Json;

namespace Parlance.Protocols;

/// <summary>Whether a receiver takes a schema as it stands. Nothing is allocated for one that it does.</summary>
internal static class SchemaFit
{
    private const int MaximumDepth = 32;

    public static bool Fits(JsonElement schema, JsonSchemaTraits traits) =>
        schema.ValueKind == JsonValueKind.Object
        && ((traits.AllowsEmptyRoot && schema.GetPropertyCount() == 0)
            || ((traits.AllowsAnyRoot || IsObjectRoot(schema, traits)) && (!traits.LooksInside || FitsInside(schema, traits, 0))));

    /// <summary>True for a root that is one object, and no choice among several.</summary>
    public static bool IsObjectRoot(JsonElement schema, JsonSchemaTraits traits)
    {
        if (schema.Member("type"u8).AsText() != "object" || (traits.NeedsProperties && schema.Member("properties"u8).ValueKind != JsonValueKind.Object)
            || (schema.TryGetProperty("required"u8, out var required) && required.ValueKind != JsonValueKind.Array))
        {
            return false;
        }

        foreach (var member in schema.EnumerateObject())
        {
            if (SchemaRoot.IsRefused(member.Name))
            {
                return false;
            }
        }

        return true;
    }

    private static bool FitsInside(JsonElement schema, JsonSchemaTraits traits, int depth)
    {
        if (schema.ValueKind != JsonValueKind.Object || depth > MaximumDepth)
        {
            return false;
        }

        var isTyped = schema.TryGetProperty("type"u8, out _);
        foreach (var member in schema.EnumerateObject())
        {
            if (!traits.Takes(member.Name) || !FitsMember(member.Name, member.Value, traits, isTyped, depth))
            {
                return false;
            }
        }

        return FitsReference(schema, traits) && FitsClosing(schema, traits) && FitsRequired(schema, traits);
    }

    private static bool FitsMember(string name, JsonElement value, JsonSchemaTraits traits, bool isTyped, int depth)
    {
        switch (name)
        {
            case "format":
                return traits.Formats?.Contains(value.AsText() ?? "") != false;
            case "minItems":
                return traits.MaximumMinItems is not { } most || (value.TryGetInt32(out var count) && count <= most);
            case "allOf" when traits.IsClosed && HoldsObjects(value):
                return false;
            case "enum" or "const" or "properties" or "items" when traits.NeedsTypes && !isTyped:
                return false;
            case "enum" when !traits.AllowsEmptyValues:
                foreach (var choice in value.EnumerateArray())
                {
                    if (choice.ValueKind == JsonValueKind.String && choice.ValueEquals(""))
                    {
                        return false;
                    }
                }

                return true;
            case "properties" or "$defs" or "definitions":
                if (value.ValueKind != JsonValueKind.Object)
                {
                    return false;
                }

                foreach (var property in value.EnumerateObject())
                {
                    if (!FitsInside(property.Value, traits, depth + 1))
                    {
                        return false;
                    }
                }

                return true;
            case "items" or "not" or "additionalProperties" when value.ValueKind == JsonValueKind.Object:
                return FitsInside(value, traits, depth + 1);
            case "items" or "anyOf" or "oneOf" or "allOf" or "prefixItems" when value.ValueKind == JsonValueKind.Array:
                foreach (var part in value.EnumerateArray())
                {
                    if (!FitsInside(part, traits, depth + 1))
                    {
                        return false;
                    }
                }

                return true;
            default:
                return true;
        }
    }

    /// <summary>True for parts of which one is an object: closed by itself it would refuse what the others demand.</summary>
    private static bool HoldsObjects(JsonElement parts)
    {
        foreach (var part in parts.EnumerateArray())
        {
            if (part.ValueKind == JsonValueKind.Object && (part.TryGetProperty("$ref"u8, out _) || IsObject(part)))
            {
                return true;
            }
        }

        return false;
    }

    private static bool FitsReference(JsonElement schema, JsonSchemaTraits traits)
    {
        if (traits.AllowsReferenceSiblings || !schema.TryGetProperty("$ref"u8, out _))
        {
            return true;
        }

        foreach (var member in schema.EnumerateObject())
        {
            if (!member.Name.StartsWith('$') && member.Name != "definitions")
            {
                return false;
            }
        }

        return true;
    }

    private static bool FitsClosing(JsonElement schema, JsonSchemaTraits traits) =>
        !traits.IsClosed || !IsObject(schema) || schema.Member("additionalProperties"u8).ValueKind == JsonValueKind.False;

    private static bool FitsRequired(JsonElement schema, JsonSchemaTraits traits)
    {
        if (!traits.ChecksRequired && !traits.RequiresAll)
        {
            return true;
        }

        var required = schema.Member("required"u8);
        var properties = schema.Member("properties"u8);
        var isObject = properties.ValueKind == JsonValueKind.Object;
        if (traits.RequiresAll && isObject && properties.GetPropertyCount() != (required.ValueKind == JsonValueKind.Array ? required.GetArrayLength() : 0))
        {
            return false;
        }

        if (required.ValueKind != JsonValueKind.Array)
        {
            return required.ValueKind == JsonValueKind.Undefined;
        }

        foreach (var name in required.EnumerateArray())
        {
            if (!isObject || name.AsText() is not { } text || !properties.TryGetProperty(text, out _))
            {
                return false;
            }
        }

        return true;
    }

    private static bool IsObject(JsonElement schema)
    {
        var type = schema.Member("type"u8);
        if (type.ValueKind != JsonValueKind.Array)
        {
            return type.AsText() == "object" || (type.ValueKind == JsonValueKind.Undefined && schema.TryGetProperty("properties"u8, out _));
        }

        foreach (var word in type.EnumerateArray())
        {
            if (word.AsText() == "object")
            {
                return true;
            }
        }

        return false;
    }
}
