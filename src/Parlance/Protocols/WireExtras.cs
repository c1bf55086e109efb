using System.Text.Json;
using Microsoft.Extensions.AI;
using Parlance.Json;

namespace Parlance.Protocols;

/// <summary>
/// The members of one wire object that its reader does not model, in their order: <c>{"wire","members"}</c> under the key
/// <c>parlance.extras</c> of the options, message, content or tool that the object became. Writing the same wire puts
/// them back; writing any other gives a warning for each. What is left of an object inside that object, whose other
/// members are modelled, is an extras object of its own under <c>nested</c>.
/// </summary>
internal static class WireExtras
{
    public const string Key = "parlance.extras";

    /// <summary>The extras in a bag, undefined where there are none.</summary>
    public static JsonElement Get(AdditionalPropertiesDictionary? bag) => Bag.GetJson(bag, Key);

    /// <summary>Extras without members: they say of content that is kept whole which wire it belongs to.</summary>
    public static JsonElement Mark(string wire) => Build(wire, [], []);

    /// <summary>The extras of a tool, undefined where there are none.</summary>
    public static JsonElement Get(AITool tool) =>
        tool.AdditionalProperties.TryGetValue(Key, out var value) && value is JsonElement element ? element : default;

    /// <summary>Gathers every member of an object that is not among the modelled ones; undefined where there are none.</summary>
    /// <param name="wire">The wire that the object belongs to.</param>
    /// <param name="source">The object.</param>
    /// <param name="isModelled">Tells by a member's name, and its value, whether the reader has taken it.</param>
    /// <param name="nested">What is left of objects inside this one, by the names of their members.</param>
    public static JsonElement Gather(string wire, JsonElement source, Func<string, JsonElement, bool> isModelled, params ReadOnlySpan<(string Name, JsonElement Extras)> nested)
    {
        if (source.ValueKind != JsonValueKind.Object)
        {
            return default;
        }

        List<JsonProperty>? members = null;
        foreach (var member in source.EnumerateObject())
        {
            if (!isModelled(member.Name, member.Value))
            {
                (members ??= []).Add(member);
            }
        }

        var hasNested = false;
        foreach (var (_, extras) in nested)
        {
            hasNested |= extras.ValueKind == JsonValueKind.Object;
        }

        return members is null && !hasNested ? default : Build(wire, members ?? [], nested);
    }

    /// <summary>What is left of an object inside the one that these extras belong to, undefined where there is nothing.</summary>
    public static JsonElement GetNested(JsonElement extras, ReadOnlySpan<byte> name) => extras.Member("nested"u8).Member(name);

    private static JsonElement Build(string wire, List<JsonProperty> members, ReadOnlySpan<(string Name, JsonElement Extras)> nested)
    {
        using var buffer = new PooledBuffer();
        using (var json = new Utf8JsonWriter(buffer, JsonFormat.Wire))
        {
            json.WriteStartObject();
            json.WriteString("wire"u8, wire);
            json.WriteStartObject("members"u8);
            foreach (var member in members)
            {
                json.WritePropertyName(member.Name);
                json.WriteRawValue(System.Runtime.InteropServices.JsonMarshal.GetRawUtf8Value(member.Value), skipInputValidation: true);
            }

            json.WriteEndObject();
            WriteNested(json, nested);
            json.WriteEndObject();
        }

        return JsonElement.Parse(buffer.Span);
    }

    private static void WriteNested(Utf8JsonWriter json, ReadOnlySpan<(string Name, JsonElement Extras)> nested)
    {
        json.WriteStartObject("nested"u8);
        foreach (var (name, extras) in nested)
        {
            if (extras.ValueKind == JsonValueKind.Object)
            {
                json.WritePropertyName(name);
                json.WriteRawValue(System.Runtime.InteropServices.JsonMarshal.GetRawUtf8Value(extras), skipInputValidation: true);
            }
        }

        json.WriteEndObject();
    }
}
