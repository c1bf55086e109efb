using Parlance.Json;
using Parlance.Responses;

namespace Parlance.Protocols.AnthropicMessages;

/// <summary>A block that an encoder has heard of, with what of it has not been written yet.</summary>
internal sealed class AnthropicEncodedBlock(string? callId, in BlockInfo block) : EncodedBlock(block)
{
    private List<byte[]>? _citations;

    /// <summary>The id of a call: its own, or one that was made for it.</summary>
    public string? CallId => callId;

    /// <summary>True once the wire has heard of the block.</summary>
    public bool HasBegun { get; set; }

    /// <summary>As much of the state as the wire has a place for: a signature, the data of redacted thinking, or a server tool's whole JSON.</summary>
    public byte[]? OpaqueState { get; set; }

    /// <summary>Foreign state of a call, which the wire has no place for in it: a block of redacted thinking beside the call holds it. Null once it is written.</summary>
    public string? Envelope { get; set; }

    /// <summary>True for thinking that nobody can read: the vendor's own, or foreign state without words.</summary>
    public bool IsRedacted => Name == AnthropicBlockType.RedactedThinking || (IsForeign && !HasWords);

    /// <summary>True once there are words, written or not.</summary>
    public bool HasWords { get; set; }

    public IReadOnlyList<byte[]> Citations => _citations ?? [];

    /// <summary>True where the wire can stop the block and go on in another one: nothing ties a text to its block.</summary>
    public bool MaySplit => IsText;

    /// <summary>True for a block that this wire has; the others are reported where they end.</summary>
    public bool HasPlace => Kind != BlockKind.Media && (!IsWireContent || OpaqueState is not null);

    /// <summary>True where something waits to be written.</summary>
    public bool HasPending => !Text.IsEmpty || _citations is { Count: > 0 } || OpaqueState is not null;

    public void AddCitation(ReadOnlySpan<byte> json) => (_citations ??= []).Add(JsonLine.Copy(json));

    /// <summary>Forgets what has been written.</summary>
    public void ClearPending()
    {
        ClearText();
        _citations?.Clear();
        OpaqueState = null;
    }
}
