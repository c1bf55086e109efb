using System.Text.Json;

namespace Parlance.Conformance.Replay;

/// <summary>
/// What a response says, as far as it is compared. Counts of 0 and absent ones are the same here, and so are arguments
/// that are the same JSON.
/// </summary>
internal sealed record Outcome(string? ErrorKind, int? ErrorStatus)
{
    public bool IsSuccess => ErrorKind is null;

    public string Text { get; init; } = "";

    public string Reasoning { get; init; } = "";

    public IReadOnlyList<(string? Name, JsonElement Arguments)> ToolCalls { get; init; } = [];

    public IReadOnlyList<string> ToolIds { get; init; } = [];

    public string? Finish { get; init; }

    public UsageCounts? Usage { get; init; }

    public string? Model { get; init; }

    public string? ResponseId { get; init; }

    /// <summary>Reads one line of expectations or of the output of <c>wire decode</c>.</summary>
    public static Outcome Read(JsonElement line)
    {
        if (!line.GetProperty("ok").GetBoolean())
        {
            var error = line.GetProperty("error");
            return new Outcome(error.GetProperty("kind").GetString(), error.GetProperty("status") is { ValueKind: JsonValueKind.Number } status ? status.GetInt32() : null);
        }

        var calls = line.TryGetProperty("tool_calls", out var list) && list.ValueKind == JsonValueKind.Array ? list.EnumerateArray().ToList() : [];
        return new Outcome(null, null)
        {
            Text = ReadText(line, "text") ?? "",
            Reasoning = ReadText(line, "reasoning") ?? "",
            ToolCalls = [.. calls.Select(call => (ReadText(call, "name"), ReadArguments(call)))],
            ToolIds = [.. calls.Select(call => ReadText(call, "id")).OfType<string>().Where(id => id.Length > 0)],
            Finish = ReadText(line, "finish"),
            Usage = line.TryGetProperty("usage", out var usage) ? UsageCounts.Read(usage) : null,
            Model = ReadText(line, "model"),
            ResponseId = ReadText(line, "response_id"),
        };
    }

    /// <summary>Arguments that are JSON as JSON, others as their text.</summary>
    public static JsonElement ParseArguments(string? text)
    {
        try
        {
            return JsonElement.Parse(text ?? "null");
        }
        catch (JsonException)
        {
            return JsonSerializer.SerializeToElement(text);
        }
    }

    private static JsonElement ReadArguments(JsonElement call)
    {
        if (!call.TryGetProperty("arguments", out var arguments))
        {
            return ParseArguments(null);
        }

        return arguments.ValueKind == JsonValueKind.String ? ParseArguments(arguments.GetString()) : arguments;
    }

    private static string? ReadText(JsonElement line, string name) =>
        line.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}

/// <summary>Token counts as they are compared: the optional ones are null where they are 0.</summary>
internal sealed record UsageCounts(long? UncachedInput, long? CacheRead, long? CacheWrite, long? Output, long? Reasoning)
{
    public static UsageCounts? Read(JsonElement usage) => usage.ValueKind != JsonValueKind.Object
        ? null
        : Create(Count(usage, "uncached_input"), Count(usage, "cache_read"), Count(usage, "cache_write"), Count(usage, "output"), Count(usage, "reasoning"));

    public static UsageCounts? Create(TokenUsage? usage) => usage is not { } counts
        ? null
        : Create(counts.UncachedInputTokens, counts.CacheReadTokens, counts.CacheWriteTokens, counts.OutputTokens, counts.ReasoningTokens);

    private static UsageCounts? Create(long? uncachedInput, long? cacheRead, long? cacheWrite, long? output, long? reasoning)
    {
        var counts = new UsageCounts(uncachedInput, NullIfZero(cacheRead), NullIfZero(cacheWrite), output, NullIfZero(reasoning));
        return counts == new UsageCounts(null, null, null, null, null) ? null : counts;
    }

    private static long? Count(JsonElement usage, string name) =>
        usage.TryGetProperty(name, out var count) && count.ValueKind == JsonValueKind.Number ? count.GetInt64() : null;

    private static long? NullIfZero(long? count) => count == 0 ? null : count;
}
