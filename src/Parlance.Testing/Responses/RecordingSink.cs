using System.Globalization;
using System.Text;
using Microsoft.Extensions.AI;
using Parlance.Responses;

namespace Parlance.Testing;

/// <summary>
/// Keeps a response as lines of text, one for each call: for a test that says in plain text what a response must be, and
/// for one that compares two decodings, of the same bytes cut elsewhere, or of the same JSON with its members in another
/// order.
/// </summary>
/// <remarks>
/// <para>The lines of a short response, where what is absent is left out:</para>
/// <code>
/// start id=r1 model=m
/// block 0 Text
/// delta 0 "Hello"
/// end 0
/// block 1 ToolCall id=c1 name=add
/// delta 1 "{\"a\":1}"
/// end 1
/// extra service_tier "default"
/// usage uncached=7 output=5 raw={"completion_tokens":5,"prompt_tokens":7}
/// finish tool_calls raw=tool_calls
/// </code>
/// <para>
/// The others are <c>annotation 0 {…}</c> and <c>state 0 {…}</c> for what belongs to a block, <c>late</c> for an identity
/// that came after the start, and <c>fail</c> with the error's kind, status, code and message. Text stands in quotes, its
/// own quotes, backslashes and line breaks escaped as in JSON; so do ids and names that are not one plain word.
/// </para>
/// <para>
/// JSON payloads are written with their members sorted and without white space, and extras are sorted by name: neither
/// order means anything. <see cref="Verbatim"/> keeps both.
/// </para>
/// </remarks>
public sealed class RecordingSink : IResponseSink
{
    private readonly List<string> _lines = [];
    private readonly SortedDictionary<string, string> _extras = new(StringComparer.Ordinal);
    private readonly List<BlockKind> _kinds = [];
    private readonly List<StringBuilder> _blocks = [];
    private int _lastDelta = -1;

    /// <summary>
    /// True to canonicalize also deltas that are whole JSON objects: on wires whose tool arguments are objects and not
    /// text, reordering the members of a response reorders the arguments too.
    /// </summary>
    public bool CanonicalizeArguments { get; init; }

    /// <summary>True to write consecutive deltas of a block as one line: where the network cuts a text means nothing.</summary>
    public bool JoinDeltas { get; init; }

    /// <summary>True to write JSON payloads byte for byte, and extras in the order in which they came.</summary>
    public bool Verbatim { get; init; }

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
    public void Start(in ResponseInfo response) => Add("start" + Describe(response));

    /// <inheritdoc />
    public void Identify(in ResponseInfo late) => Add("late" + Describe(late));

    /// <inheritdoc />
    public void BlockStart(int index, in BlockInfo block)
    {
        _kinds.Add(block.Kind);
        _blocks.Add(new StringBuilder());
        Add($"block {index} {block.Kind}{Member("id", block.Id)}{Member("name", block.Name)}{Member("media", block.MediaType)}");
    }

    /// <inheritdoc />
    public void Delta(int index, ReadOnlySpan<byte> utf8)
    {
        var text = CanonicalizeArguments && utf8[0] == (byte)'{' ? CanonicalJson.Format(utf8) : Encoding.UTF8.GetString(utf8);
        _blocks[index].Append(text);
        if (JoinDeltas && _lastDelta == index)
        {
            _lines[^1] = $"{_lines[^1][..^1]}{Escape(text)}\"";
            return;
        }

        Add($"delta {index} {Quote(text)}");
        _lastDelta = index;
    }

    /// <inheritdoc />
    public void Annotation(int index, ReadOnlySpan<byte> json) => Add($"annotation {index} {Format(json)}");

    /// <inheritdoc />
    public void OpaqueState(int index, ReadOnlySpan<byte> bytes) => Add($"state {index} {Format(bytes)}");

    /// <inheritdoc />
    public void BlockEnd(int index) => Add($"end {index}");

    /// <inheritdoc />
    public void Usage(in TokenUsage usage, ReadOnlySpan<byte> rawJson)
    {
        ReportedUsage = usage;
        Add($"usage{Describe(usage)}{(rawJson.IsEmpty ? "" : $" raw={Format(rawJson)}")}");
    }

    /// <inheritdoc />
    public void Extra(string name, ReadOnlySpan<byte> json)
    {
        if (Verbatim)
        {
            Add($"extra {name} {Format(json)}");
        }
        else
        {
            _extras[name] = Format(json);
        }
    }

    /// <inheritdoc />
    public void Finish(in FinishInfo finish)
    {
        FinishReason = finish.Reason;
        Add($"finish{(finish.Reason is { } reason ? $" {reason.Value}" : "")}{Member("raw", finish.RawReason)}");
    }

    /// <inheritdoc />
    public void Fail(LlmException error)
    {
        ArgumentNullException.ThrowIfNull(error);
        Error = error;
        Add($"fail {error.Kind}{Member("status", error.StatusCode)}{Member("code", error.ProviderCode)} {Quote(error.Message)}");
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
        _lastDelta = -1;
    }

    private string Format(ReadOnlySpan<byte> json) => Verbatim ? Encoding.UTF8.GetString(json) : CanonicalJson.Format(json);

    private string TextOf(BlockKind kind) => string.Concat(Blocks.Where(block => block.Kind == kind).Select(block => block.Text));

    private static string Describe(in ResponseInfo response) =>
        Member("id", response.Id) + Member("model", response.Model)
        + (response.CreatedAt is { } time ? time.ToString("' created='yyyy-MM-dd'T'HH:mm:ss.FFFFFFFzzz", CultureInfo.InvariantCulture) : "")
        + (response.InputUsage is { } usage ? Describe(usage) : "");

    private static string Describe(in TokenUsage usage) =>
        Member("uncached", usage.UncachedInputTokens) + Member("read", usage.CacheReadTokens)
        + Member("write5m", usage.CacheWrite5mTokens) + Member("write1h", usage.CacheWrite1hTokens)
        + Member("output", usage.OutputTokens) + Member("reasoning", usage.ReasoningTokens);

    private static string Member(string name, string? text) => text is null ? "" : $" {name}={(IsPlainWord(text) ? text : Quote(text))}";

    private static string Member(string name, long? number) => number is null ? "" : string.Create(CultureInfo.InvariantCulture, $" {name}={number}");

    private static bool IsPlainWord(string text) => text.Length > 0 && !text.Any(static letter => char.IsWhiteSpace(letter) || letter is '"' or '\\' or '=');

    private static string Quote(string text) => $"\"{Escape(text)}\"";

    private static string Escape(string text) => text
        .Replace("\\", "\\\\", StringComparison.Ordinal)
        .Replace("\"", "\\\"", StringComparison.Ordinal)
        .Replace("\n", "\\n", StringComparison.Ordinal)
        .Replace("\r", "\\r", StringComparison.Ordinal);
}
