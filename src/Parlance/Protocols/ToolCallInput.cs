using System.Text;
using System.Text.Json;
using Microsoft.Extensions.AI;
using Parlance.Json;

namespace Parlance.Protocols;

/// <summary>
/// The arguments of a call on wires whose <c>input</c> must be an object: the model's own text byte for byte where
/// it is one.
/// </summary>
internal static class ToolCallInput
{
    public static void Write(WireWriter writer, FunctionCallContent call, MessageField field)
    {
        var arguments = ToolCallArguments.ToJson(call);
        if (string.IsNullOrWhiteSpace(arguments))
        {
            arguments = "{}";
        }

        var bytes = Encoding.UTF8.GetBytes(arguments);
        if (!JsonSlice.IsValid(bytes) || !JsonSlice.Parse(bytes).IsObject)
        {
            writer.Coerced($"{field}.Arguments", $"The arguments of the call to '{call.Name}' are not a JSON object, which the wire requires; their text was sent as the member 'arguments'.");
            writer.Json.WriteStartObject();
            writer.Json.WriteString("arguments"u8, arguments);
            writer.Json.WriteEndObject();
        }
        else if (arguments.Contains("\\ud", StringComparison.OrdinalIgnoreCase))
        {
            WriteWellFormed(writer.Json, JsonElement.Parse(bytes));
        }
        else
        {
            writer.Json.WriteRawValue(bytes, skipInputValidation: true);
        }
    }

    /// <summary>Writes a value whose strings may hold half a surrogate pair, which the provider refuses: it becomes U+FFFD.</summary>
    private static void WriteWellFormed(Utf8JsonWriter json, JsonElement value)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                json.WriteStartObject();
                foreach (var (name, member) in JsonSlice.Parse(System.Runtime.InteropServices.JsonMarshal.GetRawUtf8Value(value)).MembersWithNulls())
                {
                    json.WritePropertyName(JsonText.ToText(name, isEscaped: true));
                    WriteWellFormed(json, member.IsMissing ? JsonElement.Parse("null"u8) : member.ToElement());
                }

                json.WriteEndObject();
                break;
            case JsonValueKind.Array:
                json.WriteStartArray();
                foreach (var element in value.EnumerateArray())
                {
                    WriteWellFormed(json, element);
                }

                json.WriteEndArray();
                break;
            case JsonValueKind.String:
                json.WriteStringValue(value.AsText());
                break;
            default:
                value.WriteTo(json);
                break;
        }
    }
}
