using Microsoft.Extensions.AI;
using Parlance.Json;
using Parlance.Streaming;

namespace Parlance.Protocols.Hunyuan;

/// <summary>
/// Events of a stream, and unary bodies, which may stand under <c>Response</c>. The terminal is a finish reason, empty
/// while the model writes. Errors come with status 200, as <c>Response.Error</c> or as <c>ErrorMsg</c> of an event.
/// </summary>
internal sealed class HunyuanDecoder(IResponseSink sink) : ResponseDecoder(sink)
{
    private readonly List<(string Id, long? Index, int Block)> _calls = [];
    private int _block = -1;
    private BlockKind _kind;

    protected override string Wire => HunyuanProtocol.WireName;

    protected override void DecodeFrame(ReadOnlySpan<byte> eventType, ReadOnlySpan<byte> data)
    {
        var chunk = HunyuanChunk.Read(data);
        if (chunk.Error.IsObject)
        {
            var error = ErrorReader.ReadInline(JsonSlice.Parse(data).Member("Response"u8).IsObject ? JsonSlice.Parse(data) : chunk.Error);
            Fail(error);
            return;
        }

        Identify(chunk.Id, default, chunk.Created);
        Write(BlockKind.Reasoning, chunk.Reasoning);
        Write(BlockKind.Text, chunk.Content);
        foreach (var call in chunk.ToolCalls.Elements())
        {
            WriteCall(call);
        }

        KeepExtra("SearchInfo"u8, chunk.SearchInfo);
        if (chunk.Usage.IsObject)
        {
            ReportUsage(
                new TokenUsage
                {
                    UncachedInputTokens = chunk.Usage.Member("PromptTokens"u8).AsCount(),
                    OutputTokens = chunk.Usage.Member("CompletionTokens"u8).AsCount(),
                },
                chunk.Usage.Bytes);
        }

        if (chunk.FinishReason.HasText)
        {
            var raw = chunk.FinishReason.AsText();
            RememberFinish(ReadReason(raw), raw);
        }
    }

    protected override void DecodeEnd()
    {
        if (RawFinishReason is not null)
        {
            Complete();
        }
    }

    private void Write(BlockKind kind, in JsonSlice text)
    {
        if (!text.HasText)
        {
            return;
        }

        if (_kind != kind || !IsOpen(_block))
        {
            CloseBlock(_block);
            _block = OpenBlock(kind);
            _kind = kind;
        }

        Append(_block, text);
    }

    /// <summary>Pieces of a call belong together by their id or, where that is missing, by their index.</summary>
    private void WriteCall(in JsonSlice source)
    {
        var function = source.Member("Function"u8);
        var id = source.Member("Id"u8).AsNonEmptyText() ?? "";
        var index = source.Member("Index"u8).AsCount();
        var known = _calls.FindIndex(call => id.Length > 0 ? call.Id == id : index is null || call.Index == index);
        if (known < 0)
        {
            CloseBlock(_block);
            known = _calls.Count;
            _calls.Add((id, index, OpenBlock(BlockKind.ToolCall, id, function.Member("Name"u8).AsNonEmptyText())));
        }

        Append(_calls[known].Block, function.Member("Arguments"u8));
    }

    private static ChatFinishReason? ReadReason(string? raw) => raw switch
    {
        null => null,
        "stop" => ChatFinishReason.Stop,
        "length" => ChatFinishReason.Length,
        "tool_calls" => ChatFinishReason.ToolCalls,
        "sensitive" or "content_filter" => ChatFinishReason.ContentFilter,
        _ => new ChatFinishReason(raw),
    };
}
