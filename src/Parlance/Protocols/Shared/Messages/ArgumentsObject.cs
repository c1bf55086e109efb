using System.Text;
using System.Text.Json;
using Microsoft.Extensions.AI;
using Parlance.Json;

namespace Parlance.Protocols;

/// <summary>
/// The arguments of a call on wires that want an object: the model's own text byte for byte where it is one. Text that is
/// none, which a model may well write, is sent as the one member <c>raw_arguments</c>: nothing is lost, and no tool takes it
/// for arguments that the model did not write.
/// </summary>
internal static class ArgumentsObject
{
    public const string NotAnObject = "The arguments are not a JSON object, which the wire requires; their text was sent as the member raw_arguments.";

    /// <summary>Writes a value.</summary>
    /// <returns>False where the text had to be wrapped.</returns>
    public static bool TryWrite(Utf8JsonWriter json, ReadOnlySpan<byte> text)
    {
        if (IsNone(text))
        {
            json.WriteStartObject();
            json.WriteEndObject();
            return true;
        }

        if (IsObject(text))
        {
            if (WellFormedJson.HasLoneSurrogate(text))
            {
                WellFormedJson.Write(json, JsonElement.Parse(text));
            }
            else
            {
                json.WriteRawValue(text, skipInputValidation: true);
            }

            return true;
        }

        json.WriteStartObject();
        json.WriteString("raw_arguments"u8, text);
        json.WriteEndObject();
        return false;
    }

    /// <summary>Writes the arguments of a call, and says where they had to be wrapped.</summary>
    public static void Write(RequestBodyWriter writer, FunctionCallContent call, FieldPath field)
    {
        if (!TryWrite(writer.Json, Encoding.UTF8.GetBytes(ToolCallArguments.ToJson(call))))
        {
            writer.Coerced(field.Of("Arguments"), NotAnObject);
        }
    }

    /// <summary>True for the text of a call without arguments.</summary>
    public static bool IsNone(ReadOnlySpan<byte> text) => text.Trim(" \t\r\n"u8).IsEmpty;

    /// <summary>True for the text of arguments that has to be wrapped.</summary>
    public static bool IsWrapped(ReadOnlySpan<byte> text) => !IsNone(text) && !IsObject(text);

    public static bool IsObject(ReadOnlySpan<byte> text)
    {
        try
        {
            var reader = new Utf8JsonReader(text);
            return reader.Read() && reader.TokenType == JsonTokenType.StartObject && reader.TrySkip() && !reader.Read();
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
