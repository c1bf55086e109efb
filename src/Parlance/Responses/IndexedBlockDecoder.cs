using System.Text;
using Parlance.Json;

namespace Parlance.Responses;

/// <summary>A decoder of a wire whose events say by an index to which block they belong.</summary>
/// <typeparam name="TBlock">What the wire remembers of a block between its events.</typeparam>
internal abstract class IndexedBlockDecoder<TBlock>(IResponseSink sink) : ResponseDecoder(sink)
    where TBlock : IndexedOpenBlock
{
    private readonly List<TBlock> _open = [];
    private readonly PooledBuffer _json = new();

    /// <summary>The index to assume for a block whose beginning names none.</summary>
    protected long AssumedIndex => _open.Count;

    /// <summary>Remembers a block that has begun.</summary>
    protected TBlock Remember(TBlock block)
    {
        _open.Add(block);
        return block;
    }

    /// <summary>The open block of an index, the youngest one where an event names no index, null where there is none.</summary>
    protected TBlock? FindOpen(long? wireIndex)
    {
        for (var position = _open.Count - 1; position >= 0; position--)
        {
            if (wireIndex is null || _open[position].WireIndex == wireIndex)
            {
                return _open[position];
            }
        }

        return null;
    }

    /// <summary>Ends the open block of an index, where there is one.</summary>
    protected void EndBlock(long? wireIndex)
    {
        if (FindOpen(wireIndex) is { } block)
        {
            EndBlock(block);
        }
    }

    /// <summary>Ends a block: its state is delivered, which for a block of the provider's own is its whole JSON.</summary>
    protected virtual void EndBlock(TBlock block)
    {
        if (block.State is { } state)
        {
            AttachOpaqueState(block.Block, Encoding.UTF8.GetBytes(state));
        }
        else if (block.IsWireContent)
        {
            _json.Clear();
            block.WriteJson(_json);
            AttachOpaqueState(block.Block, _json.Span);
        }

        CloseBlock(block.Block);
        block.Dispose();
        _open.Remove(block);
    }

    /// <summary>Ends the response, and before it the blocks of which the wire did not say that they end.</summary>
    protected void Finish()
    {
        while (_open.Count > 0)
        {
            EndBlock(_open[0]);
        }

        Complete();
    }

    protected override void DecodeEnd()
    {
        if (RawFinishReason is not null)
        {
            Finish();
        }
    }

    protected override void Dispose(bool disposing)
    {
        foreach (var block in _open)
        {
            block.Dispose();
        }

        _json.Dispose();
        base.Dispose(disposing);
    }
}

/// <summary>A block between its events, on a wire that numbers blocks.</summary>
internal abstract class IndexedOpenBlock(long wireIndex, int block, BlockKind kind) : IDisposable
{
    /// <summary>The block's index on the wire.</summary>
    public long WireIndex => wireIndex;

    /// <summary>The block's index in the response grammar.</summary>
    public int Block => block;

    public BlockKind Kind => kind;

    /// <summary>True for a block of the provider's own, which goes back as the JSON that it was.</summary>
    public bool IsWireContent => kind is BlockKind.ServerToolCall or BlockKind.ServerToolResult or BlockKind.Opaque;

    /// <summary>A signature, or reasoning that only its maker can read.</summary>
    public string? State { get; set; }

    /// <summary>Writes a block of the provider's own as a whole message would hold it.</summary>
    public abstract void WriteJson(PooledBuffer destination);

    public abstract void Dispose();
}
