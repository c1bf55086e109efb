using System.Buffers;

namespace Parlance.Framing;

/// <summary>
/// A sequence of JSON values to frames: one object, newline-delimited JSON, or the elements of one array that arrives in
/// pieces. Values are told apart by their brackets, so an indented object is one frame and line feeds mean nothing.
/// </summary>
internal sealed class JsonFrameReader(int maximumFrameBytes = FrameReader.DefaultMaximumFrameBytes) : FrameReader(maximumFrameBytes)
{
    private static readonly SearchValues<byte> s_structure = SearchValues.Create("{}[]\""u8);
    private static readonly SearchValues<byte> s_stringEnds = SearchValues.Create("\"\\"u8);
    private static readonly SearchValues<byte> s_scalarEnds = SearchValues.Create(",]\r\n"u8);

    private int _scanned;
    private int _delivered;
    private int _depth;
    private bool _inString;
    private bool _inValue;
    private bool _started;
    private bool _isArray;
    private int _values;

    /// <summary>True where the body has held one value that is no element of an array.</summary>
    public bool IsSingleValue => _values == 1 && !_isArray;

    public override bool TryRead(out Frame frame)
    {
        Buffer.Consume(_delivered);
        _scanned -= _delivered;
        _delivered = 0;

        if (!_inValue && !FindValue())
        {
            frame = default;
            return false;
        }

        if (Buffer.Span[0] is (byte)'{' or (byte)'[')
        {
            return TryReadStructure(out frame);
        }

        return TryReadScalar(out frame);
    }

    /// <summary>Drops what lies between values and stops at the first byte of the next one.</summary>
    private bool FindValue()
    {
        while (Buffer.Length > 0)
        {
            var next = Buffer.Span[0];
            var opensSequence = !_started && next == (byte)'[';
            if (opensSequence || next is (byte)',' or (byte)']' or (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n' or 0xEF or 0xBB or 0xBF)
            {
                _started |= opensSequence;
                _isArray |= opensSequence;
                Buffer.Consume(1);
                continue;
            }

            _started = true;
            _inValue = true;
            _values++;
            _scanned = 0;
            return true;
        }

        _scanned = 0;
        return false;
    }

    private bool TryReadStructure(out Frame frame)
    {
        var bytes = Buffer.Span;
        while (_scanned < bytes.Length)
        {
            var found = bytes[_scanned..].IndexOfAny(_inString ? s_stringEnds : s_structure);
            if (found < 0)
            {
                _scanned = bytes.Length;
                break;
            }

            _scanned += found;
            var mark = bytes[_scanned];
            if (_inString && mark == (byte)'\\')
            {
                if (_scanned + 1 >= bytes.Length)
                {
                    break;
                }

                _scanned += 2;
                continue;
            }

            _scanned++;
            if (mark == (byte)'"')
            {
                _inString = !_inString;
            }
            else
            {
                _depth += mark is (byte)'{' or (byte)'[' ? 1 : -1;
                if (_depth == 0)
                {
                    return Deliver(_scanned, isPartial: false, out frame);
                }
            }
        }

        return DeliverRest(out frame);
    }

    private bool TryReadScalar(out Frame frame)
    {
        var end = Buffer.Span[_scanned..].IndexOfAny(s_scalarEnds);
        if (end >= 0)
        {
            return Deliver(_scanned + end, isPartial: false, out frame);
        }

        _scanned = Buffer.Length;
        return DeliverRest(out frame);
    }

    private bool DeliverRest(out Frame frame)
    {
        if (IsCompleted)
        {
            return Deliver(Buffer.Length, isPartial: true, out frame);
        }

        frame = default;
        return false;
    }

    private bool Deliver(int length, bool isPartial, out Frame frame)
    {
        frame = new Frame(default, Buffer.Span[..length], isPartial);
        _delivered = length;
        _scanned = length;
        _depth = 0;
        _inString = false;
        _inValue = false;
        return true;
    }
}
