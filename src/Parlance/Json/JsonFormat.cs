using System.Text.Encodings.Web;
using System.Text.Json;

namespace Parlance.Json;

/// <summary>How this library writes JSON.</summary>
internal static class JsonFormat
{
    /// <summary>
    /// Compact, and escaping only what JSON requires: the bodies are never embedded in HTML, and an escaped character
    /// costs six bytes where UTF-8 takes three.
    /// </summary>
    public static readonly JsonWriterOptions Wire = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };
}
