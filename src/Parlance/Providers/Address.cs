namespace Parlance;

/// <summary>
/// Where a provider is. A text will do where one will: <c>Address = "https://api.example.com/v1"</c>. The base URL is
/// given when an address is made and never changed, so that what belongs to one host cannot stay behind for another.
/// </summary>
public sealed record Address
{
    /// <summary>Creates an address.</summary>
    /// <param name="baseUrl">Everything before the protocol's own path; a slash at its end is dropped, no <c>/v1</c> is guessed.</param>
    /// <exception cref="ArgumentException">It is empty.</exception>
    public Address(string baseUrl) => BaseUrl = Trim(baseUrl);

    /// <summary>
    /// Everything before the protocol's own path, without a slash at its end. A name in braces, such as
    /// <c>{AZURE_OPENAI_ENDPOINT}</c>, is read from the environment at each call.
    /// </summary>
    public string BaseUrl { get; }

    /// <summary>
    /// An environment variable that moves <see cref="BaseUrl"/> to another host, such as <c>OLLAMA_HOST</c>; null for
    /// none. It may hold a host, a host and port, or a URL; the path of <see cref="BaseUrl"/> stays at the end.
    /// </summary>
    public string? HostVariable { get; init; }

    /// <summary>
    /// Everything before the path that lists the models, where they are listed at another host or root than
    /// <see cref="BaseUrl"/>; null where they are not.
    /// </summary>
    /// <exception cref="ArgumentException">It is empty.</exception>
    public string? ModelsBaseUrl { get; init => field = value is null ? null : Trim(value); }

    /// <summary>The address of a base URL alone.</summary>
    /// <param name="baseUrl">Everything before the protocol's own path.</param>
    public static implicit operator Address(string baseUrl) => new(baseUrl);

    /// <summary>The base URL.</summary>
    public override string ToString() => BaseUrl;

    private static string Trim(string baseUrl)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(baseUrl);
        return baseUrl.Trim().TrimEnd('/');
    }
}
