using System.Collections.Concurrent;
using System.Net;

namespace Parlance.Transport;

/// <summary>The connections that all models of the process share.</summary>
internal static class SharedConnections
{
    private static readonly ConcurrentDictionary<Uri, Lazy<HttpMessageInvoker>> s_throughProxies = new();

    /// <summary>Connections without a proxy, or with the one that the system names.</summary>
    private static readonly HttpMessageInvoker s_direct = Create(proxy: null);

    /// <summary>The connections that go through a proxy, or through none of the caller's naming.</summary>
    public static HttpMessageInvoker Through(Uri? proxy) =>
        proxy is null ? s_direct : s_throughProxies.GetOrAdd(proxy, static uri => new(() => Create(new WebProxy(uri)))).Value;

    /// <summary>
    /// Connections live five minutes, so that a change of address is noticed; redirects are not followed, so that no
    /// key travels to a host that nobody named. A response that its reader leaves gets a tenth of a second to end by
    /// itself, so that a finished stream's connection is used again; then its socket is closed, so that a model does not
    /// go on talking to nobody for the two seconds of the default.
    /// </summary>
    private static HttpMessageInvoker Create(IWebProxy? proxy) => new(new SocketsHttpHandler
    {
        Proxy = proxy,
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
