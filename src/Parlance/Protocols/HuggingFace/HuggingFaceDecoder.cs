using Parlance.Json;
using Parlance.Responses;

namespace Parlance.Protocols.HuggingFace;

/// <summary>
/// Events of one token each, the last of which repeats the whole text; and unary bodies, an array of one
/// <c>{"generated_text"}</c> or that object bare. The terminal is the whole text.
/// </summary>
internal sealed class HuggingFaceDecoder(IResponseSink sink) : ResponseDecoder(sink)
{
    private int _block = -1;
    private bool _isStreamed;

    protected override string Wire => HuggingFaceProtocol.WireName;

    protected override void DecodeFrame(ReadOnlySpan<byte> eventType, ReadOnlySpan<byte> data)
    {
        var frame = HuggingFaceFrame.Read(data);
        if (!frame.Error.IsMissing)
        {
            Fail(ErrorReader.ReadInline(frame.Body));
            return;
        }

        _isStreamed |= frame.Token.IsObject;
        if (frame.Token.IsObject && !frame.Token.Member("special"u8).IsTrue)
        {
            Write(frame.Token.Member("text"u8));
        }

        if (!_isStreamed)
        {
            Write(frame.GeneratedText);
        }

        ReadDetails(frame.Details);
        if (frame.GeneratedText.IsString)
        {
            Complete();
        }
    }

    protected override void DecodeEnd()
    {
        // The terminal completes the response where it stands; without one it was cut.
    }

    private void Write(in JsonSlice text)
    {
        if (text.HasText)
        {
            _block = _block < 0 ? OpenBlock(BlockKind.Text) : _block;
            Append(_block, text);
        }
    }

    private void ReadDetails(in JsonSlice details)
    {
        if (!details.IsObject)
        {
            return;
        }

        var usage = new TokenUsage
        {
            UncachedInputTokens = details.Member("input_length"u8).AsCount() ?? Count(details.Member("prefill"u8)),
            OutputTokens = details.Member("generated_tokens"u8).AsCount(),
        };
        if (!usage.IsEmpty)
        {
            ReportUsage(usage, details.Bytes);
        }

        KeepExtra("seed"u8, details.Member("seed"u8));
        if (details.Member("finish_reason"u8).AsNonEmptyText() is { } raw)
        {
            RememberFinish(HuggingFaceFinishReasons.Read(raw), raw);
        }
    }

    /// <summary>How many tokens the prompt had, where they were asked for; an empty list says nothing.</summary>
    private static long? Count(in JsonSlice tokens)
    {
        var count = 0;
        foreach (var _ in tokens.Elements())
        {
            count++;
        }

        return count == 0 ? null : count;
    }
}
