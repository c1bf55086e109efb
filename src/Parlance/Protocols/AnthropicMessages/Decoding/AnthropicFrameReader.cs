using System.Text.Json;
using Parlance.Json;

namespace Parlance.Protocols.AnthropicMessages;

/// <summary>
/// Reads events in a single pass. The deltas of one block begin alike, so the pass begins inside the delta where the
/// bytes up to it are those of the event before.
/// </summary>
internal sealed class AnthropicFrameReader : IDisposable
{
    private readonly RepeatedPrefix _prefix = new();
    private JsonPosition _type;
    private JsonPosition _index;

    public AnthropicFrame Read(ReadOnlySpan<byte> data)
    {
        var frame = default(AnthropicFrame);
        if (_prefix.TrySkip(data, out var reader))
        {
            frame.Type = JsonSlice.At(data, _type);
            frame.Index = JsonSlice.At(data, _index);
            ReadDelta(data, _prefix.Length, ref reader, ref frame);
            ReadMembers(data, data[_prefix.Length..], ref reader, ref frame);
            return frame;
        }

        _prefix.Forget();
        reader = new Utf8JsonReader(data);
        if (reader.Read() && reader.TokenType == JsonTokenType.StartObject)
        {
            ReadMembers(data, data, ref reader, ref frame);
        }

        return frame;
    }

    public void Dispose() => _prefix.Dispose();

    private void ReadMembers(ReadOnlySpan<byte> data, ReadOnlySpan<byte> unread, ref Utf8JsonReader reader, ref AnthropicFrame frame)
    {
        var skipped = data.Length - unread.Length;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (!reader.ValueTextEquals("delta"u8))
            {
                frame.ReadMember(unread, ref reader);
                continue;
            }

            reader.Read();
            if (reader.TokenType != JsonTokenType.StartObject)
            {
                reader.Skip();
                continue;
            }

            if (skipped == 0)
            {
                RememberBeginning(data, reader, frame);
            }

            ReadDelta(data, skipped, ref reader, ref frame);
        }

        // The end of the object, and what must not follow it: a frame that was cut is malformed.
        while (reader.Read())
        {
        }
    }

    /// <summary>Reads the delta that the reader has just entered.</summary>
    /// <param name="data">The frame.</param>
    /// <param name="skipped">How much of the frame lies before the reader's first position.</param>
    /// <param name="reader">The reader.</param>
    /// <param name="frame">What the frame says.</param>
    private static void ReadDelta(ReadOnlySpan<byte> data, int skipped, ref Utf8JsonReader reader, ref AnthropicFrame frame)
    {
        var unread = data[skipped..];
        var start = skipped + (int)reader.BytesConsumed - 1;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            frame.ReadDeltaMember(unread, ref reader);
        }

        frame.Delta = data[start..(skipped + (int)reader.BytesConsumed)];
    }

    /// <summary>Remembers the frame up to its delta, where nothing stands before it but the type and the block's index.</summary>
    private void RememberBeginning(ReadOnlySpan<byte> data, in Utf8JsonReader reader, in AnthropicFrame frame)
    {
        var isPlain = frame.Delta.IsEmpty && frame.Message.IsMissing && frame.ContentBlock.IsMissing && frame.Usage.IsMissing
            && frame.Error.IsMissing && frame.BaseResponse.IsMissing && frame.Content.IsMissing;
        if (isPlain)
        {
            _prefix.Remember(data, reader);
            _type = frame.Type.FindIn(data);
            _index = frame.Index.FindIn(data);
        }
    }
}
