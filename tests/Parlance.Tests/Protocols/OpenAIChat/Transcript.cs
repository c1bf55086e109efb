using System.Text;
using Microsoft.Extensions.AI;
using Parlance.Framing;
using Parlance.Protocols;
using Parlance.Protocols.OpenAIChat;
using Parlance.Responses;

namespace Parlance.Tests.Protocols.OpenAIChat;

/// <summary>What a sink hears, one line a call; consecutive deltas of a block are joined, as the network's cuts mean nothing.</summary>
internal sealed class Transcript : IResponseSink
{
    private readonly List<string> _lines = [];
    private int _lastDelta = -1;

    public static string Decode(string body, ChatDialect? dialect = null, int cut = int.MaxValue) => Decode(new OpenAIChatProtocol(dialect), body, cut);

    public static string Decode(Protocol protocol, string body, int cut = int.MaxValue)
    {
        var transcript = new Transcript();
        using var reader = new ResponseReader(protocol.CreateDecoder(transcript));
        foreach (var piece in Encoding.UTF8.GetBytes(body).Chunk(cut))
        {
            reader.Write(piece);
        }

        reader.Complete();
        return string.Join('\n', transcript._lines);
    }

    public static ChatResponse ToResponse(string body, ChatDialect? dialect = null)
    {
        using var sink = new UpdateSink("host", []);
        using var reader = new ResponseReader(new OpenAIChatProtocol(dialect).CreateDecoder(sink));
        reader.Write(Encoding.UTF8.GetBytes(body));
        reader.Complete();
        return sink.Error is { } error ? throw error : sink.Pending.ToChatResponse();
    }

    /// <summary>A stream of chunks, ended as the wire ends one.</summary>
    public static string Stream(params string[] chunks) => string.Concat(chunks.Select(chunk => $"data: {chunk}\n\n")) + "data: [DONE]\n\n";

    /// <summary>A stream whose chunks have the given deltas, and a finish reason.</summary>
    public static string Deltas(string finish, params string[] deltas) => Stream(
        [.. deltas.Select(delta => $$$"""{"id":"r1","model":"m","choices":[{"index":0,"delta":{{{delta}}},"finish_reason":null}]}"""),
        $$$"""{"id":"r1","model":"m","choices":[{"index":0,"delta":{},"finish_reason":"{{{finish}}}"}]}"""]);

    public void Start(in ResponseInfo response) => Add($"start {response.Id} {response.Model}");

    public void Identify(in ResponseInfo late) => Add($"late {late.Id} {late.Model}");

    public void BlockStart(int index, in BlockInfo block) =>
        Add(string.Join(' ', new[] { $"{index}", $"{block.Kind}", block.Id, block.Name, block.MediaType }.Where(part => part is not null)));

    public void Delta(int index, ReadOnlySpan<byte> utf8)
    {
        var text = Encoding.UTF8.GetString(utf8);
        if (_lastDelta == index)
        {
            _lines[^1] += text;
            return;
        }

        Add($"{index} + {text}");
        _lastDelta = index;
    }

    public void Annotation(int index, ReadOnlySpan<byte> json) => Add($"{index} annotation {Encoding.UTF8.GetString(json)}");

    public void OpaqueState(int index, ReadOnlySpan<byte> bytes) => Add($"{index} state {Encoding.UTF8.GetString(bytes)}");

    public void BlockEnd(int index) => Add($"{index} end");

    public void Usage(in TokenUsage usage, ReadOnlySpan<byte> rawJson) =>
        Add($"usage {usage.UncachedInputTokens}/{usage.CacheReadTokens}/{usage.CacheWriteTokens}/{usage.OutputTokens}/{usage.ReasoningTokens}");

    public void Extra(string name, ReadOnlySpan<byte> json) => Add($"extra {name} {Encoding.UTF8.GetString(json)}");

    public void Finish(in FinishInfo finish) => Add($"finish {finish.Reason} {finish.RawReason}");

    public void Fail(LlmException error) => Add($"fail {error.Kind} {error.StatusCode}");

    private void Add(string line)
    {
        _lastDelta = -1;
        _lines.Add(line);
    }
}
