using Parlance.Json;

namespace Parlance.Protocols.OpenAIChat;

/// <summary>A tool call while its pieces arrive.</summary>
internal sealed class OpenAIChatOpenBlock : IDisposable
{
    public long? Index { get; init; }

    /// <summary>True for the one call of the form that came before tools.</summary>
    public bool IsLegacyFunction { get; init; }

    public string? Id { get; set; }

    /// <summary>The id as the wire wrote it, so that a repeated one costs a comparison.</summary>
    public byte[] RawId { get; set; } = [];

    public string? Name { get; set; }

    public bool IsCustom { get; set; }

    public byte[] ExtraContent { get; set; } = [];

    /// <summary>The block's index in the response grammar, -1 before the call has begun.</summary>
    public int Block { get; set; } = -1;

    /// <summary>Argument text that came before the call could begin.</summary>
    public PooledBuffer Held { get; } = new();

    public void Dispose() => Held.Dispose();
}
