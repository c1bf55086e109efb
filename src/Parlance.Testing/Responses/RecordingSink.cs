using System.Globalization;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.AI;
using Parlance.Responses;

namespace Parlance.Testing;

/// <summary>
/// Keeps a response as lines of text, one for each call, so that two decodings can be compared: of the same bytes cut
/// elsewhere, or of the same JSON with its members in another order.
/// </summary>
/// <remarks>
/// JSON payloads are written with their members sorted and without white space, and extras are sorted by name: neither
/// order means anything.
/// </remarks>
public sealed class RecordingSink : IResponseSink
{
    private readonly List<string> _lines = [];
    private readonly SortedDictionary<string, string> _extras = new(StringComparer.Ordinal);
    private readonly List<BlockKind> _kinds = [];
    private readonly List<StringBuilder> _blocks = [];

    /// <summary>
    /// True to canonicalize also deltas that are whole JSON objects: on wires whose tool arguments are objects and not
    /// text, reordering the members of a response reorders the arguments too.
    /// </summary>
    public bool CanonicalizeArguments { get; init; }

    /// <summary>The calls so far, one line each.</summary>
    public IReadOnlyList<string> Lines => _lines;

    /// <summary>The text blocks' deltas, joined.</summary>
    public string Text => TextOf(BlockKind.Text);

    /// <summary>The reasoning blocks' deltas, joined.</summary>
    public string Reasoning => TextOf(BlockKind.Reasoning);

    /// <summary>The usage, null where none was reported.</summary>
    public TokenUsage? ReportedUsage { get; private set; }

    /// <summary>The normalized reason of Finish, null where there is none.</summary>
    public ChatFinishReason? FinishReason { get; private set; }

    /// <summary>The error of Fail, null where the response did not fail.</summary>
    public LlmException? Error { get; private set; }

    /// <summary>The kind and the whole text of every block, in the order of their indexes.</summary>
    public IReadOnlyList<(BlockKind Kind, string Text)> Blocks => [.. _kinds.Zip(_blocks, (kind, text) => (kind, text.ToString()))];

    /// <inheritdoc />
    public void Start(in ResponseInfo response) =>
        Add($"start id={Quote(response.Id)} model={Quote(response.Model)} created={(response.CreatedAt is { } time ? time.ToString("O", CultureInfo.InvariantCulture) : "-")}");

    /// <inheritdoc />
    public void Identify(in ResponseInfo late) =>
        Add($"late id={Quote(late.Id)} model={Quote(late.Model)} created={(late.CreatedAt is { } time ? time.ToString("O", CultureInfo.InvariantCulture) : "-")}");

    /// <inheritdoc />
    public void BlockStart(int index, in BlockInfo block)
    {
        _kinds.Add(block.Kind);
        _blocks.Add(new StringBuilder());
        Add($"block {index} {block.Kind} id={Quote(block.Id)} name={Quote(block.Name)} media={Quote(block.MediaType)}");
    }

    /// <inheritdoc />
    public void Delta(int index, ReadOnlySpan<byte> utf8)
    {
        var text = CanonicalizeArguments && utf8[0] == (byte)'{' ? CanonicalJson.Format(utf8) : Encoding.UTF8.GetString(utf8);
        _blocks[index].Append(text);
        Add($"delta {index} {Quote(text)}");
    }

    /// <inheritdoc />
    public void Annotation(int index, ReadOnlySpan<byte> json) => Add($"annotation {index} {CanonicalJson.Format(json)}");

    /// <inheritdoc />
    public void OpaqueState(int index, ReadOnlySpan<byte> bytes) => Add($"state {index} {CanonicalJson.Format(bytes)}");

    /// <inheritdoc />
    public void BlockEnd(int index) => Add($"end {index}");

    /// <inheritdoc />
    public void Usage(in TokenUsage usage, ReadOnlySpan<byte> rawJson)
    {
        ReportedUsage = usage;
        Add(string.Create(
            CultureInfo.InvariantCulture,
            $"usage uncached={usage.UncachedInputTokens} read={usage.CacheReadTokens} write5m={usage.CacheWrite5mTokens} write1h={usage.CacheWrite1hTokens} output={usage.OutputTokens} reasoning={usage.ReasoningTokens} raw={CanonicalJson.Format(rawJson)}"));
    }

    /// <inheritdoc />
    public void Extra(string name, ReadOnlySpan<byte> json) => _extras[name] = CanonicalJson.Format(json);

    /// <inheritdoc />
    public void Finish(in FinishInfo finish)
    {
        FinishReason = finish.Reason;
        Add($"finish {finish.Reason?.Value ?? "-"} raw={Quote(finish.RawReason)}");
    }

    /// <inheritdoc />
    public void Fail(LlmException error)
    {
        ArgumentNullException.ThrowIfNull(error);
        Error = error;
        Add(string.Create(CultureInfo.InvariantCulture, $"fail {error.Kind} status={error.StatusCode} code={Quote(error.ProviderCode)} {Quote(error.Message)}"));
    }

    /// <summary>The lines, separated by line feeds.</summary>
    public override string ToString() => string.Join('\n', _lines);

    private void Add(string line)
    {
        foreach (var (name, json) in _extras)
        {
            _lines.Add($"extra {name} {json}");
        }

        _extras.Clear();
        _lines.Add(line);
    }

    private string TextOf(BlockKind kind) => string.Concat(Blocks.Where(block => block.Kind == kind).Select(block => block.Text));

    private static string Quote(string? text) => text is null ? "-" : $"\"{JsonEncodedText.Encode(text, System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping)}\"";
}
