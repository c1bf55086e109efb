using System.Text.Json;
using Parlance.Json;

namespace Parlance.Protocols.OpenAIChat;

/// <summary>
/// One pass over a frame. What a chunk says before its delta is nearly always what the chunk before it said there, so
/// the pass begins at the delta where the bytes up to it are the same.
/// </summary>
internal sealed class ChatChunkReader(ChatChunkReader.UnknownMember unknown) : IDisposable
{
    private readonly RepeatedPrefix _prefix = new();
    private int _choiceStart;
    private JsonPosition _id;
    private JsonPosition _model;
    private JsonPosition _created;
    private JsonPosition _object;
    private bool _hasUnknownMembers;

    /// <summary>Hears the members of the response itself that the grammar has no place for.</summary>
    public delegate void UnknownMember(ReadOnlySpan<byte> name, in JsonSlice value);

    /// <summary>Reads a frame that holds one JSON object.</summary>
    /// <exception cref="JsonException">The frame is not JSON.</exception>
    public void Read(ReadOnlySpan<byte> frame, ref ChatChunk chunk)
    {
        if (_prefix.TrySkip(frame, out var reader))
        {
            ReadFromDelta(frame, ref reader, ref chunk);
            ForgetWhereExtrasMayDiffer(chunk);
            return;
        }

        _prefix.Forget();
        reader = new Utf8JsonReader(frame);
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            chunk.Message = JsonSlice.Take(frame, ref reader);
            return;
        }

