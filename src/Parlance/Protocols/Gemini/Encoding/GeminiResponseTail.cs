using System.Text;
using System.Text.Json;
using Parlance.Json;
using Parlance.Responses;

namespace Parlance.Protocols.Gemini;

/// <summary>What the last frame of a response says beside its parts.</summary>
internal sealed class GeminiResponseTail
{
    private static readonly HashSet<string> s_ofCandidate = new(StringComparer.Ordinal)
    {
        "finishMessage", "safetyRatings", "groundingMetadata", "citationMetadata", "urlContextMetadata", "logprobsResult", "avgLogprobs",
    };

    private readonly List<(string Name, byte[] Json)> _candidate = [];
    private readonly List<(string Name, byte[] Json)> _root = [];
    private readonly List<(string? Title, string Url)> _sources = [];
    private TokenUsage? _usage;
    private byte[]? _rawUsage;

    /// <summary>Null where the prompt was blocked, so that there is no candidate.</summary>
    public string? FinishReason { get; set; }

    public bool IsPromptBlocked { get; private set; }

    public bool TryAdd(string name, ReadOnlySpan<byte> json)
    {
        if (s_ofCandidate.Contains(name))
        {
            _candidate.Add((name, json.ToArray()));
            return true;
        }

        if (name is not ("promptFeedback" or "turnToken" or "modelStatus"))
        {
            return false;
        }

        IsPromptBlocked |= name == "promptFeedback" && !JsonSlice.Parse(json).Member("blockReason"u8).IsMissing;
        _root.Add((name, json.ToArray()));
        return true;
    }

    /// <summary>Keeps a source of the answer; the wire's own are among its metadata already.</summary>
    public bool TryAddSource(ReadOnlySpan<byte> json)
    {
        var citation = CitationReader.Read(json);
        if (citation.Url is not { } address)
        {
            return false;
        }

        if (!_sources.Exists(source => source.Url == address.OriginalString))
        {
            _sources.Add((citation.Title, address.OriginalString));
        }

        return true;
    }

    public void SetUsage(in TokenUsage usage, ReadOnlySpan<byte> rawJson)
    {
        _usage = usage;

        // The wire's own object says more than the counts, where it is this wire's and says the same.
        _rawUsage = JsonSlice.IsValid(rawJson) && new GeminiUsage().Add(JsonSlice.Parse(rawJson)) == usage && !usage.IsEmpty ? rawJson.ToArray() : null;
    }

    public void WriteCandidate(Utf8JsonWriter json)
    {
        json.WriteString("finishReason"u8, FinishReason);
        Write(json, _candidate);

        // A stream may bring its metadata more than once, and the last is what is kept: sources of the earlier ones are not in it.
        var sources = _sources.FindAll(source => !_candidate.Exists(member => member.Json.AsSpan().IndexOf(Encoding.UTF8.GetBytes(source.Url)) >= 0));
        if (sources.Count > 0 && !_candidate.Exists(static member => member.Name == "groundingMetadata"))
        {
            WriteSources(json, sources);
        }
    }

    public void WriteTo(Utf8JsonWriter json)
    {
        Write(json, _root);
        if (_usage is { } usage)
        {
            WriteUsage(json, usage);
        }
    }

    private static void Write(Utf8JsonWriter json, List<(string Name, byte[] Json)> members)
    {
        foreach (var (name, value) in members)
        {
            json.WriteOptionalJson(name, value);
        }
    }

    private static void WriteSources(Utf8JsonWriter json, List<(string? Title, string Url)> sources)
    {
        json.WriteStartObject("groundingMetadata"u8);
        json.WriteStartArray("groundingChunks"u8);
        foreach (var (title, address) in sources)
        {
            json.WriteStartObject();
            json.WriteStartObject("web"u8);
            json.WriteString("uri"u8, address);
            if (title is not null)
            {
                json.WriteString("title"u8, title);
            }

            json.WriteEndObject();
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private void WriteUsage(Utf8JsonWriter json, in TokenUsage usage)
    {
        json.WritePropertyName("usageMetadata"u8);
        if (_rawUsage is { } raw)
        {
            json.WriteRawValue(raw, skipInputValidation: true);
            return;
        }

        json.WriteStartObject();
        json.WriteOptional("promptTokenCount"u8, usage.InputTokens);
        json.WriteOptional("cachedContentTokenCount"u8, usage.CacheReadTokens);
        // The wire counts thoughts beside the answer and not as a part of it: alone they would be the whole output.
        var thoughts = usage is { ReasoningTokens: { } reasoning, OutputTokens: { } output } ? Math.Min(reasoning, output) : (long?)null;
        json.WriteOptional("candidatesTokenCount"u8, usage.OutputTokens - (thoughts ?? 0));
        json.WriteOptional("thoughtsTokenCount"u8, thoughts);
        json.WriteOptional("totalTokenCount"u8, usage.TotalTokens);
        json.WriteEndObject();
    }
}
