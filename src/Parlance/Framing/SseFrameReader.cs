namespace Parlance.Framing;

/// <summary>
/// Server-sent events to frames, as the WHATWG HTML standard describes them (section 9.2.6), with what providers really
/// send: CR, LF and CRLF; a byte-order mark; comments; no space after the colon; a last event without its blank line; a
/// separator line of white space; and complete JSON values on consecutive data lines that no blank line separates.
/// </summary>
internal sealed class SseFrameReader(int maximumFrameBytes = FrameReader.DefaultMaximumFrameBytes) : FrameReader(maximumFrameBytes)
{
    // Positions are relative to the buffer's live bytes. [0, _dataLength) holds the event's data lines folded together
    // at the front only once a second line arrives; until then the one data line is used where it lies.
    private int _scanned;
    private int _dataStart;
    private int _dataLength = -1;
    private int _eventStart;
    private int _eventLength;
    private bool _started;

    // How much of the unfinished line is known to hold no line end, so that a long line is searched once.
    private int _searched;

    public override bool TryRead(out Frame frame)
    {
        DropDelivered();
        SkipByteOrderMark();
        var bytes = Buffer.Span;
        while (TryReadLine(bytes, out var line, out var next))
        {
            if (IsBlank(line))
            {
                _scanned = next;
                if (HasData(bytes))
                {
                    frame = TakeEvent(bytes);
                    return true;
                }

                ForgetEvent();
                continue;
            }

            if (_dataLength > 0 && StartsNewValue(line))
            {
                // The line stays unread: it begins the next event.
                frame = TakeEvent(bytes);
                return true;
            }

            ReadField(line);
            _scanned = next;
        }

        if (IsCompleted && HasData(bytes))
        {
            frame = TakeEvent(bytes);
            return true;
        }

        frame = default;
        return false;
    }

    /// <summary>Finds the line that begins at the scan position, if all of it has arrived.</summary>
    private bool TryReadLine(ReadOnlySpan<byte> bytes, out ReadOnlySpan<byte> line, out int next)
    {
        var rest = bytes[_scanned..];
        var length = rest[_searched..].IndexOfAny((byte)'\n', (byte)'\r');
        if (length < 0)
        {
            _searched = IsCompleted ? 0 : rest.Length;
            line = rest;
            next = bytes.Length;
            return IsCompleted && !rest.IsEmpty;
        }

        length += _searched;
        line = rest[..length];
        next = _scanned + length + 1;
        if (rest[length] == (byte)'\r')
        {
            if (next == bytes.Length && !IsCompleted)
            {
                // The LF of a CRLF may be the next byte: wait for it, else it would read as a blank line.
                _searched = length;
                return false;
            }

            if (next < bytes.Length && bytes[next] == (byte)'\n')
            {
                next++;
            }
        }

        _searched = 0;
        return true;
    }

    private void ReadField(ReadOnlySpan<byte> line)
    {
        if (line.StartsWith("data:"u8))
        {
            var value = ValueStart(line, "data:".Length);
            AddData(_scanned + value, line.Length - value);
        }
        else if (line.StartsWith("event:"u8))
        {
            var value = ValueStart(line, "event:".Length);
            _eventStart = _scanned + value;
            _eventLength = line.Length - value;
        }
        else if (line.SequenceEqual("data"u8))
        {
            AddData(_scanned, 0);
        }
        else if (line.SequenceEqual("event"u8))
        {
            _eventLength = 0;
        }
    }

    /// <summary>Where a field's value begins: one space after the colon does not belong to it.</summary>
    private static int ValueStart(ReadOnlySpan<byte> line, int afterColon) =>
        afterColon < line.Length && line[afterColon] == (byte)' ' ? afterColon + 1 : afterColon;

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

    /// <summary>True for an event that holds more than white space; one that does not is sent to keep a connection open.</summary>
    private bool HasData(ReadOnlySpan<byte> bytes) =>
        _dataLength > 0 && bytes.Slice(_dataStart, _dataLength).IndexOfAnyExcept(" \t\n"u8) >= 0;

    /// <summary>True where a data line begins another JSON value although no blank line ended the last one.</summary>
    private bool StartsNewValue(ReadOnlySpan<byte> line)
    {
        if (!line.StartsWith("data:"u8))
        {
            return false;
        }

        var value = line["data:".Length..].TrimStart((byte)' ');
        var before = Buffer.Span.Slice(_dataStart, _dataLength).Trim((byte)' ');
        return !before.IsEmpty && before[0] == (byte)'{' && before[^1] == (byte)'}'
            && (value.StartsWith("{"u8) || value.StartsWith("[DONE]"u8));
    }

    private Frame TakeEvent(ReadOnlySpan<byte> bytes)
    {
        var isPartial = IsCompleted && _scanned >= bytes.Length && !EndsWithLineEnd(bytes);
        var frame = new Frame(bytes.Slice(_eventStart, _eventLength), bytes.Slice(_dataStart, _dataLength), isPartial);
        ForgetEvent();
        return frame;
    }

    private void ForgetEvent()
    {
        _dataLength = -1;
        _eventStart = 0;
        _eventLength = 0;
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
            _searched = 0;
        }
    }

    private static bool IsBlank(ReadOnlySpan<byte> line) =>
        line.IsEmpty || (line[0] is (byte)' ' or (byte)'\t' && line.IndexOfAnyExcept((byte)' ', (byte)'\t') < 0);
}
