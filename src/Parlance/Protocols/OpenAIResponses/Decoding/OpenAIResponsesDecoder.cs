using Parlance.Json;
using Parlance.Responses;

namespace Parlance.Protocols.OpenAIResponses;

/// <summary>A response object, or the events that build one.</summary>
/// <remarks>
/// Every text of this wire comes up to four times: in deltas, in the event that ends its part, in the event that ends its
/// item, and in the response object at the end. Whatever of it arrives first is delivered, the rest is not; and hosts
/// leave out any of the four.
/// </remarks>
internal sealed partial class OpenAIResponsesDecoder(IResponseSink sink) : ResponseDecoder(sink)
{
    private static ReadOnlySpan<byte> EventPrefix => "response."u8;

    protected override string Wire => OpenAIResponsesSpelling.Wire;

    protected override void DecodeFrame(ReadOnlySpan<byte> eventType, ReadOnlySpan<byte> data)
    {
        var frame = OpenAIResponsesFrameReader.Read(data);
        var type = frame.Type.IsString ? frame.Type.Bytes : eventType;
        if (type.StartsWith(EventPrefix))
        {
            ReadEvent(type[EventPrefix.Length..], frame);
        }
        else if (frame.Output.IsArray || (frame.Object.IsString && frame.Object.Bytes.SequenceEqual("response"u8)))
        {
            ReadResponse(JsonSlice.Parse(data));
        }
        else if (type.SequenceEqual("error"u8) || frame.Error.IsObject || frame.Error.HasText)
        {
            Fail(ErrorReader.ReadInline(JsonSlice.Parse(data)));
        }
    }

    protected override void DecodeEnd()
    {
        // The terminal is a response object in its final state; reading it ends the response.
    }

    private void ReadEvent(ReadOnlySpan<byte> type, in OpenAIResponsesFrame frame)
    {
        switch (type)
        {
            case var name when name.SequenceEqual("output_text.delta"u8):
                ReadTextDelta(frame, BlockKind.Text);
                break;
            case var name when name.SequenceEqual("function_call_arguments.delta"u8) || name.SequenceEqual("custom_tool_call_input.delta"u8):
                ReadArgumentsDelta(frame);
                break;
            case var name when name.SequenceEqual("reasoning_summary_text.delta"u8) || name.SequenceEqual("reasoning_text.delta"u8)
                || name.SequenceEqual("reasoning_summary.delta"u8) || name.SequenceEqual("reasoning.delta"u8):
                ReadReasoningDelta(frame);
                break;
            case var name when name.SequenceEqual("refusal.delta"u8):
                ReadTextDelta(frame, BlockKind.Refusal);
                break;
            default:
                ReadRareEvent(type, frame);
                break;
        }
    }

    private void ReadRareEvent(ReadOnlySpan<byte> type, in OpenAIResponsesFrame frame)
    {
        switch (type)
        {
            case var name when name.SequenceEqual("output_item.added"u8):
                BeginItem(FindItem(frame), frame.Item);
                break;
            case var name when name.SequenceEqual("output_item.done"u8):
                CompleteItem(FindItem(frame), frame.Item);
                break;
            case var name when name.SequenceEqual("output_text.done"u8):
                CompleteText(frame, BlockKind.Text);
                break;
            case var name when name.SequenceEqual("refusal.done"u8):
                CompleteText(frame, BlockKind.Refusal);
                break;
            case var name when name.SequenceEqual("function_call_arguments.done"u8) || name.SequenceEqual("custom_tool_call_input.done"u8):
                CompleteArguments(frame);
                break;
            case var name when name.SequenceEqual("output_text.annotation.added"u8):
                ReadAnnotation(frame);
                break;
            case var name when name.SequenceEqual("image_generation_call.partial_image"u8):
                KeepPreview(frame);
                break;
            case var name when name.SequenceEqual("created"u8) || name.SequenceEqual("in_progress"u8) || name.SequenceEqual("queued"u8):
                ReadIds(frame.Response);
                break;
            case var name when name.SequenceEqual("completed"u8) || name.SequenceEqual("incomplete"u8) || name.SequenceEqual("failed"u8)
                || name.SequenceEqual("cancelled"u8) || name.SequenceEqual("done"u8):
                ReadResponse(frame.Response);
                break;
        }
    }
}
