using System.Text.Json;

namespace Parlance.Cli.Wire;

/// <summary>An error as the wire commands print it.</summary>
internal static class WireError
{
    public static void Write(Utf8JsonWriter json, LlmException error)
    {
        json.WriteStartObject("error"u8);
        json.WriteString("kind"u8, error.Kind.ToString());
        if (error.StatusCode is { } status)
        {
            json.WriteNumber("status"u8, status);
        }
        else
        {
            json.WriteNull("status"u8);
        }

        json.WriteString("message"u8, error.Message);
        if (error.RetryAfter is { } wait)
        {
            json.WriteNumber("retry_after"u8, wait.TotalSeconds);
        }
        else
        {
            json.WriteNull("retry_after"u8);
        }

        json.WriteEndObject();
    }
}
