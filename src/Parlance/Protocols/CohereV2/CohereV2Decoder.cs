using Parlance.Json;
using Parlance.Responses;

namespace Parlance.Protocols.CohereV2;

/// <summary>
/// Events of a stream, each of one thing, and unary bodies, which hold everything at once. The terminal is
/// <c>message-end</c>, or the finish reason of a unary body.
/// </summary>
internal sealed class CohereV2Decoder(IResponseSink sink) : ResponseDecoder(sink)
{
    private int _block = -1;
    private int _text = -1;
    private int _call = -1;

    protected override string Wire => CohereV2Protocol.WireName;

    protected override void DecodeFrame(ReadOnlySpan<byte> eventType, ReadOnlySpan<byte> data)
    {
        var frame = CohereV2Frame.Read(data);
        if (frame.Error.HasText || frame.Error.IsObject || (frame.Message.IsString && frame.FinishReason.IsMissing))
        {
            Fail(ErrorReader.ReadInline(JsonSlice.Parse(data)));
            return;
        }

        Identify(frame.Id, default, default);
        Write(BlockKind.Reasoning, frame.ToolPlan);
        WriteContents(frame.Content);
        WriteCalls(frame.ToolCalls);
        WriteCitations(frame.Citations);
        EndPart(frame.Type);
        KeepExtraElements("logprobs"u8, frame.LogProbs);
        if (frame.Usage.IsObject)
        {
            ReportUsage(CohereV2Usage.Read(frame.Usage), frame.Usage.Bytes);
        }

        if (frame.FinishReason.HasText)
        {
            Finish(frame.FinishReason.AsText());
        }
    }

    protected override void DecodeEnd()
    {
        // The terminal completes the response where it stands; without one it was cut.
    }

    /// <summary>The content: the parts of a unary body, the one part that an event adds to, or a text as in requests.</summary>
    private void WriteContents(in JsonSlice content)
    {
        Write(BlockKind.Text, content);
        if (content.IsObject)
        {
            WriteContent(content);
        }

        foreach (var part in content.Elements())
        {
            WriteContent(part);
        }
    }

    private void WriteContent(in JsonSlice part)
    {
        Write(BlockKind.Reasoning, part.Member("thinking"u8));
        Write(BlockKind.Text, part.Member("text"u8));
    }

    private void Write(BlockKind kind, in JsonSlice text)
    {
        if (!text.HasText)
        {
            return;
        }

        _block = ContinueBlock(_block, kind);
        if (kind == BlockKind.Text)
        {
            _text = _block;
        }

        Append(_block, text);
    }

    /// <summary>A call is one object where it is streamed, and calls are an array where they are not.</summary>
    private void WriteCalls(in JsonSlice calls)
    {
        if (calls.IsObject)
        {
            WriteCall(calls);
        }

        foreach (var call in calls.Elements())
        {
            WriteCall(call);
            CloseBlock(_call);
        }
    }

    private void WriteCall(in JsonSlice call)
    {
        var function = call.Member("function"u8);
        var name = function.Member("name"u8);
        if (name.HasText || !IsOpen(_call))
        {
            CloseBlock(_call);
            _call = OpenBlock(BlockKind.ToolCall, call.Member("id"u8).AsNonEmptyText(), name.AsNonEmptyText());
        }

        Append(_call, function.Member("arguments"u8));
    }

    private void WriteCitations(in JsonSlice citations)
    {
        if (citations.IsObject)
        {
            WriteCitation(citations);
        }

        foreach (var citation in citations.Elements())
        {
            WriteCitation(citation);
        }
    }

    /// <summary>A citation belongs to the text around it; one of a text that has ended, or of a plan, stays an extra.</summary>
    private void WriteCitation(in JsonSlice citation)
    {
        if (IsOpen(_text))
        {
            Annotate(_text, citation.Bytes);
            return;
        }

        KeepExtraElements("citations"u8, JsonSlice.Parse([(byte)'[', .. citation.Bytes, (byte)']']));
    }

    private void EndPart(in JsonSlice type)
    {
        if (type.IsString && type.Bytes.SequenceEqual("content-end"u8))
        {
            CloseBlock(_block);
        }
        else if (type.IsString && type.Bytes.SequenceEqual("tool-call-end"u8))
        {
            CloseBlock(_call);
        }
    }

    private void Finish(string? raw)
    {
        if (CohereV2FinishReasons.ReadFailure(raw) is { } kind)
        {
            Fail(new LlmException(kind, $"The model stopped with {raw}: a part of the answer is missing. Try again.") { ProviderCode = raw });
            return;
        }

        RememberFinish(CohereV2FinishReasons.Read(raw), raw);
        Complete();
    }
}
