using System.Text.Json;

namespace Parlance.Json;

/// <summary>
/// The beginning that one frame of a stream shares with the frame before it. Chunks repeat ids, model and the like byte
/// for byte, and equal bytes mean the same tokens: what has been read once is compared, which costs a tenth of reading it.
/// </summary>
internal sealed class RepeatedPrefix : IDisposable
{
    private readonly PooledBuffer _bytes = new();
    private JsonReaderState _state;

    /// <summary>How long the prefix is; 0 where there is none.</summary>
    public int Length => _bytes.Length;

    /// <summary>
    /// Where the frame begins with the prefix, makes a reader that stands on the prefix's last token; its positions
    /// count from the end of the prefix.
    /// </summary>
    public bool TrySkip(ReadOnlySpan<byte> frame, out Utf8JsonReader reader)
    {
        var prefix = _bytes.Span;
        if (prefix.IsEmpty || !frame.StartsWith(prefix))
        {
            reader = default;
            return false;
        }

        reader = new Utf8JsonReader(frame[prefix.Length..], isFinalBlock: true, _state);
        return true;
    }

    /// <summary>Remembers the frame up to and including the token that the reader stands on.</summary>
    public void Remember(ReadOnlySpan<byte> frame, in Utf8JsonReader reader)
    {
        _bytes.Clear();
        _bytes.Append(frame[..(int)reader.BytesConsumed]);
        _state = reader.CurrentState;
    }

    public void Forget() => _bytes.Clear();

    public void Dispose() => _bytes.Dispose();
}
