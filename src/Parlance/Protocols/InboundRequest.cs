namespace Parlance.Protocols;

/// <summary>Where a call was read from.</summary>
/// <param name="Wire">The wire of the request.</param>
/// <param name="Issuer">Who is taken to have issued the state in it, null for nobody.</param>
/// <param name="Model">The model that it was meant for, empty where its body does not say.</param>
internal sealed record InboundRequest(string Wire, string? Issuer, string Model);
