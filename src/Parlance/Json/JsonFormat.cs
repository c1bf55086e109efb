using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.Extensions.AI;

namespace Parlance.Json;

/// <summary>How this library writes JSON.</summary>
public static class JsonFormat
{
    /// <summary>
    /// Compact, and escaping only what JSON requires: the bodies are never embedded in HTML, and an escaped character
    /// costs six bytes where UTF-8 takes three. Whoever writes must write whole objects: that is not checked.
    /// </summary>
    public static JsonWriterOptions Wire { get; } = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    // Microsoft.Extensions.AI's own options indent, and every blank is a token that somebody pays for.
    private static readonly JsonSerializerOptions s_values = new(AIJsonUtilities.DefaultOptions) { WriteIndented = false };

    /// <summary>An object of the caller's as compact JSON, by the contracts of Microsoft.Extensions.AI.</summary>
    internal static string Serialize(object value, Type type) => JsonSerializer.Serialize(value, s_values.GetTypeInfo(type));
}