        ReadMembers(frame, ref reader, ref chunk);
        ForgetWhereExtrasMayDiffer(chunk);
    }

    public void Dispose() => _prefix.Dispose();

    /// <summary>Reads the rest of a frame whose beginning is known: it ends inside the first choice, where the delta opens.</summary>
    private void ReadFromDelta(ReadOnlySpan<byte> frame, ref Utf8JsonReader reader, ref ChatChunk chunk)
    {
        var known = _prefix.Length;
        var rest = frame[known..];
        ref var choice = ref chunk.Choice;
        chunk.Id = JsonSlice.At(frame, _id);
        chunk.Model = JsonSlice.At(frame, _model);
        chunk.Created = JsonSlice.At(frame, _created);
        chunk.Object = JsonSlice.At(frame, _object);
        chunk.HasChoices = true;
        choice.HasDelta = true;
        ReadMessageMembers(rest, ref reader, ref choice.Delta);
        choice.Delta.Json = frame[(known - 1)..(known + (int)reader.BytesConsumed)];
        ReadChoiceMembers(rest, _choiceStart, ref reader, ref chunk);
        choice.Json = frame[_choiceStart..(known + (int)reader.BytesConsumed)];
        AcceptChoice(ref chunk);
        ReadChoices(rest, ref reader, ref chunk);
        ReadMembers(rest, ref reader, ref chunk);
    }

    private void ReadMembers(ReadOnlySpan<byte> frame, ref Utf8JsonReader reader, ref ChatChunk chunk)
    {
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = NameOf(ref reader);
            reader.Read();
            if (name.SequenceEqual("choices"u8))
            {
                if (reader.TokenType == JsonTokenType.StartArray)
                {
                    chunk.HasChoices = true;
                    ReadChoices(frame, ref reader, ref chunk);
                }
                else
                {
                    reader.Skip();
                }

                continue;
            }

            var value = JsonSlice.Take(frame, ref reader);
            if (!value.IsMissing)
            {
                ReadMember(name, value, ref chunk);
            }
        }

        // What follows the object makes the frame malformed.
        reader.Read();
    }

    private void ReadMember(scoped ReadOnlySpan<byte> name, JsonSlice value, ref ChatChunk chunk)
    {
        switch (name)
        {
            case [(byte)'i', ..] when name.SequenceEqual("id"u8):
                chunk.Id = value;
                return;
            case [(byte)'m', ..] when name.SequenceEqual("model"u8):
                chunk.Model = value;
                return;
            case [(byte)'c', ..] when name.SequenceEqual("created"u8):
                chunk.Created = value;
                return;
            case [(byte)'o', ..] when name.SequenceEqual("object"u8):
                chunk.Object = value;
                return;
            case [(byte)'u', ..] when name.SequenceEqual("usage"u8):
                chunk.Usage = value;
                return;
            case [(byte)'e', ..] when name.SequenceEqual("error"u8):
                chunk.Error = value;
                return;
            case [(byte)'b', ..] when name.SequenceEqual("base_resp"u8):
                chunk.Status = value;
                return;
            case [(byte)'o' or (byte)'p', ..] when IsPadding(name):
                return;
            case [(byte)'m' or (byte)'d', ..] when name.SequenceEqual("message"u8) || name.SequenceEqual("msg"u8) || name.SequenceEqual("detail"u8):
                chunk.Message = value;
                break;
            case [(byte)'x', (byte)'_', ..] when value.Member("usage"u8).IsObject:
                chunk.ExtensionUsage = value.Member("usage"u8);
                break;
        }

        chunk.HasUnknownMembers = true;
        unknown(name, value);
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

        ReadMessageMembers(frame, ref reader, ref message);
        message.Json = frame[start..(int)reader.BytesConsumed];
    }

    private static void ReadMessageMembers(ReadOnlySpan<byte> frame, ref Utf8JsonReader reader, ref ChatDelta message)
    {
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = NameOf(ref reader);
            reader.Read();
            if (reader.TokenType == JsonTokenType.Null)
            {
                continue;
            }

            if (name.SequenceEqual("tool_calls"u8) && reader.TokenType == JsonTokenType.StartArray)
            {
                ReadToolCalls(frame, ref reader, ref message);
                continue;
            }

            message.Take(name, JsonSlice.Take(frame, ref reader));
        }
    }

    /// <summary>Reads a piece of a call in the same pass where it stands alone, as in nearly every chunk; remembers the list where there are more.</summary>
    private static void ReadToolCalls(ReadOnlySpan<byte> frame, ref Utf8JsonReader reader, ref ChatDelta message)
    {
        var start = (int)reader.TokenStartIndex;
        reader.Read();
        if (reader.TokenType == JsonTokenType.StartObject)
        {
            message.ToolCall = ToolCallPiece.Read(frame, ref reader);
            reader.Read();
            if (reader.TokenType == JsonTokenType.EndArray)
            {
                message.HasToolCall = true;
                return;
            }
        }

        while (reader.TokenType != JsonTokenType.EndArray)
        {
            reader.Skip();
            reader.Read();
        }

        message.ToolCalls = JsonSlice.Parse(frame[start..(int)reader.BytesConsumed]);
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
    public static bool IsPadding(ReadOnlySpan<byte> name) =>
        name.SequenceEqual("obfuscation"u8) || name.SequenceEqual("p"u8) || name.SequenceEqual("padding"u8);

    /// <summary>Reads the elements of the list of choices; only the first choice is kept.</summary>
    private void ReadChoices(ReadOnlySpan<byte> frame, ref Utf8JsonReader reader, ref ChatChunk chunk)
    {
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (reader.TokenType != JsonTokenType.StartObject || chunk.HasFirstChoice)
            {
                reader.Skip();
                continue;
            }

            var start = (int)reader.TokenStartIndex;
            ReadChoiceMembers(frame, start, ref reader, ref chunk);
            chunk.Choice.Json = frame[start..(int)reader.BytesConsumed];
            AcceptChoice(ref chunk);
        }
    }

    private static void AcceptChoice(ref ChatChunk chunk)
    {
        if (chunk.Choice.Index.AsCount() is null or 0)
        {
            chunk.HasFirstChoice = true;
        }
        else
        {
            chunk.Choice = default;
        }
    }

    private void ReadChoiceMembers(ReadOnlySpan<byte> frame, int start, ref Utf8JsonReader reader, ref ChatChunk chunk)
    {
        ref var choice = ref chunk.Choice;
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
                RememberBeginning(frame, start, reader, ref chunk);
                choice.HasDelta = true;
                ReadMessage(frame, ref reader, ref choice.Delta);
                continue;
            }

            choice.Take(name, JsonSlice.Take(frame, ref reader));
        }
    }

    /// <summary>
    /// The last value that a chunk gives a member that nobody models is the one that counts. Where such members stand
    /// before the delta, whatever says others behind it is read whole, so that the order of the two is kept.
    /// </summary>
    private void ForgetWhereExtrasMayDiffer(in ChatChunk chunk)
    {
        ref readonly var choice = ref chunk.Choice;
        if (_hasUnknownMembers && (chunk.HasUnknownMembers || choice.HasUnknownMembers || choice.Delta.HasUnknownMembers || !choice.LogProbs.IsMissing || !choice.Whole.IsMissing))
        {
            _prefix.Forget();
        }
    }

    /// <summary>Remembers the frame up to its first delta, where nothing came before that a chunk says only once.</summary>
    private void RememberBeginning(ReadOnlySpan<byte> frame, int choiceStart, in Utf8JsonReader reader, ref ChatChunk chunk)
    {
        ref readonly var choice = ref chunk.Choice;
        var isPlain = chunk.Usage.IsMissing && chunk.Error.IsMissing && chunk.Status.IsMissing && chunk.Message.IsMissing && chunk.ExtensionUsage.IsMissing
            && choice.FinishReason.IsMissing && choice.LogProbs.IsMissing && choice.Usage.IsMissing && choice.Error.IsMissing && choice.Whole.IsMissing
            && !choice.HasUnknownMembers && !choice.HasDelta && (choice.Index.AsCount() is null or 0);
        if (isPlain && _prefix.Length == 0 && reader.TokenType == JsonTokenType.StartObject)
        {
            _prefix.Remember(frame, reader);
            _choiceStart = choiceStart;
            _id = chunk.Id.FindIn(frame);
            _model = chunk.Model.FindIn(frame);
            _created = chunk.Created.FindIn(frame);
            _object = chunk.Object.FindIn(frame);
            _hasUnknownMembers = chunk.HasUnknownMembers;
            chunk.HasUnknownMembers = false;
        }
    }

    private static ReadOnlySpan<byte> NameOf(ref Utf8JsonReader reader) =>
        reader.ValueIsEscaped ? System.Text.Encoding.UTF8.GetBytes(reader.GetString()!) : reader.ValueSpan;
}
