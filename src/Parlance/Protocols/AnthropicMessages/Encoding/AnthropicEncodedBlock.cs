using Parlance.Json;
using Parlance.Streaming;

namespace Parlance.Protocols.AnthropicMessages;

/// <summary>A block that an encoder has heard of, with what of it has not been written yet.</summary>
internal sealed class AnthropicEncodedBlock(BlockKind kind, string? id, string? name) : IDisposable
{
    // A block waits for the ones before it: a model's whole answer is far smaller than this.
    private const int MaximumBytes = 64 << 20;

    private readonly PooledBuffer _text = new(MaximumBytes, initialSize: 256);
    private List<byte[]>? _citations;

    public BlockKind Kind => kind;

    public string? Id => id;

    public string? Name => name;

    public bool IsEnded { get; set; }

    /// <summary>True from the first to the last event of the block on the wire.</summary>
    public bool IsOpen { get; set; }

    /// <summary>True once the wire has heard of the block.</summary>
    public bool HasBegun { get; set; }

    /// <summary>A signature, the data of redacted thinking, or a server tool's whole JSON.</summary>
    public byte[]? OpaqueState { get; set; }

    /// <summary>The text or the arguments that wait.</summary>
    public ReadOnlySpan<byte> Text => _text.Span;

    public IReadOnlyList<byte[]> Citations => _citations ?? [];

    /// <summary>True where the wire can stop the block and go on in another one: nothing ties a text to its block.</summary>
    public bool MaySplit => kind is BlockKind.Text or BlockKind.Refusal or BlockKind.Reasoning;

    /// <summary>True where something waits to be written.</summary>
    public bool HasPending => !_text.Span.IsEmpty || _citations is { Count: > 0 } || OpaqueState is not null;

    public void Append(ReadOnlySpan<byte> utf8) => _text.Append(utf8);

    public void AddCitation(ReadOnlySpan<byte> json) => (_citations ??= []).Add(JsonLine.Copy(json));

    /// <summary>Forgets what has been written.</summary>
    public void ClearPending()
    {
        _text.Clear();
        _citations?.Clear();
        OpaqueState = null;
    }

    public void Dispose() => _text.Dispose();
}
