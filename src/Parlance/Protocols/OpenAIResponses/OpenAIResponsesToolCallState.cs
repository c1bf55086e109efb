using System.Text.Json;
using Parlance.Json;

namespace Parlance.Protocols.OpenAIResponses;

/// <summary>
/// What a call's item holds beside call id, name and arguments and must hold again when it goes back: its own id, its
/// namespace and whatever else. The type is kept for custom tools alone, whose input is plain text.
/// </summary>
internal static class OpenAIResponsesToolCallState
{
    private static ReadOnlySpan<byte> CustomType => "custom_tool_call"u8;

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
                if (name.SequenceEqual("type"u8) && value.IsString && value.Bytes.SequenceEqual(CustomType))
                {
                    json.WriteString("type"u8, "custom"u8);
                    count++;
                }
                else if (!IsModelled(name) && !IsPlainStatus(name, value))
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

    private static bool IsModelled(ReadOnlySpan<byte> name) =>
        name.SequenceEqual("type"u8) || name.SequenceEqual("call_id"u8) || name.SequenceEqual("name"u8)
        || name.SequenceEqual("arguments"u8) || name.SequenceEqual("input"u8);
}
