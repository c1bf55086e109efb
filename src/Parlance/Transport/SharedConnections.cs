using System.Net;

namespace Parlance.Transport;

/// <summary>The connections that all models of the process share.</summary>
internal static class SharedConnections
{
    /// <summary>
    /// Connections live five minutes, so that a change of address is noticed; redirects are not followed, so that no
    /// key travels to a host that nobody named.
    /// </summary>
    public static HttpMessageInvoker Invoker { get; } = new(new SocketsHttpHandler
    {
        PooledConnectionLifetime = TimeSpan.FromMinutes(5),
        PooledConnectionIdleTimeout = TimeSpan.FromMinutes(1),
        ConnectTimeout = TimeSpan.FromSeconds(10),
        AllowAutoRedirect = false,
        UseCookies = false,
        AutomaticDecompression = DecompressionMethods.All,
        EnableMultipleHttp2Connections = true,
        KeepAlivePingDelay = TimeSpan.FromSeconds(30),
        KeepAlivePingTimeout = TimeSpan.FromSeconds(15),
    });
}
