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
        var frame = HunyuanFrame.Read(data);
        if (frame.Error.IsObject)
        {
            var error = ErrorReader.ReadInline(JsonSlice.Parse(data).Member("Response"u8).IsObject ? JsonSlice.Parse(data) : frame.Error);
            Fail(error);
            return;
        }

        Identify(frame.Id, default, frame.Created);
        Write(BlockKind.Reasoning, frame.Reasoning);
        Write(BlockKind.Text, frame.Content);
        foreach (var call in frame.ToolCalls.Elements())
        {
            WriteCall(call);
        }

        KeepExtras(frame);
        if (frame.Usage.IsObject)
        {
            ReportUsage(ReadUsage(frame.Usage), frame.Usage.Bytes);
        }

        if (frame.FinishReason.HasText)
        {
            var raw = frame.FinishReason.AsText();
            RememberFinish(HunyuanFinishReasons.Read(raw), raw);
        }
    }

    protected override void DecodeEnd()
    {
        if (RawFinishReason is not null)
        {
            Complete();
        }
    }

    /// <summary>What the service adds to an answer: its disclaimer, what a search found, and what it made of that.</summary>
    private void KeepExtras(in HunyuanFrame frame)
    {
        KeepExtra("Note"u8, frame.Body.Member("Note"u8));
        KeepExtra("SearchInfo"u8, frame.Body.Member("SearchInfo"u8));
        KeepExtra("Replaces"u8, frame.Body.Member("Replaces"u8));
        KeepExtra("RecommendedQuestions"u8, frame.Body.Member("RecommendedQuestions"u8));
        KeepExtra("Processes"u8, frame.Body.Member("Processes"u8));
        KeepExtra("ModerationLevel"u8, frame.Choice.Member("ModerationLevel"u8));
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
}
