using System.Text;
using System.Text.Json;

namespace Parlance.Testing.Grammar;

/// <summary>Reads the texts of what is judged, damaged ones too.</summary>
internal static class JsonText
{
    /// <summary>A string's text, null for any other value; a lone surrogate, which is valid JSON, reads as U+FFFD.</summary>
    public static string? Of(JsonElement value)
    {
        if (value.ValueKind != JsonValueKind.String)
        {
            return null;
        }

        try
        {
            return value.GetString();
        }
        catch (InvalidOperationException)
        {
            return Rune.ReplacementChar.ToString();
        }
    }
}
