using System.Text.Json;
using Microsoft.Extensions.AI;

namespace Parlance.Cli.Ask;

/// <summary>The JSON schema that the answer must follow.</summary>
internal static class SchemaOption
{
    private const string DefaultName = "answer";

    /// <summary>Reads the schema's file; its <c>title</c>, where it can serve as one, becomes the schema's name.</summary>
    /// <exception cref="UsageException">The file cannot be read or is no JSON object.</exception>
    public static ChatResponseFormat Read(string path)
    {
        try
        {
            var schema = JsonElement.Parse(PlainText.Decode(File.ReadAllBytes(path)));
            return schema.ValueKind == JsonValueKind.Object
                ? ChatResponseFormat.ForJsonSchema(schema, NameOf(schema))
                : throw new UsageException($"The schema {path} is not a JSON object.");
        }
        catch (JsonException malformed)
        {
            throw new UsageException($"The schema {path} is not JSON: {malformed.Message}");
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new UsageException($"The schema {path} cannot be read: {error.Message}");
        }
    }

    // Providers take names of letters, digits, _ and - only.
    private static string NameOf(JsonElement schema) =>
        schema.TryGetProperty("title"u8, out var title) && title.ValueKind == JsonValueKind.String
        && title.GetString() is { Length: > 0 and <= 64 } name && name.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '_' or '-')
            ? name
            : DefaultName;
}
