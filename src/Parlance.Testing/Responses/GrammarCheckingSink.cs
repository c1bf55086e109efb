using System.Text.Json;
using System.Text.Unicode;
using Parlance.Responses;

namespace Parlance.Testing;

/// <summary>
/// Checks every call against the grammar that <see cref="IResponseSink"/> documents, and passes it on. It throws at the
/// first violation unless it is told to collect them.
/// </summary>
/// <remarks>Call <see cref="VerifyEnded"/> after the last call: that a response never ended shows in no call.</remarks>
public sealed class GrammarCheckingSink : IResponseSink
{
    private readonly IResponseSink? _inner;
    private readonly bool _collect;
    private readonly List<string> _violations = [];
    private readonly List<Block> _blocks = [];
    private readonly HashSet<string> _extras = new(StringComparer.Ordinal);
    private ResponseInfo _start;
    private bool _started;
    private bool _identified;
    private bool _inTail;
    private bool _hasUsage;

    /// <summary>Creates a checker.</summary>
    /// <param name="inner">Who hears the calls too, null for nobody.</param>
    /// <param name="collect">True to gather <see cref="Violations"/> instead of throwing at the first.</param>
    public GrammarCheckingSink(IResponseSink? inner = null, bool collect = false)
    {
        _inner = inner;
        _collect = collect;
    }

    /// <summary>What was wrong so far, in order.</summary>
    public IReadOnlyList<string> Violations => _violations;

    /// <summary>True once the response has finished or failed.</summary>
    public bool IsEnded { get; private set; }

    /// <summary>Checks that the response has ended.</summary>
    /// <exception cref="GrammarViolationException">Neither Finish nor Fail has come.</exception>
    public void VerifyEnded() => Require(IsEnded, "The response ended with neither Finish nor Fail.");

    /// <inheritdoc />
    public void Start(in ResponseInfo response)
    {
        RequireOpen("Start");
        Require(!_started, "Start came a second time.");
        Require(response.Id is not "", "Start carries an empty id: an absent one is null.");
        Require(response.Model is not "", "Start carries an empty model: an absent one is null.");
        _started = true;
        _start = response;
        _inner?.Start(response);
    }

    /// <inheritdoc />
    public void Identify(in ResponseInfo late)
    {
        RequireStarted("Identify");
        Require(!_identified, "Identify came a second time.");
        Require(_extras.Count == 0 && !_hasUsage, "Identify came after Usage or an Extra.");
        Require(late != default, "Identify says nothing.");
        Require(late.Id is null || _start.Id is null, "Identify carries an id, which Start had.");
        Require(late.Model is null || _start.Model is null, "Identify carries a model, which Start had.");
        _identified = true;
        _inTail = true;
        _inner?.Identify(late);
    }

    /// <inheritdoc />
    public void BlockStart(int index, in BlockInfo block)
    {
        RequireBody($"BlockStart({index})");
        Require(index == _blocks.Count, $"BlockStart has index {index}: indexes begin at 0 and rise by one, so {_blocks.Count} was due.");
        Require(Enum.IsDefined(block.Kind), $"BlockStart({index}) has the unknown kind {block.Kind}.");
        _blocks.Add(new Block(block.Kind) { IsOpen = true });
        _inner?.BlockStart(index, block);
    }

    /// <inheritdoc />
    public void Delta(int index, ReadOnlySpan<byte> utf8)
    {
        RequireOpenBlock("Delta", index);
        Require(!utf8.IsEmpty, $"Delta({index}) is empty.");
        Require(Utf8.IsValid(utf8), $"Delta({index}) is not valid UTF-8, or holds a part of a character.");
        _inner?.Delta(index, utf8);
    }

    /// <inheritdoc />
    public void Annotation(int index, ReadOnlySpan<byte> json)
    {
        RequireOpenBlock("Annotation", index);
        Require(IsJson(json), $"Annotation({index}) is not one JSON value.");
        _inner?.Annotation(index, json);
    }

    /// <inheritdoc />
    public void OpaqueState(int index, ReadOnlySpan<byte> bytes)
    {
        RequireOpenBlock("OpaqueState", index);
        Require(!bytes.IsEmpty && Utf8.IsValid(bytes), $"OpaqueState({index}) is empty or not valid UTF-8.");
        if (index >= 0 && index < _blocks.Count
            && _blocks[index].Kind is BlockKind.ServerToolCall or BlockKind.ServerToolResult or BlockKind.Opaque)
        {
            Require(IsJson(bytes), $"OpaqueState({index}) of a {_blocks[index].Kind} block is not the block's JSON.");
        }

        _inner?.OpaqueState(index, bytes);
    }

    /// <inheritdoc />
    public void BlockEnd(int index)
    {
        RequireOpenBlock("BlockEnd", index);
        if (index >= 0 && index < _blocks.Count)
        {
            _blocks[index].IsOpen = false;
        }

        _inner?.BlockEnd(index);
    }

    /// <inheritdoc />
    public void Usage(in TokenUsage usage, ReadOnlySpan<byte> rawJson)
    {
        RequireStarted("Usage");
        Require(!_hasUsage, "Usage came a second time.");
        Require(rawJson.IsEmpty || IsJson(rawJson), "Usage carries raw text that is not one JSON value.");
        _hasUsage = true;
        _inTail = true;
        _inner?.Usage(usage, rawJson);
    }

    /// <inheritdoc />
    public void Extra(string name, ReadOnlySpan<byte> json)
    {
        RequireStarted($"Extra({name})");
        Require(!_hasUsage, $"Extra({name}) came after Usage.");
        Require(!string.IsNullOrEmpty(name), "An Extra has no name.");
        Require(_extras.Add(name), $"Extra({name}) came a second time.");
        Require(IsJson(json), $"Extra({name}) is not one JSON value.");
        _inTail = true;
        _inner?.Extra(name, json);
    }

    /// <inheritdoc />
    public void Finish(in FinishInfo finish)
    {
        RequireStarted("Finish");
        for (var index = 0; index < _blocks.Count; index++)
        {
            Require(!_blocks[index].IsOpen, $"Finish came while block {index} was open.");
        }

        IsEnded = true;
        _inner?.Finish(finish);
    }

    /// <inheritdoc />
    public void Fail(LlmException error)
    {
        RequireOpen("Fail");
        Require(error is not null, "Fail carries no error.");
        IsEnded = true;
        _inner?.Fail(error!);
    }

    private void RequireOpenBlock(string call, int index)
    {
        RequireBody($"{call}({index})");
        Require(index >= 0 && index < _blocks.Count, $"{call}({index}) came before BlockStart({index}).");
        Require(index < 0 || index >= _blocks.Count || _blocks[index].IsOpen, $"{call}({index}) came after BlockEnd({index}).");
    }

    private void RequireBody(string call)
    {
        RequireStarted(call);
        Require(!_inTail, $"{call} came after Usage or an Extra, which follow all blocks.");
    }

    private void RequireStarted(string call)
    {
        RequireOpen(call);
        Require(_started, $"{call} came before Start.");
    }

    private void RequireOpen(string call) => Require(!IsEnded, $"{call} came after the end of the response.");

    private void Require(bool holds, string violation)
    {
        if (holds)
        {
            return;
        }

        _violations.Add(violation);
        if (!_collect)
        {
            throw new GrammarViolationException(violation);
        }
    }

    private static bool IsJson(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json);
        try
        {
            return reader.Read() && reader.TrySkip() && !reader.Read();
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private sealed class Block(BlockKind kind)
    {
        public BlockKind Kind => kind;

        public bool IsOpen { get; set; }
    }
}
