namespace Parlance;

/// <summary>What an authenticator is told of the request that it completes.</summary>
public readonly struct AuthenticationContext
{
    /// <summary>The request: its URL and headers are final but for what the authenticator adds.</summary>
    public required HttpRequestMessage Request { get; init; }

    /// <summary>The request's body, empty where there is none.</summary>
    public ReadOnlyMemory<byte> Body { get; init; }

    /// <summary>The provider that is called: its key, where it has one, its environment and its clock.</summary>
    public required Provider Provider { get; init; }
}
