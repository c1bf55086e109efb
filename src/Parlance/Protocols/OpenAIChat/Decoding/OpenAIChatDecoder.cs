using System.Text.Json;
using Parlance.Json;
using Parlance.Responses;

namespace Parlance.Protocols.OpenAIChat;

/// <summary>
/// Decodes chat completions, streamed (<c>choices[].delta</c>) and whole (<c>choices[].message</c>). Only the first
/// choice is delivered.
/// </summary>
internal sealed partial class OpenAIChatDecoder : ResponseDecoder
{
    private readonly OpenAIChatDialect _dialect;
    private readonly OpenAIChatFrameReader _reader;

    /// <summary>Splits content, where the host marks reasoning off inside it.</summary>
    private readonly OpenAIChatMarkedReasoning? _marked;

    private readonly OpenAIChatToolCallBuffer _calls = new();
    private OpenAIChatReasoningDetails? _details;
    private int _block = -1;
    private BlockKind _blockKind;
    private int _audio = -1;

    /// <summary>True once reasoning came as text: the details then only repeat it, now or later.</summary>
    private bool _hasReasoningText;

    /// <summary>True once the wire has said that the answer is whole.</summary>
    private bool _sawTerminal;

    /// <summary>True once a frame was recognized as a part of a chat completion.</summary>
    private bool _sawCompletion;

    /// <summary>True while a frame is read, and from then on where the body broke off inside of it.</summary>
    private bool _isWithinFrame;

    public OpenAIChatDecoder(IResponseSink sink, OpenAIChatDialect dialect)
        : base(sink)
    {
        _dialect = dialect;
        _reader = new OpenAIChatFrameReader(KeepUnknown);
        _marked = dialect.ReasoningMarks is { } marks ? new OpenAIChatMarkedReasoning(marks) : null;
    }

    protected override string Wire => OpenAIChatSpelling.Wire;

    protected override void DecodeFrame(ReadOnlySpan<byte> eventType, ReadOnlySpan<byte> data)
    {
        var frame = default(OpenAIChatFrame);
        _isWithinFrame = true;
        _reader.Read(data, ref frame);
        _isWithinFrame = false;
        Identify(frame.Id, frame.Model, frame.Created);
        if (FindError(eventType, data, frame) is { } error)
        {
            ReadUsage(frame);
            Fail(error);
            return;
        }

        _sawCompletion |= frame.HasChoices || frame.Usage.IsObject;
        if (frame.HasFirstChoice)
        {
            ReadChoice(data, frame);
        }

        ReadUsage(frame);
        if (IsError(frame.Choice.Error))
        {
            Fail(ErrorReader.ReadInline(frame.Choice.Error));
        }
        else if (_sawTerminal && !_dialect.ReportsStreamUsage)
        {
            CompleteResponse();
        }
    }

    protected override void DecodeDone()
    {
        _sawTerminal |= _sawCompletion;
        DecodeEnd();
    }

    protected override void DecodeEnd()
    {
        FlushMarked();
        if (_sawTerminal)
        {
            CompleteResponse();
        }
        else if (!_sawCompletion && !_isWithinFrame)
        {
            Fail(new LlmException(LlmErrorKind.MalformedResponse, $"The {Wire} response holds no choices. Check the base URL and the model."));
        }
    }

    protected override void Dispose(bool disposing)
    {
        _reader.Dispose();
        _details?.Dispose();
        _marked?.Dispose();
        _calls.Dispose();
        base.Dispose(disposing);
    }

    private void CompleteResponse()
    {
        FlushMarked();
        OpenPendingCalls();
        Leave();
        Complete();
    }

    private void ReadChoice(ReadOnlySpan<byte> data, in OpenAIChatFrame frame)
    {
        ref readonly var choice = ref frame.Choice;
        if (choice.HasDelta && (IsCommitted || choice.Delta.HasContent || !choice.Whole.IsObject))
        {
            ReadMessage(choice.Delta, isWhole: false);
        }
        else if (choice.Whole.IsObject)
        {
            if (!IsCommitted)
            {
                ReadWhole(choice.Whole.Bytes);
                KeepOtherChoices(data);
            }

            // A whole message needs no word that it is over. At the end of a stream it says once more what the deltas said:
            // so does https://github.com/ENTERPILOT/GoModel/pull/1068 of MiniMax.
            _sawTerminal |= !choice.HasDelta;
        }

        ReadLogProbs(choice.LogProbs);
        if (choice.HasUnknownMembers)
        {
            KeepUnknownMembers(choice.Json);
        }

        if (OpenAIChatFinishReasons.Read(choice.FinishReason, out var raw) is { } reason)
        {
            _sawTerminal = true;
            OpenPendingCalls();
            RememberFinish(reason, raw);
        }
    }

