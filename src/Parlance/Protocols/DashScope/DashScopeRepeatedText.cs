using System.Text.Json;
using Parlance.Json;

namespace Parlance.Protocols.DashScope;

/// <summary>How the events of a stream relate to each other: known once one of its texts has told.</summary>
internal sealed class StreamMode
{
    /// <summary>True where every event repeats what came before it, false where it adds to it, null while unknown.</summary>
    public bool? IsCumulative { get; set; }
}

/// <summary>
/// One text of a stream whose events either add to it or repeat it from its beginning; nothing but the texts themselves
/// says which. A second piece that begins with the first tells, unless the first is so short that chance could do it:
/// then the second is held until the third.
/// </summary>
internal sealed class DashScopeRepeatedText(StreamMode mode) : IDisposable
{
    private const int TellingLength = 12;

    private readonly PooledBuffer _known = new();
    private readonly PooledBuffer _held = new();
    private bool _isHeldEscaped;

    /// <summary>Takes what an event says and gives what of it is new.</summary>
    /// <param name="piece">The event's piece, missing where it has none.</param>
    /// <param name="isLast">True in the event that says why the model stopped.</param>
    /// <param name="before">What was held back and now goes first.</param>
    public JsonSlice Take(in JsonSlice piece, bool isLast, out JsonSlice before)
    {
        before = default;
        if (piece.IsMissing && !isLast && mode.IsCumulative is null)
        {
            // An event without this text says nothing of it, while an empty text adds to it: it does not repeat it.
            return default;
        }

        if (mode.IsCumulative is null && (_held.Length > 0 || (piece.HasText && _known.Length > 0)))
        {
            mode.IsCumulative = Decide(piece, isLast);
            if (mode.IsCumulative is null)
            {
                _held.Append(piece.Bytes);
                _isHeldEscaped = piece.IsEscaped;
                return default;
            }
        }

        if (mode.IsCumulative == false)
        {
            before = Held;
            return piece;
        }

        // Another text of the stream may have told meanwhile: then what is held is known to repeat this one.
        return piece.HasText ? TakeRest(piece)
            : mode.IsCumulative == true && _held.Length > 0 ? TakeRest(Held)
            : default;
    }

    /// <summary>Frees what was held: call it once what <see cref="Take"/> gave has been used.</summary>
    public void Release()
    {
        if (mode.IsCumulative is not null)
        {
            _held.Clear();
        }
    }

    public void Dispose()
    {
        _known.Dispose();
        _held.Dispose();
    }

    private JsonSlice Held => JsonSlice.At(_held.Span, new JsonPosition(0, _held.Length, JsonTokenType.String, _isHeldEscaped));

    private bool? Decide(in JsonSlice piece, bool isLast)
    {
        var known = _held.Length > 0 ? _held.Span : _known.Span;
        if (!piece.HasText || !piece.Bytes.StartsWith(known))
        {
            return false;
        }

        var hasGrown = piece.Bytes.Length > known.Length;
        return isLast || known.Length >= TellingLength || (_held.Length > 0 && hasGrown) ? true : hasGrown ? null : false;
    }

    private JsonSlice TakeRest(scoped in JsonSlice piece)
    {
        var known = _known.Length;
        if (_known.Span.StartsWith(piece.Bytes))
        {
            return default;
        }

        if (!piece.Bytes.StartsWith(_known.Span))
        {
            known = 0;
        }

        _known.Append(piece.Bytes[known..]);
        return JsonSlice.At(piece.Bytes, new JsonPosition(known, piece.Bytes.Length - known, JsonTokenType.String, piece.IsEscaped));
    }
}
