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

    /// <summary>
    /// Who made the signatures and the encrypted reasoning of the response: <see cref="Provider.Issuer"/> of who answers.
    /// Where that is not <see cref="BareIssuer"/>, they reach the client in an envelope that
    /// <see cref="Protocols.Protocol.ReadRequest(ReadOnlyMemory{byte}, string)"/> opens when the client gives them back. Null to write them as they are.
    /// </summary>
    public string? Issuer { get; init; }

    /// <summary>
    /// Whose state stands on the client's wire without an envelope: the issuer that
    /// <see cref="Protocols.Protocol.ReadRequest(ReadOnlyMemory{byte}, string)"/> is given for the client's requests. Null for nobody.
    /// </summary>
    public string? BareIssuer { get; init; }

    /// <summary>True where state reaches the client in envelopes.</summary>
    internal bool SealsState => Issuer is not null && Issuer != BareIssuer;
}
