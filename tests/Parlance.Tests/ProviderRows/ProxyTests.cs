using System.Net;
using System.Net.Sockets;
using System.Text;
using Parlance.Transport;

namespace Parlance.Tests.ProviderRows;

/// <summary>Requests through a proxy of the caller's naming.</summary>
public sealed class ProxyTests
{
    [Fact]
    public async Task A_proxy_is_asked_for_the_whole_address()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var proxy = new Uri($"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}");
        var served = ServeOnce(listener);

        using var request = new HttpRequestMessage(HttpMethod.Post, "http://models.example/v1/chat/completions") { Content = new StringContent("{}") };
        using var response = await SharedConnections.Through(proxy).SendAsync(request, TestContext.Current.CancellationToken);

        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await served).ShouldBe("POST http://models.example/v1/chat/completions HTTP/1.1");
    }

    [Fact]
    public void Models_behind_one_proxy_share_its_connections()
    {
        var proxy = new Uri("http://proxy.example:3128");

        SharedConnections.Through(proxy).ShouldBeSameAs(SharedConnections.Through(new Uri("http://proxy.example:3128")));
        SharedConnections.Through(proxy).ShouldNotBeSameAs(SharedConnections.Through(null));
        SharedConnections.Through(null).ShouldBeSameAs(SharedConnections.Through(null));
    }

    [Theory]
    [InlineData("/relative")]
    [InlineData("ftp://proxy.example")]
    public void Something_else_than_a_proxys_address_is_refused(string proxy) =>
        Should.Throw<ArgumentException>(() => Parlance.Providers.OpenAI.WithProxy(new Uri(proxy, UriKind.RelativeOrAbsolute)));

    private static async Task<string?> ServeOnce(TcpListener listener)
    {
        using var client = await listener.AcceptTcpClientAsync();
        using var reader = new StreamReader(client.GetStream(), Encoding.ASCII, leaveOpen: true);
        var first = await reader.ReadLineAsync();
        while (await reader.ReadLineAsync() is { Length: > 0 })
        {
        }

        await client.GetStream().WriteAsync("HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\n{}"u8.ToArray());
        return first;
    }
}
