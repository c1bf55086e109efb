using System.Text.Json;
using Parlance.Json;

namespace Parlance.Protocols.CohereV2;

/// <summary>
/// The members of one event, or of a whole answer, that the decoder acts on: those of the body, of the <c>delta</c> and
/// of the <c>message</c> inside it, whose names do not overlap.
/// </summary>
internal ref struct CohereV2Event
{
    public JsonSlice Type;
    public JsonSlice Id;
    public JsonSlice Index;
    public JsonSlice FinishReason;
    public JsonSlice Usage;
    public JsonSlice Error;
    public JsonSlice Message;
    public JsonSlice Content;
    public JsonSlice ToolPlan;
    public JsonSlice ToolCalls;
    public JsonSlice Citations;
    public JsonSlice LogProbs;

    public static CohereV2Event Read(ReadOnlySpan<byte> data)
    {
        var read = default(CohereV2Event);
        var reader = new Utf8JsonReader(data);
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
        {
            throw new JsonException("An event is a JSON object.");
        }

        read.ReadMembers(data, ref reader);
        return read;
    }

    private void ReadMembers(ReadOnlySpan<byte> data, scoped ref Utf8JsonReader reader)
    {
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("type"u8))
            {
                Type = JsonSlice.TakeNext(data, ref reader);
            }
            else if (reader.ValueTextEquals("delta"u8) || reader.ValueTextEquals("message"u8))
            {
                reader.Read();
                if (reader.TokenType == JsonTokenType.StartObject)
                {
                    ReadMembers(data, ref reader);
                }
                else
                {
                    Message = JsonSlice.Take(data, ref reader);
                }
            }
            else if (reader.ValueTextEquals("index"u8))
            {
                Index = JsonSlice.TakeNext(data, ref reader);
            }
            else if (reader.ValueTextEquals("content"u8))
            {
                Content = JsonSlice.TakeNext(data, ref reader);
            }
            else
            {
                ReadRareMember(data, ref reader);
            }
        }
    }

    private void ReadRareMember(ReadOnlySpan<byte> data, scoped ref Utf8JsonReader reader)
    {
        if (reader.ValueTextEquals("tool_plan"u8))
        {
            ToolPlan = JsonSlice.TakeNext(data, ref reader);
        }
        else if (reader.ValueTextEquals("tool_calls"u8))
        {
            ToolCalls = JsonSlice.TakeNext(data, ref reader);
        }
        else if (reader.ValueTextEquals("citations"u8))
        {
            Citations = JsonSlice.TakeNext(data, ref reader);
        }
        else if (reader.ValueTextEquals("id"u8))
        {
            Id = JsonSlice.TakeNext(data, ref reader);
        }
        else if (reader.ValueTextEquals("finish_reason"u8))
        {
            FinishReason = JsonSlice.TakeNext(data, ref reader);
        }
        else if (reader.ValueTextEquals("usage"u8))
        {
            Usage = JsonSlice.TakeNext(data, ref reader);
        }
        else if (reader.ValueTextEquals("error"u8))
        {
            Error = JsonSlice.TakeNext(data, ref reader);
        }
        else if (reader.ValueTextEquals("logprobs"u8))
        {
            LogProbs = JsonSlice.TakeNext(data, ref reader);
        }
        else
        {
            reader.Read();
            reader.Skip();
        }
    }
}
