using System.Text;
using System.Text.Json;
using Microsoft.Extensions.AI;
using Parlance.Json;

namespace Parlance.Protocols;

/// <summary>The arguments of a call on wires that refuse half a surrogate pair in them, as a model may well write it.</summary>
internal static class ToolCallInput
{
    public static void Write(RequestBodyWriter writer, FunctionCallContent call, FieldPath field)
    {
        var arguments = ToolCallArguments.ToJson(call);
        var bytes = Encoding.UTF8.GetBytes(arguments);
        if (arguments.Contains("\\ud", StringComparison.OrdinalIgnoreCase) && ArgumentsObject.IsObject(bytes))
        {
            WriteWellFormed(writer.Json, JsonElement.Parse(bytes));
        }
        else if (!ArgumentsObject.TryWrite(writer.Json, bytes))
        {
            writer.Coerced(field.Of("Arguments"), ArgumentsObject.NotAnObject);
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
