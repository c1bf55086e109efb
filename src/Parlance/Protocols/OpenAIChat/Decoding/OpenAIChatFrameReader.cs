using System.Text.Json;
using Parlance.Json;

namespace Parlance.Protocols.OpenAIChat;

/// <summary>
/// One pass over a frame. What a chunk says before its delta is nearly always what the chunk before it said there, so
/// the pass begins at the delta where the bytes up to it are the same.
/// </summary>
internal sealed class OpenAIChatFrameReader(OpenAIChatFrameReader.UnknownMember unknown) : IDisposable
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
    public void Read(ReadOnlySpan<byte> data, ref OpenAIChatFrame frame)
    {
        if (_prefix.TrySkip(data, out var reader))
        {
            ReadFromDelta(data, ref reader, ref frame);
            ForgetWhereExtrasMayDiffer(frame);
            return;
        }

        _prefix.Forget();
        reader = new Utf8JsonReader(data);
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            frame.Message = JsonSlice.Take(data, ref reader);
            return;
        }

        ReadMembers(data, ref reader, ref frame);
        ForgetWhereExtrasMayDiffer(frame);
    }

    public void Dispose() => _prefix.Dispose();

    /// <summary>Reads the rest of a frame whose beginning is known: it ends inside the first choice, where the delta opens.</summary>
    private void ReadFromDelta(ReadOnlySpan<byte> data, ref Utf8JsonReader reader, ref OpenAIChatFrame frame)
    {
        var known = _prefix.Length;
        var rest = data[known..];
        ref var choice = ref frame.Choice;
        frame.Id = JsonSlice.At(data, _id);
        frame.Model = JsonSlice.At(data, _model);
        frame.Created = JsonSlice.At(data, _created);
        frame.Object = JsonSlice.At(data, _object);
        frame.HasChoices = true;
        choice.HasDelta = true;
        ReadMessageMembers(rest, ref reader, ref choice.Delta);
        choice.Delta.Json = data[(known - 1)..(known + (int)reader.BytesConsumed)];
        ReadChoiceMembers(rest, _choiceStart, ref reader, ref frame);
        choice.Json = data[_choiceStart..(known + (int)reader.BytesConsumed)];
        AcceptChoice(ref frame);
        ReadChoices(rest, ref reader, ref frame);
        ReadMembers(rest, ref reader, ref frame);
    }

    private void ReadMembers(ReadOnlySpan<byte> data, ref Utf8JsonReader reader, ref OpenAIChatFrame frame)
    {
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = NameOf(ref reader);
            reader.Read();
            if (name.SequenceEqual("choices"u8))
            {
                if (reader.TokenType == JsonTokenType.StartArray)
                {
                    frame.HasChoices = true;
                    ReadChoices(data, ref reader, ref frame);
                }
                else
                {
                    reader.Skip();
                }

                continue;
            }

            var value = JsonSlice.Take(data, ref reader);
            if (!value.IsMissing)
            {
                ReadMember(name, value, ref frame);
            }
        }

        // What follows the object makes the frame malformed.
        reader.Read();
    }

    private void ReadMember(scoped ReadOnlySpan<byte> name, JsonSlice value, ref OpenAIChatFrame frame)
    {
        switch (name)
        {
            case [(byte)'i', ..] when name.SequenceEqual("id"u8):
                frame.Id = value;
                return;
            case [(byte)'m', ..] when name.SequenceEqual("model"u8):
                frame.Model = value;
                return;
            case [(byte)'c', ..] when name.SequenceEqual("created"u8):
                frame.Created = value;
                return;
            case [(byte)'o', ..] when name.SequenceEqual("object"u8):
                frame.Object = value;
                return;
            case [(byte)'u', ..] when name.SequenceEqual("usage"u8):
                frame.Usage = value;
                return;
            case [(byte)'e', ..] when name.SequenceEqual("error"u8):
                frame.Error = value;
                return;
            case [(byte)'b', ..] when name.SequenceEqual("base_resp"u8):
                frame.Status = value;
                return;
            case [(byte)'o' or (byte)'p', ..] when IsPadding(name):
                return;
            case [(byte)'m' or (byte)'d', ..] when name.SequenceEqual("message"u8) || name.SequenceEqual("msg"u8) || name.SequenceEqual("detail"u8):
                frame.Message = value;
                break;
            case [(byte)'x', (byte)'_', ..] when value.Member("usage"u8).IsObject:
                frame.ExtensionUsage = value.Member("usage"u8);
                break;
        }

        frame.HasUnknownMembers = true;
        unknown(name, value);
    }

    /// <summary>Reads a message, or the piece of one that a chunk adds.</summary>
    public static void ReadMessage(ReadOnlySpan<byte> data, ref Utf8JsonReader reader, ref OpenAIChatDelta message)
    {
        var start = (int)reader.TokenStartIndex;
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            reader.Skip();
            return;
        }

        ReadMessageMembers(data, ref reader, ref message);
        message.Json = data[start..(int)reader.BytesConsumed];
    }

    private static void ReadMessageMembers(ReadOnlySpan<byte> data, ref Utf8JsonReader reader, ref OpenAIChatDelta message)
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
                ReadToolCalls(data, ref reader, ref message);
                continue;
            }

            message.HasUnknownMembers |= !message.TryTake(name, JsonSlice.Take(data, ref reader));
        }
    }

    /// <summary>Reads a piece of a call in the same pass where it stands alone, as in nearly every chunk; remembers the list where there are more.</summary>
    private static void ReadToolCalls(ReadOnlySpan<byte> data, ref Utf8JsonReader reader, ref OpenAIChatDelta message)
    {
        var start = (int)reader.TokenStartIndex;
        reader.Read();
        if (reader.TokenType == JsonTokenType.StartObject)
        {
            message.ToolCall = OpenAIChatToolCallPiece.Read(data, ref reader);
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

        message.ToolCalls = JsonSlice.Parse(data[start..(int)reader.BytesConsumed]);
    }

    /// <summary>True for members that a message or a choice holds and the decoder models.</summary>
    public static bool IsKnown(ReadOnlySpan<byte> name)
    {
        var choice = default(OpenAIChatChoice);
        return choice.TryTake(name, default) || choice.Delta.TryTake(name, default) || IsPadding(name)
            || name.SequenceEqual("delta"u8) || name.SequenceEqual("text"u8);
    }

    /// <summary>Random bytes against guessing a token by its length.</summary>
    public static bool IsPadding(ReadOnlySpan<byte> name) =>
        name.SequenceEqual("obfuscation"u8) || name.SequenceEqual("p"u8) || name.SequenceEqual("padding"u8);

    /// <summary>Reads the elements of the list of choices; only the first choice is kept.</summary>
    private void ReadChoices(ReadOnlySpan<byte> data, ref Utf8JsonReader reader, ref OpenAIChatFrame frame)
    {
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (reader.TokenType != JsonTokenType.StartObject || frame.HasFirstChoice)
            {
                reader.Skip();
                continue;
            }

            var start = (int)reader.TokenStartIndex;
            ReadChoiceMembers(data, start, ref reader, ref frame);
            frame.Choice.Json = data[start..(int)reader.BytesConsumed];
            AcceptChoice(ref frame);
        }
    }

    private static void AcceptChoice(ref OpenAIChatFrame frame)
    {
        if (frame.Choice.Index.AsCount() is null or 0)
        {
            frame.HasFirstChoice = true;
        }
        else
        {
            frame.Choice = default;
        }
    }

    private void ReadChoiceMembers(ReadOnlySpan<byte> data, int start, ref Utf8JsonReader reader, ref OpenAIChatFrame frame)
    {
        ref var choice = ref frame.Choice;
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
                RememberBeginning(data, start, reader, ref frame);
                choice.HasDelta = true;
                ReadMessage(data, ref reader, ref choice.Delta);
                continue;
            }

            choice.HasUnknownMembers |= !choice.TryTake(name, JsonSlice.Take(data, ref reader));
        }
    }

    /// <summary>
    /// The last value that a chunk gives a member that nobody models is the one that counts. Where such members stand
    /// before the delta, whatever says others behind it is read whole, so that the order of the two is kept.
    /// </summary>
    private void ForgetWhereExtrasMayDiffer(in OpenAIChatFrame frame)
    {
        ref readonly var choice = ref frame.Choice;
        if (_hasUnknownMembers && (frame.HasUnknownMembers || choice.HasUnknownMembers || choice.Delta.HasUnknownMembers || !choice.LogProbs.IsMissing || !choice.Whole.IsMissing))
        {
            _prefix.Forget();
        }
    }

    /// <summary>Remembers the frame up to its first delta, where nothing came before that a chunk says only once.</summary>
    private void RememberBeginning(ReadOnlySpan<byte> data, int choiceStart, in Utf8JsonReader reader, ref OpenAIChatFrame frame)
    {
        ref readonly var choice = ref frame.Choice;
        var isPlain = frame.Usage.IsMissing && frame.Error.IsMissing && frame.Status.IsMissing && frame.Message.IsMissing && frame.ExtensionUsage.IsMissing
            && choice.FinishReason.IsMissing && choice.LogProbs.IsMissing && choice.Usage.IsMissing && choice.Error.IsMissing && choice.Whole.IsMissing
            && !choice.HasUnknownMembers && !choice.HasDelta && (choice.Index.AsCount() is null or 0);
        if (isPlain && _prefix.Length == 0 && reader.TokenType == JsonTokenType.StartObject)
        {
            _prefix.Remember(data, reader);
            _choiceStart = choiceStart;
            _id = frame.Id.FindIn(data);
            _model = frame.Model.FindIn(data);
            _created = frame.Created.FindIn(data);
            _object = frame.Object.FindIn(data);
            _hasUnknownMembers = frame.HasUnknownMembers;
            frame.HasUnknownMembers = false;
        }
    }

    private static ReadOnlySpan<byte> NameOf(ref Utf8JsonReader reader) =>
        reader.ValueIsEscaped ? System.Text.Encoding.UTF8.GetBytes(reader.GetString()!) : reader.ValueSpan;
}
