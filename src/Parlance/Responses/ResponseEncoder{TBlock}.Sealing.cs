using System.Text;

namespace Parlance.Responses;

/// <content>State of another issuer than the vendor of the client's wire.</content>
public abstract partial class ResponseEncoder<TBlock>
{
    private StateSealer? _sealer;

    /// <summary>Seals foreign state for the client.</summary>
    private protected StateSealer Sealer => _sealer ??= new StateSealer(Context.Issuer ?? "", Model);

    /// <summary>True for a wire whose reasoning has a place for state of its own, which an envelope then takes.</summary>
    private protected virtual bool HasReasoningState => true;

    /// <summary>An envelope with the state of a tool call, for a place that is not in the call.</summary>
    /// <param name="block">The call, whose state is foreign.</param>
    /// <param name="callId">Its id as the client sees it.</param>
    private protected string SealCall(TBlock block, string? callId) =>
        Sealer.Seal(new SealedState(SealedOwner.Content, block.StateText ?? "") { CallId = callId });

    /// <summary>Keeps a block's state. What a provider's own tools did is content, which the wire has or has not.</summary>
    private void SetState(TBlock block, ReadOnlySpan<byte> bytes)
    {
        if (!Context.SealsState || block.IsWireContent)
        {
            block.SetState(bytes, isForeign: false);
        }
        else if (block.Kind == BlockKind.Reasoning && HasReasoningState)
        {
            var state = new SealedState(SealedOwner.Reasoning, Encoding.UTF8.GetString(bytes)) { WireType = block.Name };
            block.SetState(Encoding.UTF8.GetBytes(Sealer.Seal(state)), isForeign: true);
        }
        else
        {
            block.SetState(bytes, isForeign: true);
        }
    }
}
