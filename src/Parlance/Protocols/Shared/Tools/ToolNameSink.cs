using System.Text;
using Parlance.Json;
using Parlance.Responses;

namespace Parlance.Protocols;

/// <summary>
/// Gives the calls of a response the names that the caller knows the tools by, and those of custom tools that were offered
/// as functions their form back: the input is held until it is whole.
/// </summary>
internal sealed class ToolNameSink(IResponseSink inner, ToolOffer offer) : DelegatingSink(inner)
{
    private Dictionary<int, PooledBuffer>? _inputs;

    public override void BlockStart(int index, in BlockInfo block)
    {
        if (block.Kind != BlockKind.ToolCall || block.Name is null)
        {
            base.BlockStart(index, block);
            return;
        }

        var tool = offer.Names.OriginalOf(block.Name);
        var isCustom = offer.IsCustom(tool);
        if (isCustom)
        {
            (_inputs ??= []).Add(index, new PooledBuffer());
        }

        base.BlockStart(index, block with { Name = tool.Name, Namespace = tool.Namespace ?? block.Namespace, IsCustomCall = block.IsCustomCall || isCustom });
    }

    public override void Delta(int index, ReadOnlySpan<byte> utf8)
    {
        if (_inputs is not null && _inputs.TryGetValue(index, out var input))
        {
            input.Append(utf8);
            return;
        }

        base.Delta(index, utf8);
    }

    public override void BlockEnd(int index)
    {
        if (_inputs is not null && _inputs.Remove(index, out var input))
        {
            using (input)
            {
                if (CustomTool.ReadArguments(Encoding.UTF8.GetString(input.Span)) is { Length: > 0 } text)
                {
                    base.Delta(index, Encoding.UTF8.GetBytes(text));
                }
            }
        }

        base.BlockEnd(index);
    }

    public override void Fail(LlmException error)
    {
        foreach (var (_, input) in _inputs ?? [])
        {
            input.Dispose();
        }

        _inputs = null;
        base.Fail(error);
    }
}
