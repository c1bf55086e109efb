using System.Runtime.InteropServices;
using System.Text.Json;

namespace Parlance.Protocols.Embeddings;

/// <summary>
/// The members that the caller adds to a body that is written already. They may be anywhere in it, but may not say again
/// what a setting says.
/// </summary>
internal static class BodyAdditions
{
    /// <summary>Writes a body with its additions: objects of one name become one, all else stands behind what was written.</summary>
    /// <exception cref="LlmException">The additions repeat a member.</exception>
    public static void Write(Utf8JsonWriter json, JsonElement body, JsonElement additions) => Merge(json, body, additions, "");

    private static void Merge(Utf8JsonWriter json, JsonElement written, JsonElement additions, string path)
    {
        json.WriteStartObject();
        foreach (var member in written.EnumerateObject())
        {
            json.WritePropertyName(member.Name);
            if (!additions.TryGetProperty(member.Name, out var addition))
            {
                WriteRaw(json, member.Value);
            }
            else if (member.Value.ValueKind == JsonValueKind.Object && addition.ValueKind == JsonValueKind.Object)
            {
                Merge(json, member.Value, addition, $"{path}{member.Name}.");
            }
            else
            {
                throw new LlmException(LlmErrorKind.InvalidRequest, $"ExtraBody holds '{path}{member.Name}', which a setting of the call writes too. Remove one of the two.");
            }
        }

        foreach (var addition in additions.EnumerateObject())
        {
            if (!written.TryGetProperty(addition.Name, out _))
            {
                json.WritePropertyName(addition.Name);
                WriteRaw(json, addition.Value);
            }
        }

        json.WriteEndObject();
    }

    private static void WriteRaw(Utf8JsonWriter json, JsonElement value) => json.WriteRawValue(JsonMarshal.GetRawUtf8Value(value), skipInputValidation: true);
}
