using System.Text.Json;
using Parlance.Json;

namespace Parlance.Protocols.OpenAIChat;

/// <summary>One pass over a frame.</summary>
internal static class ChatChunkReader
{
    /// <summary>Hears the members of the response itself that the grammar has no place for.</summary>
    public delegate void UnknownMember(ReadOnlySpan<byte> name, in JsonSlice value);

    /// <summary>Reads a frame that holds one JSON object.</summary>
    /// <exception cref="JsonException">The frame is not JSON.</exception>
    public static void Read(ReadOnlySpan<byte> frame, ref ChatChunk chunk, UnknownMember unknown)
    {
        var reader = new Utf8JsonReader(frame);
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            chunk.Message = JsonSlice.Take(frame, ref reader);
            return;
        }

        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = NameOf(ref reader);
            reader.Read();
            if (name.SequenceEqual("choices"u8))
            {
                ReadChoices(frame, ref reader, ref chunk);
                continue;
            }

            var value = JsonSlice.Take(frame, ref reader);
            if (value.IsMissing || IsPadding(name))
            {
                continue;
            }

            if (name.SequenceEqual("id"u8))
            {
                chunk.Id = value;
            }
            else if (name.SequenceEqual("model"u8))
            {
                chunk.Model = value;
            }
            else if (name.SequenceEqual("created"u8))
            {
                chunk.Created = value;
            }
            else if (name.SequenceEqual("object"u8))
            {
                chunk.Object = value;
            }
            else if (name.SequenceEqual("usage"u8))
            {
                chunk.Usage = value;
            }
            else if (name.SequenceEqual("error"u8))
            {
                chunk.Error = value;
            }
            else if (name.SequenceEqual("base_resp"u8))
            {
                chunk.Status = value;
            }
            else
            {
                if (name.SequenceEqual("message"u8) || name.SequenceEqual("msg"u8) || name.SequenceEqual("detail"u8))
                {
                    chunk.Message = value;
                }
                else if (name.StartsWith("x_"u8) && value.IsObject)
                {
                    chunk.Extension = value;
                }

                unknown(name, value);
            }
        }

        // What follows the object makes the frame malformed.
        reader.Read();
    }

    /// <summary>Reads a message, or the piece of one that a chunk adds.</summary>
    public static void ReadMessage(ReadOnlySpan<byte> frame, ref Utf8JsonReader reader, ref ChatDelta message)
    {
        var start = (int)reader.TokenStartIndex;
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            reader.Skip();
            return;
        }

        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = NameOf(ref reader);
            reader.Read();
            if (reader.TokenType == JsonTokenType.Null)
            {
                continue;
            }

            var value = JsonSlice.Take(frame, ref reader);
            if (name.SequenceEqual("content"u8))
            {
                message.Content = value;
            }
            else if (name.SequenceEqual("role"u8) || IsPadding(name))
            {
                // The role is always the assistant's.
            }
            else if (name.SequenceEqual("reasoning_content"u8))
            {
                message.ReasoningContent = value;
            }
            else if (name.SequenceEqual("reasoning"u8))
            {
                message.Reasoning = value;
            }
            else if (name.SequenceEqual("tool_calls"u8))
            {
                message.ToolCalls = value;
            }
            else if (name.SequenceEqual("reasoning_details"u8))
            {
                message.ReasoningDetails = value;
            }
            else if (name.SequenceEqual("refusal"u8))
            {
                message.Refusal = value;
            }
            else if (name.SequenceEqual("annotations"u8))
            {
                message.Annotations = value;
            }
            else if (name.SequenceEqual("function_call"u8))
            {
                message.FunctionCall = value;
            }
            else if (name.SequenceEqual("audio"u8))
            {
                message.Audio = value;
            }
            else if (name.SequenceEqual("images"u8))
            {
                message.Images = value;
            }
            else if (name.SequenceEqual("thought"u8))
            {
                message.Thought = value;
            }
            else if (name.SequenceEqual("thinking"u8))
            {
                message.Thinking = value;
            }
            else
            {
                message.HasUnknownMembers = true;
            }
        }

        message.Json = frame[start..(int)reader.BytesConsumed];
    }

    /// <summary>True for members that a message or a choice holds and the decoder models.</summary>
    public static bool IsKnown(ReadOnlySpan<byte> name) => IsKnownOfChoice(name) || IsKnownOfMessage(name) || IsPadding(name);

    private static bool IsKnownOfChoice(ReadOnlySpan<byte> name) =>
        name.SequenceEqual("index"u8) || name.SequenceEqual("delta"u8) || name.SequenceEqual("message"u8) || name.SequenceEqual("finish_reason"u8)
        || name.SequenceEqual("logprobs"u8) || name.SequenceEqual("usage"u8) || name.SequenceEqual("error"u8) || name.SequenceEqual("text"u8);

    private static bool IsKnownOfMessage(ReadOnlySpan<byte> name) =>
        name.SequenceEqual("content"u8) || name.SequenceEqual("role"u8) || name.SequenceEqual("reasoning_content"u8)
        || name.SequenceEqual("reasoning"u8) || name.SequenceEqual("tool_calls"u8) || name.SequenceEqual("reasoning_details"u8)
        || name.SequenceEqual("refusal"u8) || name.SequenceEqual("annotations"u8) || name.SequenceEqual("function_call"u8)
        || name.SequenceEqual("audio"u8) || name.SequenceEqual("images"u8) || name.SequenceEqual("thought"u8) || name.SequenceEqual("thinking"u8);

    /// <summary>Random bytes against guessing a token by its length.</summary>
    private static bool IsPadding(ReadOnlySpan<byte> name) =>
        name.SequenceEqual("obfuscation"u8) || name.SequenceEqual("p"u8) || name.SequenceEqual("padding"u8);

    private static void ReadChoices(ReadOnlySpan<byte> frame, ref Utf8JsonReader reader, ref ChatChunk chunk)
    {
        if (reader.TokenType != JsonTokenType.StartArray)
        {
            reader.Skip();
            return;
        }

        chunk.HasChoices = true;
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (reader.TokenType != JsonTokenType.StartObject)
            {
                reader.Skip();
                continue;
            }

            var choice = default(ChatChoice);
            ReadChoice(frame, ref reader, ref choice);
            if (choice.Index.AsCount() is null or 0 && chunk.ChoiceCount++ == 0)
            {
                chunk.Choice = choice;
            }
        }
    }

    private static void ReadChoice(ReadOnlySpan<byte> frame, ref Utf8JsonReader reader, ref ChatChoice choice)
    {
        var start = (int)reader.TokenStartIndex;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = NameOf(ref reader);
            reader.Read();
            if (reader.TokenType == JsonTokenType.Null)
            {
                continue;
            }

            if (name.SequenceEqual("delta"u8))
            {
                choice.HasDelta = true;
                ReadMessage(frame, ref reader, ref choice.Delta);
                continue;
            }

            var value = JsonSlice.Take(frame, ref reader);
            if (name.SequenceEqual("index"u8))
            {
                choice.Index = value;
            }
            else if (name.SequenceEqual("message"u8))
            {
                choice.Whole = value;
            }
            else if (name.SequenceEqual("finish_reason"u8))
            {
                choice.FinishReason = value;
            }
            else if (name.SequenceEqual("logprobs"u8))
            {
                choice.LogProbs = value;
            }
            else if (name.SequenceEqual("usage"u8))
            {
                choice.Usage = value;
            }
            else if (name.SequenceEqual("error"u8))
            {
                choice.Error = value;
            }
            else
            {
                choice.HasUnknownMembers = true;
            }
        }

        choice.Json = frame[start..(int)reader.BytesConsumed];
    }

    private static ReadOnlySpan<byte> NameOf(ref Utf8JsonReader reader) =>
        reader.ValueIsEscaped ? System.Text.Encoding.UTF8.GetBytes(reader.GetString()!) : reader.ValueSpan;
}
