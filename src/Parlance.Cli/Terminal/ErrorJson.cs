using System.Text;
using System.Text.Json;
using Parlance.Json;

namespace Parlance.Cli.Terminal;

/// <summary>An error as the member <c>error</c> of a JSON object.</summary>
internal static class ErrorJson
{
    /// <summary>Writes <c>{"error":{…}}</c> on a line of standard error.</summary>
    public static void WriteLine(TextWriter output, LlmException error)
    {
        using var buffer = new PooledBuffer();
        using (var json = new Utf8JsonWriter(buffer, JsonFormat.Wire))
        {
            json.WriteStartObject();
            Write(json, error);
            json.WriteEndObject();
        }

        output.WriteLine(Encoding.UTF8.GetString(buffer.Span));
    }

    public static void Write(Utf8JsonWriter json, LlmException error)
    {
        json.WriteStartObject("error"u8);
        json.WriteString("kind"u8, error.Kind.ToString());
        json.WriteCount("status"u8, error.StatusCode);
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
