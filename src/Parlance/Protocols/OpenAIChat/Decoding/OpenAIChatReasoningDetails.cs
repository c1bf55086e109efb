using Parlance.Json;

namespace Parlance.Protocols.OpenAIChat;

/// <summary>The <c>reasoning_details</c> of one stretch of reasoning, gathered until it ends.</summary>
internal sealed class OpenAIChatReasoningDetails : IDisposable
{
    private const int MaximumBytes = 16 << 20;

    /// <summary>The elements: an array without its closing bracket.</summary>
    private readonly PooledBuffer _elements = new(MaximumBytes);

    /// <summary>True where they hold more than text: only then they must go back as they came.</summary>
    private bool _isOpaque;

    public void Add(in JsonSlice detail)
    {
        _isOpaque |= detail.Member("signature"u8).HasText || detail.Member("data"u8).HasText;
        _elements.Append((byte)(_elements.Length == 0 ? '[' : ','));
        _elements.Append(detail.Bytes);
    }

    /// <summary>The state to send back, empty where there is none; call <see cref="Clear"/> once it was sent on.</summary>
    public ReadOnlySpan<byte> Complete()
    {
        if (!_isOpaque)
        {
            return default;
        }

        _elements.Append((byte)']');
        return OpenAIChatDetails.Merge(_elements.Span);
    }

    public void Clear()
    {
        _isOpaque = false;
        _elements.Clear();
    }

    public void Dispose() => _elements.Dispose();
}
