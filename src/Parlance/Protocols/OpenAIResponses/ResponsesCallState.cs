using System.Text.Json;
using Parlance.Json;

namespace Parlance.Protocols.OpenAIResponses;

/// <summary>
/// What a call's item holds beside call id, name and arguments and must hold again when it goes back: its own id, its
/// namespace and whatever else. The type is kept for custom tools alone, whose input is plain text.
/// </summary>
internal static class ResponsesCallState
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
                else if (!IsModelled(name) && !value.IsMissing)
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

    private static bool IsModelled(ReadOnlySpan<byte> name) =>
        name.SequenceEqual("type"u8) || name.SequenceEqual("call_id"u8) || name.SequenceEqual("name"u8)
        || name.SequenceEqual("arguments"u8) || name.SequenceEqual("input"u8);
}
