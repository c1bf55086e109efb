using System.Text;
using Microsoft.Extensions.AI;
using Parlance.Json;
using Parlance.Responses;

namespace Parlance.Protocols.Gemini;

/// <summary>
/// Responses of <c>generateContent</c>, one object, and of <c>streamGenerateContent</c>, the same object again and again
/// with the next parts. The wire has no last word: a stream that gave its <c>finishReason</c> or <c>blockReason</c> is
/// whole, and what follows that still counts.
/// </summary>
internal sealed partial class GeminiDecoder(IResponseSink sink, string wire) : ResponseDecoder(sink)
{
    private readonly PooledBuffer _arguments = new();
    private int _block = -1;
    private int _call = -1;
    private GeminiPartialArguments? _partial;
    private bool _hasArguments;
    private int _callCount;
    private int _groundings;
    private int _citations;
    private GeminiUsage _usage;
    private bool _isKnown;
    private bool _isForeign;

    protected override string Wire => wire;

    protected override void DecodeFrame(ReadOnlySpan<byte> eventType, ReadOnlySpan<byte> data)
    {
        var frame = default(GeminiFrame);
        ReadFrame(data, ref frame);
        if (!frame.Error.IsMissing)
        {
            Fail(ErrorReader.ReadInline(JsonSlice.Parse(data)));
            return;
        }

        _isKnown |= frame.IsKnown;
        _isForeign |= !frame.IsKnown;
        Identify(frame.Id, frame.Model, frame.Created);
        WriteParts(frame.Candidate.Parts);
        Annotate(frame.Candidate);
        KeepExtras(frame.Candidate);
        if (frame.Usage.IsObject)
        {
            ReportUsage(_usage.Add(frame.Usage), frame.Usage.Bytes);
        }

        ReadFeedback(frame.Feedback);
        if (GeminiFinishReasons.ReadRaw(frame.Candidate.FinishReason) is { } raw)
        {
            RememberFinish(GeminiFinishReasons.Read(raw), raw);
        }
    }

    protected override void DecodeEnd()
    {
        if (!_isKnown && _isForeign)
        {
            Fail(new LlmException(LlmErrorKind.MalformedResponse, $"The response is JSON but no {wire} response: it has neither 'candidates' nor any other of its members."));
        }
        else if (RawFinishReason is not null || (_isKnown && IsUnary))
        {
            EndCall();
            Complete();
        }
    }

    protected override void Dispose(bool disposing)
    {
        _arguments.Dispose();
        base.Dispose(disposing);
    }

    private void WriteParts(in JsonSlice parts)
    {
        if (parts.IsObject)
        {
            WritePart(GeminiPart.Read(parts));
        }

        foreach (var part in parts.Elements())
        {
            WritePart(GeminiPart.Read(part));
        }
    }

    private void WritePart(in GeminiPart part)
    {
        if (part.FunctionCall.IsObject)
        {
            WriteCall(part);
            return;
        }

        if (part.InlineData.IsObject || part.FileData.IsObject)
        {
            WriteMedia(part);
            return;
        }

        // A text is one whatever stands beside it: members are added to parts now and then.
        if (!part.Other.IsMissing && !part.Text.HasText)
        {
            WriteOther(part);
            return;
        }

        var isThought = part.Thought.IsTrue;
        if (part.Text.HasText || (isThought && part.Signature.HasText))
        {
            _block = ContinueBlock(_block, isThought ? BlockKind.Reasoning : BlockKind.Text);
            Append(_block, part.Text);
        }

        if (!part.Signature.HasText)
        {
            return;
        }

        if (isThought)
        {
            AttachOpaqueState(_block, part.ReadSignature());
            CloseBlock(_block);
        }
        else
        {
            // The signature of an answer in words. Words that other wires would have to carry it with cannot hold one, so
            // it is a block of its own beside them.
            var block = OpenBlock(BlockKind.Reasoning, name: GeminiPartType.SignedText);
            AttachOpaqueState(block, part.ReadSignature());
            CloseBlock(block);
        }
    }

    private void WriteCall(in GeminiPart part)
    {
        var call = part.FunctionCall;
        var name = call.Member("name"u8).AsNonEmptyText();
        if (name is not null)
        {
            EndCall();
            CloseBlock(_block);
            var id = call.Member("id"u8).AsNonEmptyText() ?? GeminiToolCallIds.Format.Make(_callCount);
            _callCount++;
            _call = OpenBlock(BlockKind.ToolCall, id, name);
            _hasArguments = false;
        }
        else if (_call < 0)
        {
            // The empty call that ends one which arrived in pieces may come twice.
            return;
        }

        AttachOpaqueState(_call, part.ReadSignature());
        var pieces = call.Member("partialArgs"u8);
        foreach (var piece in (pieces.IsMissing ? call.Member("partial_args"u8) : pieces).Elements())
        {
            (_partial ??= new GeminiPartialArguments()).Add(piece);
        }

        var arguments = call.Member("args"u8);
        if (!arguments.IsMissing && !IsEmpty(arguments))
        {
            Append(_call, arguments);
            _hasArguments = true;
        }

        if (!call.Member("willContinue"u8).IsTrue && !call.Member("will_continue"u8).IsTrue)
        {
            EndCall();
        }
    }

