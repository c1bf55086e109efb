using System.Net;

namespace Parlance.Transport;

/// <summary>The connections that all models of the process share.</summary>
internal static class SharedConnections
{
    /// <summary>
    /// Connections live five minutes, so that a change of address is noticed; redirects are not followed, so that no
    /// key travels to a host that nobody named. A response that its reader leaves gets a tenth of a second to end by
    /// itself, so that a finished stream's connection is used again; then its socket is closed, so that a model does not
    /// go on talking to nobody for the two seconds of the default.
    /// </summary>
    public static HttpMessageInvoker Invoker { get; } = new(new SocketsHttpHandler
    {
        PooledConnectionLifetime = TimeSpan.FromMinutes(5),
        PooledConnectionIdleTimeout = TimeSpan.FromMinutes(1),
        ConnectTimeout = TimeSpan.FromSeconds(10),
        ResponseDrainTimeout = TimeSpan.FromMilliseconds(100),
        AllowAutoRedirect = false,
        UseCookies = false,
        AutomaticDecompression = DecompressionMethods.All,
        EnableMultipleHttp2Connections = true,
        KeepAlivePingDelay = TimeSpan.FromSeconds(30),
        KeepAlivePingTimeout = TimeSpan.FromSeconds(15),
    });
}
