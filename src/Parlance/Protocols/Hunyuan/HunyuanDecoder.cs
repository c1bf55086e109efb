using Microsoft.Extensions.AI;
using Parlance.Json;
using Parlance.Responses;

namespace Parlance.Protocols.Hunyuan;

/// <summary>
/// Events of a stream, and unary bodies, which may stand under <c>Response</c>. The terminal is a finish reason, empty
/// while the model writes. Errors come with status 200, as <c>Response.Error</c> or as <c>ErrorMsg</c> of an event.
/// </summary>
/// <remarks>
/// The members are those of the vendor's own clients: hunyuan/v20230901 in
/// https://github.com/TencentCloud/tencentcloud-sdk-nodejs, and for cached tokens
/// https://www.rubydoc.info/gems/tencentcloud-sdk-hunyuan/TencentCloud/Hunyuan/V20230901/Usage.
/// </remarks>
internal sealed class HunyuanDecoder(IResponseSink sink) : ResponseDecoder(sink)
{
    private readonly List<(string Id, long? Index, int Block)> _calls = [];
    private int _block = -1;

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

        KeepExtras(chunk);
        if (chunk.Usage.IsObject)
        {
            ReportUsage(ReadUsage(chunk.Usage), chunk.Usage.Bytes);
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

    private void KeepExtras(in HunyuanChunk chunk)
    {
        KeepExtra("Note"u8, chunk.Note);
        KeepExtra("SearchInfo"u8, chunk.SearchInfo);
        KeepExtra("Replaces"u8, chunk.Replaces);
        KeepExtra("RecommendedQuestions"u8, chunk.RecommendedQuestions);
        KeepExtra("Processes"u8, chunk.Processes);
        KeepExtra("ModerationLevel"u8, chunk.ModerationLevel);
    }

    private static TokenUsage ReadUsage(in JsonSlice usage) => TokenUsage.FromInclusiveInput(
        usage.Member("PromptTokens"u8).AsCount(),
        usage.Member("PromptTokensDetails"u8).Member("CachedTokens"u8).AsCount(),
        cacheWrite: null,
        usage.Member("CompletionTokens"u8).AsCount(),
        reasoning: null);

    private void Write(BlockKind kind, in JsonSlice text)
    {
        if (!text.HasText)
        {
            return;
        }

        _block = ContinueBlock(_block, kind);
        Append(_block, text);
    }

    /// <summary>Pieces of a call belong together by their id or, where that is missing, by their index, else to the last call.</summary>
    private void WriteCall(in JsonSlice source)
    {
        var function = source.Member("Function"u8);
        var id = source.Member("Id"u8).AsNonEmptyText() ?? "";
        var index = source.Member("Index"u8).AsCount();
        var known = _calls.FindLastIndex(call => id.Length > 0 ? call.Id == id : index is null || call.Index == index);
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
