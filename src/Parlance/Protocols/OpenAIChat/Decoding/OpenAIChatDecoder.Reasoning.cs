using Parlance.Json;
using Parlance.Responses;

namespace Parlance.Protocols.OpenAIChat;

/// <content>Readable reasoning under its many names, and the signed or encrypted details beside it.</content>
internal sealed partial class OpenAIChatDecoder
{
    private const int MaximumDetailBytes = 16 << 20;

    /// <summary>The elements of <c>reasoning_details</c> since the reasoning began: an array without its closing bracket.</summary>
    private readonly PooledBuffer _details = new(MaximumDetailBytes);

    /// <summary>True where the details hold more than text: only then they must go back as they came.</summary>
    private bool _hasOpaqueDetails;

    /// <summary>True once reasoning came as text: the details then only repeat it, now or later.</summary>
    private bool _hasReasoningText;

    private void ReadReasoning(in OpenAIChatDelta message)
    {
        var text = message.ReasoningContent.HasText ? message.ReasoningContent
            : message.Reasoning.HasText ? message.Reasoning
            : message.Thought.HasText ? message.Thought
            : message.Thinking;
        if (text.HasText)
        {
            _hasReasoningText = true;
            Append(Enter(BlockKind.Reasoning), text);
        }

        foreach (var detail in message.ReasoningDetails.Elements())
        {
            if (detail.IsObject)
            {
                ReadDetail(detail);
            }
        }
    }

    private void ReadDetail(in JsonSlice detail)
    {
        var block = Enter(BlockKind.Reasoning);
        if (!_hasReasoningText)
        {
            var readable = detail.Member("text"u8);
            readable = readable.IsString ? readable : detail.Member("summary"u8);
            if (readable.HasText)
            {
                Append(block, readable);
            }
        }

        _hasOpaqueDetails |= detail.Member("signature"u8).HasText || detail.Member("data"u8).HasText;
        _details.Append((byte)(_details.Length == 0 ? '[' : ','));
        _details.Append(detail.Bytes);
    }

    private void AttachReasoningState()
    {
        if (_hasOpaqueDetails)
        {
            _details.Append((byte)']');
            AttachOpaqueState(_block, ReasoningDetails.Merge(_details.Span));
        }

        _hasOpaqueDetails = false;
        _details.Clear();
    }
}
