using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.Extensions.AI;

namespace Parlance.Json;

/// <summary>How this library writes JSON.</summary>
internal static class JsonFormat
{
    /// <summary>
    /// Compact, and escaping only what JSON requires: the bodies are never embedded in HTML, and an escaped character
    /// costs six bytes where UTF-8 takes three.
    /// </summary>
    public static readonly JsonWriterOptions Wire = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    /// <summary>
    /// An object of the caller's as JSON: by the contracts of Microsoft.Extensions.AI, but without its indentation, which
    /// would cost tokens.
    /// </summary>
    public static string Serialize(object value, Type type)
    {
        using var buffer = new PooledBuffer();
        using (var json = new Utf8JsonWriter(buffer, Wire))
        {
            JsonSerializer.Serialize(json, value, AIJsonUtilities.DefaultOptions.GetTypeInfo(type));
        }

        return Encoding.UTF8.GetString(buffer.Span);
    }
}
