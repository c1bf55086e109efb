using Parlance.Json;
using Parlance.Responses;

namespace Parlance.Protocols.DashScope;

/// <summary>
/// Events of a stream, incremental or cumulative, and unary bodies, which are one event. The terminal is a finish reason;
/// while the model writes, that is the text <c>"null"</c>.
/// </summary>
internal sealed class DashScopeDecoder : ResponseDecoder
{
    private readonly StreamMode _mode = new();
    private readonly DashScopeRepeatedText _text;
    private readonly DashScopeRepeatedText _reasoning;
    private readonly List<Call> _calls = [];
    private int _block = -1;

    public DashScopeDecoder(IResponseSink sink)
        : base(sink)
    {
        _text = new DashScopeRepeatedText(_mode);
        _reasoning = new DashScopeRepeatedText(_mode);
    }

    protected override string Wire => DashScopeProtocol.WireName;

    protected override void DecodeFrame(ReadOnlySpan<byte> eventType, ReadOnlySpan<byte> data)
    {
        var frame = DashScopeFrame.Read(data);
        if (frame.Code.HasText && !frame.HasOutput)
        {
            Fail(ErrorReader.ReadInline(JsonSlice.Parse(data)));
            return;
        }

        Identify(frame.RequestId, default, default);
        var isLast = frame.FinishReason.HasText;
        Write(BlockKind.Reasoning, _reasoning, frame.Reasoning, isLast);
        WriteContent(frame.Text, isLast);
        var position = 0;
        foreach (var call in frame.ToolCalls.Elements())
        {
            WriteCall(call, position++, isLast);
        }

        if (isLast)
        {
            FlushArguments();
        }

        KeepExtra("logprobs"u8, frame.LogProbs);
        KeepExtra("search_info"u8, frame.SearchInfo);
        if (frame.Usage.IsObject)
        {
            ReportUsage(DashScopeUsage.Read(frame.Usage), frame.Usage.Bytes);
        }

        if (isLast)
        {
            var raw = frame.FinishReason.AsText();
            RememberFinish(DashScopeFinishReasons.Read(raw), raw);
        }
    }

    protected override void DecodeEnd()
    {
        if (RawFinishReason is not null)
        {
            Complete();
        }
    }

    protected override void Dispose(bool disposing)
    {
        _text.Dispose();
        _reasoning.Dispose();
        foreach (var call in _calls)
        {
            call.Arguments.Dispose();
        }

        base.Dispose(disposing);
    }

    /// <summary>The content: a text or, from the multimodal service, an array of parts.</summary>
    private void WriteContent(in JsonSlice content, bool isLast)
    {
        if (!content.IsArray)
        {
            Write(BlockKind.Text, _text, content, isLast);
            return;
        }

        foreach (var part in content.Elements())
        {
            Write(BlockKind.Text, _text, part.Member("text"u8), isLast);
            WriteImage(part.Member("image"u8));
        }
    }

    private void Write(BlockKind kind, DashScopeRepeatedText text, in JsonSlice piece, bool isLast)
    {
        var fresh = text.Take(piece, isLast, out var before);
        if (before.HasText || fresh.HasText)
        {
            _block = ContinueBlock(_block, kind);
            Append(_block, before);
            Append(_block, fresh);
        }

        text.Release();
    }

    private void WriteImage(in JsonSlice address)
    {
        if (address.HasText)
        {
            CloseBlock(_block);
            var block = OpenBlock(BlockKind.Media, name: "image/*", mediaType: "text/uri-list");
            Append(block, address);
            CloseBlock(block);
        }
    }

    private void WriteCall(in JsonSlice source, int position, bool isLast)
    {
        var function = source.Member("function"u8);
        var index = source.Member("index"u8).AsCount() ?? position;
        var call = _calls.Find(known => known.Index == index);
        if (call is null)
        {
            CloseBlock(_block);
            var block = OpenBlock(BlockKind.ToolCall, source.Member("id"u8).AsNonEmptyText(), function.Member("name"u8).AsNonEmptyText());
            call = new Call(index, block, new DashScopeRepeatedText(_mode));
            _calls.Add(call);
        }

        WriteArguments(call, function.Member("arguments"u8), isLast);
    }

    private void WriteArguments(Call call, in JsonSlice piece, bool isLast)
    {
        var fresh = call.Arguments.Take(piece, isLast, out var before);
        Append(call.Block, before);
        Append(call.Block, fresh);
        call.Arguments.Release();
    }

    /// <summary>The last event need not name every call: what one still holds back is delivered here.</summary>
    private void FlushArguments()
    {
        foreach (var call in _calls)
        {
            WriteArguments(call, default, isLast: true);
        }
    }

    private sealed record Call(long Index, int Block, DashScopeRepeatedText Arguments);
}
