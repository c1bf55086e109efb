namespace Parlance;

/// <summary>How a provider wants its key: the header that carries it.</summary>
/// <param name="HeaderName">The header's name, or null where the provider takes no key.</param>
/// <param name="Prefix">What stands before the key in the header, such as <c>Bearer </c>.</param>
public sealed record AuthScheme(string? HeaderName, string Prefix = "")
{
    /// <summary><c>Authorization: Bearer KEY</c>.</summary>
    public static AuthScheme Bearer { get; } = new("Authorization", "Bearer ");

    /// <summary><c>x-api-key: KEY</c>.</summary>
    public static AuthScheme XApiKey { get; } = new("x-api-key");

    /// <summary><c>api-key: KEY</c>.</summary>
    public static AuthScheme ApiKey { get; } = new("api-key");

    /// <summary>No key: local servers. One that is set explicitly is sent as a bearer token.</summary>
    public static AuthScheme None { get; } = new((string?)null);
}
