using System.Text.Json;
using Parlance.Json;

namespace Parlance.Protocols.Ollama;

/// <summary>
/// Argument text as the object that this wire wants. Text that is no object, which a model may well write, is sent as
/// the one member <c>raw_arguments</c>: nothing is lost, and no tool takes it for arguments that the model did not write.
/// </summary>
internal static class OllamaArguments
{
    public const string NotAnObject = "The arguments are not a JSON object, which this wire requires; their text was sent as the member raw_arguments.";

    /// <summary>Writes a value.</summary>
    /// <returns>False where the text had to be wrapped.</returns>
    public static bool TryWrite(Utf8JsonWriter json, ReadOnlySpan<byte> text)
    {
        if (text.Trim(" \t\r\n"u8).IsEmpty)
        {
            json.WriteStartObject();
            json.WriteEndObject();
            return true;
        }

        if (IsObject(text))
        {
            json.WriteRawValue(text, skipInputValidation: true);
            return true;
        }

        json.WriteStartObject();
        json.WriteString("raw_arguments"u8, text);
        json.WriteEndObject();
        return false;
    }

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
