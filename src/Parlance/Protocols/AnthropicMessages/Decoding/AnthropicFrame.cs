using System.Text.Json;
using Parlance.Json;

namespace Parlance.Protocols.AnthropicMessages;

/// <summary>
/// What one event says, whatever the order of its members. The members of the delta, which nearly every event carries,
/// stand beside the event's own; everything rarer is remembered by its bytes.
/// </summary>
internal ref struct AnthropicFrame
{
    public JsonSlice Type;
    public JsonSlice Index;
    public JsonSlice Message;
    public JsonSlice ContentBlock;
    public JsonSlice Usage;
    public JsonSlice Error;
    public JsonSlice BaseResponse;
    public JsonSlice Content;

    public JsonSlice DeltaType;
    public JsonSlice Text;
    public JsonSlice PartialJson;
    public JsonSlice Thinking;
    public JsonSlice Signature;
    public JsonSlice Citation;
    public JsonSlice StopReason;

    /// <summary>The whole delta object, for what is not modelled above; empty where there is none.</summary>
    public ReadOnlySpan<byte> Delta;

    /// <summary>Reads the member whose name the reader stands on.</summary>
    public void ReadMember(ReadOnlySpan<byte> data, scoped ref Utf8JsonReader reader)
    {
        var name = reader.ValueSpan;
        switch (name)
        {
            case [(byte)'t', ..] when name.SequenceEqual("type"u8):
                Type = JsonSlice.TakeNext(data, ref reader);
                break;
            case [(byte)'i', ..] when name.SequenceEqual("index"u8):
                Index = JsonSlice.TakeNext(data, ref reader);
                break;
            case [(byte)'m', ..] when name.SequenceEqual("message"u8):
                Message = JsonSlice.TakeNext(data, ref reader);
                break;
            case [(byte)'u', ..] when name.SequenceEqual("usage"u8):
                Usage = JsonSlice.TakeNext(data, ref reader);
                break;
            case [(byte)'c', ..] when name.SequenceEqual("content_block"u8):
                ContentBlock = JsonSlice.TakeNext(data, ref reader);
                break;
            case [(byte)'c', ..] when name.SequenceEqual("content"u8):
                Content = JsonSlice.TakeNext(data, ref reader);
                break;
            case [(byte)'e', ..] when name.SequenceEqual("error"u8):
                Error = JsonSlice.TakeNext(data, ref reader);
                break;
            case [(byte)'b', ..] when name.SequenceEqual("base_resp"u8):
                BaseResponse = JsonSlice.TakeNext(data, ref reader);
                break;
            default:
                JsonSlice.TakeNext(data, ref reader);
                break;
        }
    }

    /// <summary>Reads the member of the delta whose name the reader stands on.</summary>
    public void ReadDeltaMember(ReadOnlySpan<byte> data, scoped ref Utf8JsonReader reader)
    {
        var name = reader.ValueSpan;
        switch (name)
        {
            case [(byte)'t', (byte)'y', ..] when name.SequenceEqual("type"u8):
                DeltaType = JsonSlice.TakeNext(data, ref reader);
                break;
            case [(byte)'t', (byte)'e', ..] when name.SequenceEqual("text"u8):
                Text = JsonSlice.TakeNext(data, ref reader);
                break;
            case [(byte)'p', ..] when name.SequenceEqual("partial_json"u8):
                PartialJson = JsonSlice.TakeNext(data, ref reader);
                break;
            case [(byte)'t', (byte)'h', ..] when name.SequenceEqual("thinking"u8):
                Thinking = JsonSlice.TakeNext(data, ref reader);
                break;
            case [(byte)'s', ..] when name.SequenceEqual("signature"u8):
                Signature = JsonSlice.TakeNext(data, ref reader);
                break;
            case [(byte)'c', ..] when name.SequenceEqual("citation"u8):
                Citation = JsonSlice.TakeNext(data, ref reader);
                break;
            case [(byte)'s', ..] when name.SequenceEqual("stop_reason"u8):
                StopReason = JsonSlice.TakeNext(data, ref reader);
                break;
            default:
                JsonSlice.TakeNext(data, ref reader);
                break;
        }
    }
}
