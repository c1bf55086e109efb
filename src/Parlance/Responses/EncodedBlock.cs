using System.Text;
using Parlance.Json;

namespace Parlance.Responses;

/// <summary>
/// A block of a response that is being encoded, with as much of its content as the wire can only write whole. A wire
/// derives from it to remember what the block has become there.
/// </summary>
/// <param name="block">What was known of the block when it began.</param>
public abstract class EncodedBlock(in BlockInfo block)
{
    // Far more than any model says at once; an endless block must not fill the memory.
    private const int MaximumBytes = 64 << 20;

    private PooledBuffer? _text;

    /// <summary>What it holds.</summary>
    public BlockKind Kind { get; } = block.Kind;

    /// <summary>The id of a call, or of what a result answers; null where there is none, never empty.</summary>
    public string? Id { get; } = string.IsNullOrEmpty(block.Id) ? null : block.Id;

    /// <summary>The name of a tool, or the wire's own type of the block; null where there is none.</summary>
    public string? Name { get; } = block.Name;

    /// <summary>The namespace that the tool of a call belongs to, null for a tool that belongs to none.</summary>
    public string? Namespace { get; } = block.Namespace;

    /// <summary>True for a call of a custom tool: its content is text in free form and no JSON.</summary>
    public bool IsCustomCall { get; } = block.IsCustomCall;

    /// <summary>The media type of a media block, null where it is not known.</summary>
    public string? MediaType { get; } = block.MediaType;

    /// <summary>The content that was kept: UTF-8.</summary>
    public ReadOnlySpan<byte> Text => _text is null ? default : _text.Span;

    /// <summary>State of the block's issuer, null where it has none: UTF-8. That of reasoning is ready to be given to the client, see <see cref="IsForeign"/>.</summary>
    public byte[]? State { get; private set; }

    /// <summary>
    /// True where the block's state is not of the vendor of the client's wire: it must reach the client in an envelope,
    /// as <see cref="ResponseContext.Issuer"/> says.
    /// </summary>
    public bool IsForeign { get; private set; }

    /// <summary>The state as text, null where the block has none.</summary>
    public string? StateText => State is null ? null : Encoding.UTF8.GetString(State);

    /// <summary>True once the block is complete.</summary>
    public bool IsEnded { get; private set; }

    /// <summary>True for the kinds that are visible or readable text.</summary>
    public bool IsText => Kind is BlockKind.Text or BlockKind.Refusal or BlockKind.Reasoning;

    /// <summary>True for the kinds that belong to a provider's own tools, or to no other kind: their state is their JSON.</summary>
    public bool IsWireContent => Kind is BlockKind.ServerToolCall or BlockKind.ServerToolResult or BlockKind.Opaque;

    /// <summary>True for a media block of an address instead of data.</summary>
    public bool IsAddress => Kind == BlockKind.Media && MediaType == "text/uri-list";

    /// <summary>The address of media: its own, or its data as a data URL.</summary>
    public string ToUrl()
    {
        var text = Encoding.UTF8.GetString(Text);
        return IsAddress ? text : $"data:{MediaType ?? "application/octet-stream"};base64,{text}";
    }

    /// <summary>Keeps a piece of the content until it is written.</summary>
    /// <param name="utf8">The piece.</param>
    public void Keep(ReadOnlySpan<byte> utf8) => (_text ??= new PooledBuffer(MaximumBytes, initialSize: 256)).Append(utf8);

    /// <summary>Forgets the content that has been written.</summary>
    public void ClearText() => _text?.Clear();

    /// <summary>The block has got its state.</summary>
    protected virtual void OnState()
    {
    }

    internal void SetState(ReadOnlySpan<byte> utf8, bool isForeign)
    {
        State = utf8.ToArray();
        IsForeign = isForeign;
        OnState();
    }

    internal void End() => IsEnded = true;

    /// <summary>Gives the pooled memory back: the response is over.</summary>
    internal void Release()
    {
        _text?.Dispose();
        _text = null;
    }
}