    private void EndCall()
    {
        if (_call < 0)
        {
            return;
        }

        if (_partial is { } partial)
        {
            _arguments.Clear();
            partial.WriteTo(_arguments);
            Append(_call, _arguments.Span);
            _partial = null;
        }
        else if (!_hasArguments)
        {
            // Arguments are an object on this wire: none at all are an empty one, and pieces may stand beside an empty one.
            Append(_call, "{}"u8);
        }

        CloseBlock(_call);
        _call = -1;
    }

    private static bool IsEmpty(in JsonSlice arguments)
    {
        foreach (var _ in arguments.MembersWithNulls())
        {
            return false;
        }

        return arguments.IsObject;
    }

    private void WriteMedia(in GeminiPart part)
    {
        CloseBlock(_block);
        var isInline = part.InlineData.IsObject;
        var source = isInline ? part.InlineData : part.FileData;
        var type = source.Member("mimeType"u8);
        var mediaType = (type.IsMissing ? source.Member("mime_type"u8) : type).AsNonEmptyText();
        var address = source.Member("fileUri"u8);
        var content = isInline ? source.Member("data"u8) : address.IsMissing ? source.Member("file_uri"u8) : address;
        var block = isInline
            ? OpenBlock(BlockKind.Media, mediaType: mediaType)
            : OpenBlock(BlockKind.Media, name: mediaType, mediaType: "text/uri-list");
        Append(block, content);
        AttachOpaqueState(block, part.ReadSignature());
        CloseBlock(block);
    }

    /// <summary>What the provider's own tools were asked and answered, and parts that nobody knows yet: kept whole.</summary>
    private void WriteOther(in GeminiPart part)
    {
        EndCall();
        CloseBlock(_block);
        Span<byte> buffer = stackalloc byte[GeminiName.MaximumLength];
        var name = Encoding.UTF8.GetString(GeminiName.ToCamel(part.OtherName, buffer));
        var kind = GeminiPartType.KindOf(name);
        var block = OpenBlock(kind, part.Other.Member("id"u8).AsNonEmptyText(), name);
        if (kind != BlockKind.Opaque)
        {
            Append(block, part.Other.Bytes);
        }

        AttachOpaqueState(block, part.Whole.Bytes);
        CloseBlock(block);
    }

    /// <summary>Sources of the answer. Frames repeat those of earlier frames in front of new ones.</summary>
    private void Annotate(in GeminiCandidate candidate)
    {
        if (!IsOpen(_block, BlockKind.Text))
        {
            return;
        }

        var chunks = candidate.Grounding.Member("groundingChunks"u8);
        AnnotateNew(chunks.IsMissing ? candidate.Grounding.Member("grounding_chunks"u8) : chunks, ref _groundings);
        var citations = candidate.Citations.Member("citations"u8);
        AnnotateNew(citations.IsMissing ? candidate.Citations.Member("citationSources"u8) : citations, ref _citations);
    }

    private void AnnotateNew(in JsonSlice sources, ref int count)
    {
        var number = 0;
        foreach (var source in sources.Elements())
        {
            if (number++ >= count)
            {
                count++;
                Annotate(_block, source.Bytes);
            }
        }
    }

    private void KeepExtras(in GeminiCandidate candidate)
    {
        KeepExtra("finishMessage"u8, candidate.FinishMessage);
        KeepExtra("safetyRatings"u8, candidate.SafetyRatings);
        KeepExtra("groundingMetadata"u8, candidate.Grounding);
        KeepExtra("citationMetadata"u8, candidate.Citations);
        KeepExtra("urlContextMetadata"u8, candidate.UrlContext);
        KeepExtra("logprobsResult"u8, candidate.LogProbs);
        KeepExtra("avgLogprobs"u8, candidate.AverageLogProbs);
    }

    private void ReadFeedback(in JsonSlice feedback)
    {
        KeepExtra("promptFeedback"u8, feedback);
        var reason = feedback.Member("blockReason"u8);
        reason = reason.IsMissing ? feedback.Member("block_reason"u8) : reason;
        if (!reason.IsMissing)
        {
            RememberFinish(ChatFinishReason.ContentFilter, reason.AsText());
        }
    }
}
