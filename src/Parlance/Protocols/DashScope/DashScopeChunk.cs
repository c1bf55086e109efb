using System.Text.Json;
using Parlance.Json;

namespace Parlance.Protocols.DashScope;

/// <summary>The members of one event, or of a whole answer, that the decoder acts on.</summary>
internal ref struct DashScopeChunk
{
    public JsonSlice RequestId;
    public JsonSlice Usage;
    public JsonSlice Code;
    public JsonSlice Message;
    public JsonSlice Text;
    public JsonSlice Reasoning;
    public JsonSlice ToolCalls;
    public JsonSlice FinishReason;
    public JsonSlice LogProbs;
    public JsonSlice SearchInfo;

    public bool HasOutput { get; private set; }

    public static DashScopeChunk Read(ReadOnlySpan<byte> data)
    {
        var chunk = default(DashScopeChunk);
        var reader = new Utf8JsonReader(data);
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
        {
            throw new JsonException("A chunk is a JSON object.");
        }

        chunk.ReadBody(data, ref reader);
        return chunk;
    }

    private void ReadBody(ReadOnlySpan<byte> data, scoped ref Utf8JsonReader reader)
    {
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("output"u8))
            {
                ReadObject(data, ref reader, isOutput: true);
            }
            else if (reader.ValueTextEquals("usage"u8))
            {
                Usage = JsonSlice.TakeNext(data, ref reader);
            }
            else if (reader.ValueTextEquals("request_id"u8))
            {
                RequestId = JsonSlice.TakeNext(data, ref reader);
            }
            else if (reader.ValueTextEquals("code"u8))
            {
                Code = JsonSlice.TakeNext(data, ref reader);
            }
            else if (reader.ValueTextEquals("message"u8))
            {
                Message = JsonSlice.TakeNext(data, ref reader);
            }
            else
            {
                reader.Read();
                reader.Skip();
            }
        }
    }

    /// <summary>The output, or the first choice and the message inside it: the names of the three do not overlap.</summary>
    private void ReadObject(ReadOnlySpan<byte> data, scoped ref Utf8JsonReader reader, bool isOutput)
    {
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            reader.Skip();
            return;
        }

        HasOutput |= isOutput;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("choices"u8))
            {
                ReadFirst(data, ref reader);
            }
            else if (reader.ValueTextEquals("message"u8))
            {
                ReadObject(data, ref reader, isOutput: false);
            }
            else
            {
                ReadMember(data, ref reader);
            }
        }
    }

    private void ReadFirst(ReadOnlySpan<byte> data, scoped ref Utf8JsonReader reader)
    {
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartArray)
        {
            reader.Skip();
            return;
        }

        ReadObject(data, ref reader, isOutput: false);
        while (reader.TokenType != JsonTokenType.EndArray && reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            reader.Skip();
        }
    }

    private void ReadMember(ReadOnlySpan<byte> data, scoped ref Utf8JsonReader reader)
    {
        if (reader.ValueTextEquals("content"u8) || reader.ValueTextEquals("text"u8))
        {
            var text = JsonSlice.TakeNext(data, ref reader);
            Text = Text.IsMissing ? text : Text;
        }
        else if (reader.ValueTextEquals("reasoning_content"u8))
        {
            Reasoning = JsonSlice.TakeNext(data, ref reader);
        }
        else if (reader.ValueTextEquals("tool_calls"u8))
        {
            ToolCalls = JsonSlice.TakeNext(data, ref reader);
        }
        else if (reader.ValueTextEquals("finish_reason"u8))
        {
            var reason = JsonSlice.TakeNext(data, ref reader);
            FinishReason = reason.HasText && !reason.Bytes.SequenceEqual("null"u8) ? reason : FinishReason;
        }
        else if (reader.ValueTextEquals("logprobs"u8))
        {
            LogProbs = JsonSlice.TakeNext(data, ref reader);
        }
        else if (reader.ValueTextEquals("search_info"u8))
        {
            SearchInfo = JsonSlice.TakeNext(data, ref reader);
        }
        else
        {
            reader.Read();
            reader.Skip();
        }
    }
}
