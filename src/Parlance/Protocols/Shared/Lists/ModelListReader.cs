using System.Globalization;
using System.Text.Json;
using Parlance.Json;

namespace Parlance.Protocols;

/// <summary>
/// Lists of models. The wires differ in the name of the array and of the id, and hosts of one wire mix each other's
/// shapes, so one reader knows all of them: <c>{"data":[{"id"}]}</c>, <c>{"models":[{"name"}]}</c>, a bare array and
/// what clouds call their arrays.
/// </summary>
internal static class ModelListReader
{
    // Google names a model by its resource, behind its publisher's in the cloud; calls take the id behind the last slash.
    private const string Resource = "models/";
    private const string PublisherPrefix = "publishers/";

    private static readonly string[] s_arrays = ["data", "models", "modelSummaries", "publisherModels"];

    /// <summary>Reads one page of a list of models.</summary>
    /// <param name="body">The response's body.</param>
    /// <param name="path">The path that the first page came from.</param>
    /// <exception cref="LlmException">The body is an error, or no list of models.</exception>
    public static ModelPage ReadPage(ReadOnlyMemory<byte> body, string? path)
    {
        var root = Parse(body);
        return new ModelPage(ReadModels(root, body), path is null ? null : FindNext(root, path));
    }

    /// <summary>The path of the page that a cursor stands for.</summary>
    public static string PathOf(string path, string parameter, string cursor) =>
        $"{path}{(path.Contains('?', StringComparison.Ordinal) ? '&' : '?')}{parameter}={Uri.EscapeDataString(cursor)}";

    private static string? FindNext(JsonElement root, string path) =>
        root.TryGetText("nextPageToken"u8, out var token) && token.Length > 0 ? PathOf(path, "pageToken", token)
        : root.TryGetText("next_page_token"u8, out token) && token.Length > 0 ? PathOf(path, "page_token", token)
        : null;

    private static List<ModelInfo> ReadModels(JsonElement root, ReadOnlyMemory<byte> body)
    {
        var models = new List<ModelInfo>();
        foreach (var entry in FindArray(root, body).EnumerateArray())
        {
            if (ReadId(entry) is { Length: > 0 } id)
            {
                models.Add(new ModelInfo(id)
                {
                    Owner = entry.Member("owned_by"u8).AsText() ?? entry.Member("owner"u8).AsText() ?? entry.Member("providerName"u8).AsText() ?? entry.Member("publisher"u8).AsText(),
                    Created = ReadTime(entry),
                    ContextWindow = ReadContextWindow(entry),
                });
            }
        }

        return models;
    }

    private static JsonElement Parse(ReadOnlyMemory<byte> body)
    {
        try
        {
            return JsonElement.Parse(body.Span);
        }
        catch (JsonException malformed)
        {
            throw new LlmException(LlmErrorKind.MalformedResponse, "The list of models is not JSON. Check the base URL: a web page may be answering.", malformed);
        }
    }

    private static JsonElement FindArray(JsonElement root, ReadOnlyMemory<byte> body)
    {
        if (root.ValueKind == JsonValueKind.Array)
        {
            return root;
        }

        var values = root.ValueKind != JsonValueKind.Object ? [] : s_arrays.Where(name => root.TryGetProperty(name, out _)).Select(root.GetProperty).ToList();
        if (values.Find(value => value.ValueKind == JsonValueKind.Array) is { ValueKind: JsonValueKind.Array } array)
        {
            return array;
        }

        // A server without any model may answer null where others answer an empty array.
        if (values.Exists(value => value.ValueKind == JsonValueKind.Null))
        {
            return JsonElement.Parse("[]"u8);
        }

        throw root.TryGetMember("error"u8, out _)
            ? ErrorReader.ReadInline(JsonSlice.Parse(body.Span))
            : new LlmException(LlmErrorKind.MalformedResponse, "The response is not a list of models: it has neither 'data' nor 'models'.") { StatusCode = 200 };
    }

    private static string? ReadId(JsonElement entry)
    {
        if (entry.ValueKind == JsonValueKind.String)
        {
            return entry.AsText();
        }

        if ((entry.Member("id"u8).AsText() ?? entry.Member("model_id"u8).AsText() ?? entry.Member("modelId"u8).AsText()) is { } id)
        {
            return id;
        }

        var name = entry.Member("name"u8).AsText() ?? entry.Member("model"u8).AsText();
        return name is not null && (name.StartsWith(Resource, StringComparison.Ordinal) || name.StartsWith(PublisherPrefix, StringComparison.Ordinal))
            ? name[(name.LastIndexOf('/') + 1)..]
            : name;
    }

    private static DateTimeOffset? ReadTime(JsonElement entry)
    {
        // A time of 0 is how hosts say that they do not know.
        if (entry.Member("created"u8) is { ValueKind: JsonValueKind.Number } seconds
            && seconds.TryGetInt64(out var unix) && unix is > 0 and < 253_402_300_800)
        {
            return DateTimeOffset.FromUnixTimeSeconds(unix);
        }

        var text = entry.Member("created_at"u8).AsText() ?? entry.Member("modified_at"u8).AsText();
        return DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) ? time : null;
    }

    private static long? ReadContextWindow(JsonElement entry) =>
        ReadCount(entry, "context_window"u8)
        ?? ReadCount(entry, "context_length"u8)
        ?? ReadCount(entry, "max_context_length"u8)
        ?? ReadCount(entry, "max_model_len"u8)
        ?? ReadCount(entry, "max_input_tokens"u8)
        ?? ReadCount(entry, "inputTokenLimit"u8)
        ?? ReadCount(entry.Member("limits"u8), "max_input_tokens"u8)
        ?? ReadCount(entry.Member("capabilities"u8).Member("limits"u8), "max_context_window_tokens"u8);

    private static long? ReadCount(JsonElement entry, ReadOnlySpan<byte> name) =>
        entry.Member(name) is { ValueKind: JsonValueKind.Number } number && number.TryGetInt64(out var count) && count > 0 ? count : null;
}
