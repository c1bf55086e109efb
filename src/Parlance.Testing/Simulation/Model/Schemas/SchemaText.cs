using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Parlance.Json;

namespace Parlance.Testing;

/// <summary>A text that a schema allows.</summary>
internal static class SchemaText
{
    public static string Create(JsonElement schema, string field, PromptHints hints)
    {
        if (OfFormat(schema.Member("format"u8).AsText()) is { } formatted)
        {
            return hints.FindText(field) is { } said && Matches(schema.Member("format"u8).AsText(), said) ? said : formatted;
        }

        if (schema.Member("pattern"u8).AsText() is { } pattern)
        {
            return OfPattern(pattern, hints.FindText(field), schema);
        }

        var text = hints.FindText(field) ?? schema.Member("default"u8).AsText() ?? (field.Length > 0 ? $"sample {field.Replace('_', ' ')}" : "sample text");
        var minimum = (int)Math.Clamp(schema.Member("minLength"u8).AsNumber() ?? 0, 0, 100_000);
        var maximum = (int)Math.Clamp(schema.Member("maxLength"u8).AsNumber() ?? 100_000, 0, 100_000);
        text = text.Length < minimum ? text.PadRight(minimum, '.') : text;
        return text.Length > maximum ? text[..maximum] : text;
    }

    private static string? OfFormat(string? format) => format switch
    {
        "date-time" => "2030-01-01T12:00:00Z",
        "date" => "2030-01-01",
        "time" => "12:00:00Z",
        "duration" => "PT1H",
        "email" or "idn-email" => "ada@example.com",
        "hostname" or "idn-hostname" => "example.com",
        "ipv4" => "192.0.2.1",
        "ipv6" => "2001:db8::1",
        "uri" or "iri" or "url" => "https://example.com/",
        "uri-reference" or "iri-reference" => "/example",
        "uuid" => "00000000-0000-4000-8000-000000000001",
        "json-pointer" => "/example",
        "regex" => ".*",
        _ => null,
    };

    private static bool Matches(string? format, string text) => format switch
    {
        "date-time" => text.Contains('T', StringComparison.Ordinal) && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, out _),
        "date" => DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _),
        "email" => text.Contains('@', StringComparison.Ordinal) && !text.Contains(' ', StringComparison.Ordinal),
        "uri" or "url" => Uri.TryCreate(text, UriKind.Absolute, out _),
        "uuid" => Guid.TryParseExact(text, "D", out _),
        _ => false,
    };

    // Texts that satisfy most of the patterns that schemas carry: identifiers, codes, dates, telephone numbers.
    private static readonly string[] s_candidates =
        ["sample", "Sample", "SAMPLE", "a", "A", "1", "42", "2030", "12345", "123-45-6789", "+15550100000", "555-0100", "ab", "AB", "ABC", "ABC-123", "AB-1234", "A1", "a1b2c3", "#a1b2c3", "2030-01-01", "12:00", "1.0.0", "en", "en-US", "USD", "sample-text", "sample_text", "https://example.com/", "ada@example.com", "/sample", ""];

    private static string OfPattern(string pattern, string? said, JsonElement schema)
    {
        try
        {
            var expression = new Regex(pattern, RegexOptions.ECMAScript, TimeSpan.FromSeconds(1));
            var minimum = schema.Member("minLength"u8).AsNumber() ?? 0;
            return s_candidates.Prepend(said ?? "").FirstOrDefault(candidate => candidate.Length >= minimum && expression.IsMatch(candidate), said ?? "sample");
        }
        catch (ArgumentException)
        {
            // Not an expression that .NET reads.
            return said ?? "sample";
        }
    }
}
