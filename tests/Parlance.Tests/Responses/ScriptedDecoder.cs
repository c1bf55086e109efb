using System.Text;
using Microsoft.Extensions.AI;
using Parlance.Json;
using Parlance.Responses;

namespace Parlance.Tests.Responses;

/// <summary>A decoder whose frames are steps of a test: it opens up what the base class keeps for protocols.</summary>
internal sealed class ScriptedDecoder(IResponseSink sink) : ResponseDecoder(sink)
{
    private Action<ScriptedDecoder>? _step;
    private bool _isTerminated;

    protected override string Wire => "test-wire";

    /// <summary>Plays steps as frames, then ends the transport.</summary>
    public static void Play(IResponseSink sink, params Action<ScriptedDecoder>[] steps)
    {
        using var decoder = new ScriptedDecoder(sink);
        foreach (var step in steps)
        {
            decoder.Frame(step);
        }

        decoder.End();
    }

    public void Frame(Action<ScriptedDecoder> step, string eventType = "", bool isPartial = false)
    {
        _step = step;
        Push(Encoding.UTF8.GetBytes(eventType), default, isPartial);
    }

    public void Terminate() => _isTerminated = true;

    public void Ids(string? id, string? model, DateTimeOffset? created = null) => Identify(id, model, created);

    public int Open(BlockKind kind, string? id = null, string? name = null, string? mediaType = null) => OpenBlock(kind, id, name, mediaType);

    public void Add(int block, string text) => Append(block, Encoding.UTF8.GetBytes(text));

    /// <summary>Adds the contents of a JSON string, escapes and all.</summary>
    public void AddJson(int block, string escaped) => Append(block, JsonSlice.Parse(Encoding.UTF8.GetBytes($"\"{escaped}\"")));

    public void Close(int block) => CloseBlock(block);

    public void Note(int block, string json) => Annotate(block, Encoding.UTF8.GetBytes(json));

    public void Seal(int block, string state) => AttachOpaqueState(block, Encoding.UTF8.GetBytes(state));

    public void Count(TokenUsage usage, string raw = "") => ReportUsage(usage, Encoding.UTF8.GetBytes(raw));

    public void Keep(string name, string json) => KeepExtra(Encoding.UTF8.GetBytes(name), Encoding.UTF8.GetBytes(json));

    public void KeepElements(string name, string array) => KeepExtraElements(Encoding.UTF8.GetBytes(name), JsonSlice.Parse(Encoding.UTF8.GetBytes(array)));

    public void Stop(ChatFinishReason? reason, string? raw) => RememberFinish(reason, raw);

    public void Done() => Complete();

    public void Break(LlmException error) => Fail(error);

    protected override void DecodeFrame(ReadOnlySpan<byte> eventType, ReadOnlySpan<byte> data) => _step!(this);

    protected override void DecodeEnd()
    {
        if (_isTerminated)
        {
            Complete();
        }
    }
}

/// <summary>Writes down what it hears, a line a call.</summary>
internal sealed class TranscriptSink : IResponseSink
{
    private readonly List<string> _lines = [];

    public LlmException? Error { get; private set; }

    public override string ToString() => string.Join('\n', _lines);

    public void Start(in ResponseInfo response) => _lines.Add($"start {response.Id ?? "-"} {response.Model ?? "-"} {response.CreatedAt?.ToUnixTimeSeconds().ToString() ?? "-"}");

    public void Identify(in ResponseInfo late) => _lines.Add($"late {late.Id ?? "-"} {late.Model ?? "-"} {late.CreatedAt?.ToUnixTimeSeconds().ToString() ?? "-"}");

    public void BlockStart(int index, in BlockInfo block) => _lines.Add($"open {index} {block.Kind}");

    public void Delta(int index, ReadOnlySpan<byte> utf8) => _lines.Add($"delta {index} {Encoding.UTF8.GetString(utf8)}");

    public void Annotation(int index, ReadOnlySpan<byte> json) => _lines.Add($"note {index} {Encoding.UTF8.GetString(json)}");

    public void OpaqueState(int index, ReadOnlySpan<byte> bytes) => _lines.Add($"state {index} {Encoding.UTF8.GetString(bytes)}");

    public void BlockEnd(int index) => _lines.Add($"close {index}");

    public void Usage(in TokenUsage usage, ReadOnlySpan<byte> rawJson) => _lines.Add($"usage {usage.UncachedInputTokens} {usage.CacheReadTokens} {usage.OutputTokens} {Encoding.UTF8.GetString(rawJson)}");

    public void Extra(string name, ReadOnlySpan<byte> json) => _lines.Add($"extra {name} {Encoding.UTF8.GetString(json)}");

    public void Finish(in FinishInfo finish) => _lines.Add($"finish {finish.Reason?.Value ?? "-"} {finish.RawReason ?? "-"}");

    public void Fail(LlmException error)
    {
        Error = error;
        _lines.Add($"fail {error.Kind} {error.StatusCode}");
    }
}
