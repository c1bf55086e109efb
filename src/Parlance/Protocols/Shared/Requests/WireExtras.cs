using System.Runtime.InteropServices;
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

    /// <summary>The extras of a tool, undefined where there are none.</summary>
    public static JsonElement Get(AITool tool) => Bag.GetJson(tool.AdditionalProperties, Key);

    /// <summary>The wire that extras belong to, null where there are none.</summary>
    public static string? WireOf(JsonElement extras) => extras.Member("wire"u8).AsText();

    /// <summary>The members themselves, undefined where there are no extras.</summary>
    public static JsonElement MembersOf(JsonElement extras) => extras.Member("members"u8);

    /// <summary>What is left of an object inside the one that these extras belong to, undefined where there is nothing.</summary>
    public static JsonElement GetNested(JsonElement extras, ReadOnlySpan<byte> name) => extras.Member("nested"u8).Member(name);

    /// <summary>What is left of each of the objects inside.</summary>
    public static IEnumerable<(string Name, JsonElement Extras)> NestedOf(JsonElement extras) =>
        extras.TryGetMember("nested"u8, out var nested) ? nested.EnumerateObject().Select(inner => (inner.Name, inner.Value)) : [];

    /// <summary>Extras without members: they say of content that is kept whole which wire it belongs to.</summary>
    public static JsonElement Mark(string wire) => Create(wire, [], []);

    public static JsonElement Create(string wire, List<JsonProperty> members, List<(string Name, JsonElement Extras)> nested)
    {
        using var buffer = new PooledBuffer();
        using (var json = new Utf8JsonWriter(buffer, JsonFormat.Wire))
        {
            json.WriteStartObject();
            json.WriteString("wire"u8, wire);
            json.WriteStartObject("members"u8);
            foreach (var member in members)
            {
                WriteRaw(json, member.Name, member.Value);
            }

            json.WriteEndObject();
            if (nested.Count > 0)
            {
                json.WriteStartObject("nested"u8);
                foreach (var (name, extras) in nested)
                {
                    WriteRaw(json, name, extras);
                }

                json.WriteEndObject();
            }

            json.WriteEndObject();
        }

        return JsonElement.Parse(buffer.Span);
    }

    private static void WriteRaw(Utf8JsonWriter json, string name, JsonElement value)
    {
        json.WritePropertyName(name);
        json.WriteRawValue(JsonMarshal.GetRawUtf8Value(value), skipInputValidation: true);
    }
}
