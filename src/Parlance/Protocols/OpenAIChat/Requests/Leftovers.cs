using System.Text.Json;
using Microsoft.Extensions.AI;
using Parlance.Json;

namespace Parlance.Protocols.OpenAIChat;

/// <summary>
/// The members of a nested object that its reader did not model: they are extras of the object around it, under the
/// nested object's name, and join it again when it is written.
/// </summary>
internal static class Leftovers
{
    /// <summary>Leftovers of a member of the body.</summary>
    public static JsonElement Of(WireWriter writer, string member) => Of(WireExtras.Get(writer.Call.Options.AdditionalProperties), member);

    /// <summary>Leftovers of a member of a message or a content.</summary>
    public static JsonElement Of(AdditionalPropertiesDictionary? bag, string member) => Of(WireExtras.Get(bag), member);

    public static JsonElement Of(JsonElement extras, string member) =>
        extras.Member("wire"u8).AsText() == ChatWireNames.Wire && extras.TryGetMember("members"u8, out var members)
            && members.TryGetProperty(member, out var left) && left.ValueKind == JsonValueKind.Object
            ? left
            : default;

    public static void Write(WireWriter writer, JsonElement leftovers, string? except = null)
    {
        if (leftovers.ValueKind != JsonValueKind.Object)
        {
            return;
        }

        foreach (var member in leftovers.EnumerateObject())
        {
            if (member.Name != except)
            {
                writer.Json.WritePropertyName(member.Name);
                writer.WriteRaw(member.Value);
            }
        }
    }
}
