using System.Text.Json;
using Parlance.Json;

namespace Parlance.Protocols.OpenAIResponses;

/// <summary>
/// What a call's item holds beside call id, name and arguments and must hold again when it goes back: its own id and
/// whatever else.
/// </summary>
internal static class OpenAIResponsesToolCallState
{
    /// <summary>The state as an object, empty where there is none.</summary>
    public static byte[] Write(in JsonSlice item)
    {
        using var buffer = new PooledBuffer();
        var count = 0;
        using (var json = new Utf8JsonWriter(buffer, JsonFormat.Wire))
        {
            json.WriteStartObject();
            foreach (var (name, value) in item.Members())
            {
                if (!IsModelled(name, value) && !IsPlainStatus(name, value))
                {
                    json.WritePropertyName(name);
                    json.WriteRawValue(value.ToJson(), skipInputValidation: true);
                    count++;
                }
            }

            json.WriteEndObject();
        }

        return count == 0 ? [] : buffer.Span.ToArray();
    }

    /// <summary>True for the state of a call on this wire, whose other wires wrap theirs.</summary>
    public static bool IsOurs(JsonElement state) => state.ValueKind == JsonValueKind.Object && !state.TryGetProperty("extra_content"u8, out _);

    /// <summary>Writes the members back into the call's item.</summary>
    public static void WriteTo(RequestBodyWriter writer, JsonElement state)
    {
        foreach (var member in state.EnumerateObject())
        {
            if (member.Name != "type")
            {
                writer.Json.WritePropertyName(member.Name);
                writer.WriteRaw(member.Value);
            }
        }
    }

    /// <summary>A status that every call has when it goes back.</summary>
    private static bool IsPlainStatus(ReadOnlySpan<byte> name, in JsonSlice value) =>
        name.SequenceEqual("status"u8) && (value.Bytes.SequenceEqual("completed"u8) || value.Bytes.SequenceEqual("in_progress"u8));

    private static bool IsModelled(ReadOnlySpan<byte> name, in JsonSlice value) =>
        name.SequenceEqual("type"u8) || name.SequenceEqual("call_id"u8) || name.SequenceEqual("name"u8)
        || (name.SequenceEqual("namespace"u8) && value.HasText)
        || name.SequenceEqual("arguments"u8) || name.SequenceEqual("input"u8);
}
