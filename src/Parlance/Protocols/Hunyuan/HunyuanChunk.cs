using System.Text.Json;
using Parlance.Json;

namespace Parlance.Protocols.Hunyuan;

/// <summary>The members of one event, or of a whole answer, that the decoder acts on.</summary>
internal ref struct HunyuanChunk
{
    public JsonSlice Id;
    public JsonSlice Created;
    public JsonSlice Usage;
    public JsonSlice Error;
    public JsonSlice Content;
    public JsonSlice Reasoning;
    public JsonSlice ToolCalls;
    public JsonSlice FinishReason;
    public JsonSlice Note;
    public JsonSlice SearchInfo;
    public JsonSlice Replaces;
    public JsonSlice RecommendedQuestions;
    public JsonSlice Processes;
    public JsonSlice ModerationLevel;

    public static HunyuanChunk Read(ReadOnlySpan<byte> data)
    {
        var chunk = default(HunyuanChunk);
        var reader = new Utf8JsonReader(data);
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
        {
            throw new JsonException("A chunk is a JSON object.");
        }

        chunk.ReadMembers(data, ref reader);
        return chunk;
    }

    /// <summary>The body, the first choice, and the message or delta inside it: the names that matter do not overlap.</summary>
    private void ReadMembers(ReadOnlySpan<byte> data, scoped ref Utf8JsonReader reader)
    {
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("Response"u8) || reader.ValueTextEquals("Message"u8) || reader.ValueTextEquals("Delta"u8))
            {
                reader.Read();
                if (reader.TokenType == JsonTokenType.StartObject)
                {
                    ReadMembers(data, ref reader);
                }
                else
                {
                    reader.Skip();
                }
            }
            else if (reader.ValueTextEquals("Choices"u8))
            {
                ReadFirstChoice(data, ref reader);
            }
            else if (reader.ValueTextEquals("Content"u8))
            {
                Content = JsonSlice.TakeNext(data, ref reader);
            }
            else
            {
                ReadRareMember(data, ref reader);
            }
        }
    }

    private void ReadFirstChoice(ReadOnlySpan<byte> data, scoped ref Utf8JsonReader reader)
    {
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartArray)
        {
            reader.Skip();
            return;
        }

        if (reader.Read() && reader.TokenType == JsonTokenType.StartObject)
        {
            ReadMembers(data, ref reader);
        }

        while (reader.TokenType != JsonTokenType.EndArray && reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            reader.Skip();
        }
    }

    private void ReadRareMember(ReadOnlySpan<byte> data, scoped ref Utf8JsonReader reader)
    {
        if (reader.ValueTextEquals("FinishReason"u8))
        {
            FinishReason = JsonSlice.TakeNext(data, ref reader);
        }
        else if (reader.ValueTextEquals("ReasoningContent"u8))
        {
            Reasoning = JsonSlice.TakeNext(data, ref reader);
        }
        else if (reader.ValueTextEquals("ToolCalls"u8))
        {
            ToolCalls = JsonSlice.TakeNext(data, ref reader);
        }
        else if (reader.ValueTextEquals("Usage"u8))
        {
            Usage = JsonSlice.TakeNext(data, ref reader);
        }
        else if (reader.ValueTextEquals("Id"u8))
        {
            Id = JsonSlice.TakeNext(data, ref reader);
        }
        else if (reader.ValueTextEquals("Created"u8))
        {
            Created = JsonSlice.TakeNext(data, ref reader);
        }
        else if (reader.ValueTextEquals("Error"u8) || reader.ValueTextEquals("ErrorMsg"u8))
        {
            Error = JsonSlice.TakeNext(data, ref reader);
        }
        else
        {
            ReadExtra(data, ref reader);
        }
    }

    /// <summary>What the service adds to an answer: its disclaimer, what a search found, and what it made of that.</summary>
    private void ReadExtra(ReadOnlySpan<byte> data, scoped ref Utf8JsonReader reader)
    {
        if (reader.ValueTextEquals("Note"u8))
        {
            Note = JsonSlice.TakeNext(data, ref reader);
        }
        else if (reader.ValueTextEquals("SearchInfo"u8))
        {
            SearchInfo = JsonSlice.TakeNext(data, ref reader);
        }
        else if (reader.ValueTextEquals("Replaces"u8))
        {
            Replaces = JsonSlice.TakeNext(data, ref reader);
        }
        else if (reader.ValueTextEquals("RecommendedQuestions"u8))
        {
            RecommendedQuestions = JsonSlice.TakeNext(data, ref reader);
        }
        else if (reader.ValueTextEquals("Processes"u8))
        {
            Processes = JsonSlice.TakeNext(data, ref reader);
        }
        else if (reader.ValueTextEquals("ModerationLevel"u8))
        {
            ModerationLevel = JsonSlice.TakeNext(data, ref reader);
        }
        else
        {
            reader.Read();
            reader.Skip();
        }
    }
}
