using System.Text;
using Parlance.Json;
using Parlance.Responses;

namespace Parlance.Protocols.OpenAIChat;

/// <summary>
/// Splits content in which words mark reasoning off from the answer, wherever the stream cuts it. The marks count at the
/// beginning alone: an answer may speak of them. White space beside a mark belongs to neither side.
/// </summary>
internal sealed class OpenAIChatMarkedReasoning(OpenAIChatReasoningMarks marks) : IDisposable
{
    private const int MaximumHeldBytes = 16 << 20;

    private readonly byte[] _start = Encoding.UTF8.GetBytes(marks.Start);
    private readonly byte[] _end = Encoding.UTF8.GetBytes(marks.End);
    private readonly PooledBuffer _held = new(MaximumHeldBytes);
    private State _state;
    private char _surrogate;
    private bool _isCompleted;

    private enum State
    {
        Beginning,
        BeforeReasoning,
        Reasoning,
        BeforeAnswer,
        Answer,
    }

    private static ReadOnlySpan<byte> WhiteSpace => " \t\r\n"u8;

    /// <summary>Adds a piece of content.</summary>
    public void Add(in JsonSlice text)
    {
        if (!text.IsEscaped && _surrogate == '\0')
        {
            _held.Append(text.Bytes);
            return;
        }

        var space = _held.GetSpan(JsonText.MaxLength(text.Bytes.Length));
        _held.Advance(JsonText.Unescape(text.Bytes, space, ref _surrogate));
    }

    /// <summary>Says that no more content comes: what was held back is given out.</summary>
    public void Complete()
    {
        _isCompleted = true;
        Span<byte> replacement = stackalloc byte[3];
        _held.Append(replacement[..JsonText.FlushCarry(replacement, ref _surrogate)]);
    }

    /// <summary>Takes the next piece that is known to be one or the other; it is valid until the next call.</summary>
    public bool TryRead(out BlockKind kind, out ReadOnlySpan<byte> piece)
    {
        if (_state == State.Beginning)
        {
            ReadBeginning();
        }

        if (_state is State.BeforeReasoning or State.BeforeAnswer)
        {
            SkipWhiteSpace();
        }

        kind = _state == State.Reasoning ? BlockKind.Reasoning : BlockKind.Text;
        piece = _state switch
        {
            State.Reasoning => ReadReasoning(),
            State.Answer => Take(_held.Length),
            _ => default,
        };

        // Where reasoning ended in this very piece, or in nothing, the answer behind it may be here too.
        return !piece.IsEmpty || (_state == State.BeforeAnswer && _held.Length > 0 && TryRead(out kind, out piece));
    }

    public void Dispose() => _held.Dispose();

    private void ReadBeginning()
    {
        var text = _held.Span.TrimStart(WhiteSpace);
        if (text.StartsWith(_start))
        {
            _held.Consume(_held.Length - text.Length + _start.Length);
            _state = State.BeforeReasoning;
        }
        else if (_isCompleted || !_start.AsSpan().StartsWith(text))
        {
            _state = State.Answer;
        }
    }

    private void SkipWhiteSpace()
    {
        _held.Consume(_held.Length - _held.Span.TrimStart(WhiteSpace).Length);
        if (_held.Length > 0)
        {
            _state = _state == State.BeforeReasoning ? State.Reasoning : State.Answer;
        }
    }

    private ReadOnlySpan<byte> ReadReasoning()
    {
        var text = _held.Span;
        var end = text.IndexOf(_end);
        if (end >= 0)
        {
            _state = State.BeforeAnswer;
            _held.Consume(end + _end.Length);
            return text[..end].TrimEnd(WhiteSpace);
        }

        // What may be the beginning of the mark waits, and the white space that would stand in front of it.
        return Take(_isCompleted ? text.Length : text[..^CountOfPossibleMark(text)].TrimEnd(WhiteSpace).Length);
    }

    private int CountOfPossibleMark(ReadOnlySpan<byte> text)
    {
        for (var count = Math.Min(_end.Length - 1, text.Length); count > 0; count--)
        {
            if (text.EndsWith(_end.AsSpan(0, count)))
            {
                return count;
            }
        }

        return 0;
    }

    private ReadOnlySpan<byte> Take(int count)
    {
        var piece = _held.Span[..count];
        _held.Consume(count);
        return piece;
    }
}
