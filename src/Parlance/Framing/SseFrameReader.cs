using System.Buffers;

namespace Parlance.Framing;

/// <summary>
/// Server-sent events to frames, as the WHATWG HTML standard describes them (section 9.2.6), with what providers really
/// send: CR, LF and CRLF; a byte-order mark; comments; no space after the colon; a last event without its blank line; a
/// separator line of white space; and complete JSON values on consecutive data lines that no blank line separates.
/// </summary>
internal sealed class SseFrameReader(int maximumFrameBytes = FrameReader.DefaultMaximumFrameBytes) : FrameReader(maximumFrameBytes)
{
    private static readonly SearchValues<byte> s_lineEnds = SearchValues.Create("\r\n"u8);

    // Positions are relative to the buffer's live bytes. [0, _dataLength) holds the event's data lines folded together
    // at the front only once a second line arrives; until then the one data line is used where it lies.
    private int _scanned;
    private int _dataStart;
    private int _dataLength = -1;
    private int _eventStart;
    private int _eventLength;
    private bool _started;

    public override bool TryRead(out Frame frame)
    {
        DropDelivered();
        while (TryReadLine(out var lineStart, out var lineLength, out var nextLine))
        {
            var line = Buffer.Span.Slice(lineStart, lineLength);
            if (IsBlank(line))
            {
                _scanned = nextLine;
                if (TakeEvent(out frame))
                {
                    return true;
                }

                continue;
            }

            if (StartsNewValue(line))
            {
                // The line stays unread: it begins the next event.
                return TakeEvent(out frame);
            }

            ReadField(lineStart, lineLength);
            _scanned = nextLine;
        }

        if (IsCompleted && _dataLength >= 0)
        {
            return TakeEvent(out frame);
        }

        frame = default;
        return false;
    }

    /// <summary>Finds the line that begins at the scan position, if all of it has arrived.</summary>
    private bool TryReadLine(out int start, out int length, out int next)
    {
        SkipByteOrderMark();
        start = _scanned;
        var rest = Buffer.Span[_scanned..];
        length = rest[Math.Min(_searched, rest.Length)..].IndexOfAny(s_lineEnds);
        if (length < 0)
        {
            _searched = rest.Length;
            next = _scanned + rest.Length;
            length = rest.Length;
            return IsCompleted && !rest.IsEmpty;
        }

        length += _searched;
        next = start + length + 1;
        if (rest[length] == (byte)'\r')
        {
            if (length + 1 == rest.Length && !IsCompleted)
            {
                // The LF of a CRLF may be the next byte: wait for it, else it would read as a blank line.
                _searched = length;
                return false;
            }

            if (length + 1 < rest.Length && rest[length + 1] == (byte)'\n')
            {
                next++;
            }
        }

        _searched = 0;
        return true;
    }

    // How much of the unfinished line is known to hold no line end, so that a long line is searched once.
    private int _searched;

    private void ReadField(int start, int length)
    {
        var line = Buffer.Span.Slice(start, length);
        var colon = line.IndexOf((byte)':');
        var name = colon < 0 ? line : line[..colon];
        var value = colon < 0 ? length : colon + 1;
        if (value < length && line[value] == (byte)' ')
        {
            value++;
        }

        if (name.SequenceEqual("data"u8))
        {
            AddData(start + value, length - value);
        }
        else if (name.SequenceEqual("event"u8))
        {
            _eventStart = start + value;
            _eventLength = length - value;
        }
    }

    private void AddData(int start, int length)
    {
        if (_dataLength < 0)
        {
            _dataStart = start;
            _dataLength = length;
            return;
        }

        // A second data line: move it behind the first with a line feed between, over the bytes of its own field name.
        var bytes = Buffer.WritableSpan;
        bytes[_dataStart + _dataLength] = (byte)'\n';
        bytes.Slice(start, length).CopyTo(bytes[(_dataStart + _dataLength + 1)..]);
        _dataLength += 1 + length;
    }

    /// <summary>True where a data line begins another JSON value although no blank line ended the last one.</summary>
    private bool StartsNewValue(ReadOnlySpan<byte> line)
    {
        if (_dataLength <= 0 || !line.StartsWith("data:"u8))
        {
            return false;
        }

        var value = line["data:".Length..].TrimStart((byte)' ');
        var before = Buffer.Span.Slice(_dataStart, _dataLength).Trim((byte)' ');
        return !before.IsEmpty && before[0] == (byte)'{' && before[^1] == (byte)'}'
            && (value.StartsWith("{"u8) || value.StartsWith("[DONE]"u8));
    }

    private bool TakeEvent(out Frame frame)
    {
        if (_dataLength < 0)
        {
            _eventLength = 0;
            frame = default;
            return false;
        }

        var live = Buffer.Span;
        frame = new Frame(live.Slice(_eventStart, _eventLength), live.Slice(_dataStart, _dataLength), IsCompleted && _scanned >= live.Length && !EndsWithLineEnd(live));
        _dataLength = -1;
        _eventLength = 0;
        return true;
    }

    private static bool EndsWithLineEnd(ReadOnlySpan<byte> bytes) => bytes[^1] is (byte)'\n' or (byte)'\r';

    /// <summary>Frees the bytes of frames that were handed out, which were valid until now.</summary>
    private void DropDelivered()
    {
        if (_dataLength >= 0 || _eventLength > 0 || _scanned == 0)
        {
            return;
        }

        Buffer.Consume(_scanned);
        _scanned = 0;
    }

    private void SkipByteOrderMark()
    {
        if (_started || Buffer.Length < 3)
        {
            return;
        }

        _started = true;
        if (Buffer.Span.StartsWith("\uFEFF"u8))
        {
            _scanned = 3;
        }
    }

    private static bool IsBlank(ReadOnlySpan<byte> line) => line.TrimStart(" \t"u8).IsEmpty;
}