    private void ReadWhole(ReadOnlySpan<byte> json)
    {
        var message = default(OpenAIChatDelta);
        var reader = new Utf8JsonReader(json);
        reader.Read();
        OpenAIChatFrameReader.ReadMessage(json, ref reader, ref message);
        ReadMessage(message, isWhole: true);
    }

    private void ReadMessage(in OpenAIChatDelta message, bool isWhole)
    {
        ReadReasoning(message);
        ReadContent(message.Content);
        if (message.Refusal.HasText)
        {
            Append(Enter(BlockKind.Refusal), message.Refusal);
        }

        ReadAnnotations(message.Annotations);
        if (message.HasToolCall)
        {
            ReadToolCall(message.ToolCall, isWhole);
        }

        ReadToolCalls(message.ToolCalls, isWhole);
        ReadFunctionCall(message.FunctionCall);
        ReadImages(message.Images);
        ReadAudio(message.Audio);
        if (message.HasUnknownMembers)
        {
            KeepUnknownMembers(message.Json);
        }
    }

    private void ReadUsage(in OpenAIChatFrame frame)
    {
        var usage = frame.Usage.IsObject ? frame.Usage : frame.Choice.Usage;
        usage = usage.IsObject ? usage : frame.ExtensionUsage;
        if (usage.IsObject)
        {
            ReportUsage(OpenAIUsage.Read(usage, _dialect.OutputExcludesReasoning), usage.Bytes);
        }
    }

    private void ReadLogProbs(in JsonSlice logProbs)
    {
        if (!logProbs.IsObject)
        {
            KeepExtraElements("logprobs"u8, logProbs);
            return;
        }

        var reader = new Utf8JsonReader(logProbs.Bytes);
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = reader.ValueSpan;
            var value = JsonSlice.TakeNext(logProbs.Bytes, ref reader);
            if (name.SequenceEqual("content"u8))
            {
                KeepExtraElements("logprobs"u8, value);
            }
            else if (value.IsArray)
            {
                KeepExtraElements([.. "logprobs_"u8, .. name], value);
            }
        }
    }

    private void KeepOtherChoices(ReadOnlySpan<byte> data)
    {
        var choices = JsonSlice.Parse(data).Member("choices"u8);
        var count = 0;
        foreach (var _ in choices.Elements())
        {
            count++;
        }

        if (count > 1)
        {
            KeepExtra("choices"u8, choices);
        }
    }

    private void KeepUnknown(ReadOnlySpan<byte> name, in JsonSlice value) => KeepExtra(name, value);

    /// <summary>Goes over a choice or a message once more: only those with members that nobody models pay for it.</summary>
    private void KeepUnknownMembers(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json);
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = reader.ValueSpan;
            var value = JsonSlice.TakeNext(json, ref reader);
            if (!value.IsMissing && !OpenAIChatFrameReader.IsKnown(name))
            {
                KeepExtra(name, value);
            }
        }
    }

    /// <summary>Hosts that serialize a type of their own send an empty error with every answer.</summary>
    private static bool IsError(in JsonSlice error) => error.HasText || (error.IsObject && error.Bytes.Length > "{}".Length);

    private static LlmException? FindError(ReadOnlySpan<byte> eventType, ReadOnlySpan<byte> data, in OpenAIChatFrame frame)
    {
        if (IsError(frame.Error))
        {
            return ErrorReader.ReadInline(JsonSlice.Parse(data));
        }

        var says = eventType.SequenceEqual("error"u8)
            || (frame.Object.IsString && frame.Object.Bytes.SequenceEqual("error"u8))
            || (frame.Status.IsObject && frame.Status.Member("status_code"u8).AsCount() is not (null or 0))
            || (!frame.HasFirstChoice && !frame.Message.IsMissing && !frame.HasChoices);
        return says ? ErrorReader.ReadInline(JsonSlice.Parse(data)) : null;
    }
}
