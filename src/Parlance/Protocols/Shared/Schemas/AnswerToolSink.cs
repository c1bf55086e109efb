using Microsoft.Extensions.AI;
using Parlance.Responses;

namespace Parlance.Protocols;

/// <summary>Hears the call of a function that stood for the answer as the text of the answer.</summary>
/// <param name="inner">Who hears the response next.</param>
/// <param name="name">The function's name.</param>
internal sealed class AnswerToolSink(IResponseSink inner, string name) : DelegatingSink(inner)
{
    private bool _hasAnswer;

    public override void BlockStart(int index, in BlockInfo block)
    {
        if (block.Kind != BlockKind.ToolCall || block.Name != name)
        {
            base.BlockStart(index, block);
            return;
        }

        _hasAnswer = true;
        base.BlockStart(index, new BlockInfo(BlockKind.Text));
    }

    public override void Finish(in FinishInfo finish) =>
        base.Finish(_hasAnswer && finish.Reason == ChatFinishReason.ToolCalls ? finish with { Reason = ChatFinishReason.Stop } : finish);
}
