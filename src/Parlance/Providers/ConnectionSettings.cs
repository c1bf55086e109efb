namespace Parlance;

/// <summary>How a provider is connected to.</summary>
public sealed record ConnectionSettings
{
    /// <summary>The pooled connections that all providers share.</summary>
    public static ConnectionSettings Default { get; } = new();

    /// <summary>The handler that sends the requests, null for the pooled one that all providers share. The caller owns it.</summary>
    public HttpMessageHandler? Handler { get; init; }

    /// <summary>
    /// The proxy that requests go through, such as <c>http://proxy.example:3128</c>; null for the one that the system
    /// names, if any. A <see cref="Handler"/> knows its own and wins.
    /// </summary>
    /// <exception cref="ArgumentException">It is not an absolute http, https or socks address.</exception>
    public Uri? Proxy { get; init => field = CheckProxy(value); }

    /// <summary>True where plain HTTP is allowed to any host; without it only to this machine.</summary>
    public bool AllowInsecureHttp { get; init; }

    private static Uri? CheckProxy(Uri? proxy) =>
        proxy is null or { IsAbsoluteUri: true, Scheme: "http" or "https" or "socks4" or "socks4a" or "socks5" }
            ? proxy
            : throw new ArgumentException("A proxy is an absolute http, https or socks address.", nameof(proxy));
}
