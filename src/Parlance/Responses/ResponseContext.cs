namespace Parlance.Responses;

/// <summary>What a response encoder must know of the request that it answers.</summary>
/// <param name="IsStreaming">True for a streamed response.</param>
/// <param name="Model">The model's name as the client knows it: reported where the upstream says nothing.</param>
public sealed record ResponseContext(bool IsStreaming, string Model)
{
    /// <summary>True where the client asked for usage in the stream, on wires that make it optional.</summary>
    public bool IncludeUsage { get; init; } = true;

    /// <summary>The id to report where the upstream gave none, null for one that the encoder makes.</summary>
    public string? FallbackId { get; init; }

    /// <summary>The clock for the times that wires report.</summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;
}
