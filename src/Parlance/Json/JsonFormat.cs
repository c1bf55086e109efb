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
    /// Callers' values, as Microsoft.Extensions.AI serializes them but compact: its own options indent, and every blank
    /// is a token that somebody pays for.
    /// </summary>
    public static readonly JsonSerializerOptions Values = new(AIJsonUtilities.DefaultOptions) { WriteIndented = false };
}
