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
