using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Parlance.Testing;

/// <summary>The simulator as an HTTP server on the loopback interface.</summary>
/// <example>
/// <code>
/// await using var server = await SimulatorServer.StartAsync();
/// var model = Provider.OpenAICompatible("mine", $"{server.Address}v1").Chat("parlance-1");
/// </code>
/// </example>
public sealed class SimulatorServer : IAsyncDisposable
{
    private readonly WebApplication _application;

    private SimulatorServer(WebApplication application, Uri address)
    {
        _application = application;
        Address = address;
    }

    /// <summary>Where it listens, such as <c>http://127.0.0.1:50123/</c>.</summary>
    public Uri Address { get; }

    /// <summary>Starts a server.</summary>
    /// <param name="simulator">The simulator, null for one with the defaults.</param>
    /// <param name="port">The port; 0 for any that is free.</param>
    /// <param name="cancellationToken">Gives up starting.</param>
    /// <exception cref="IOException">The port is taken.</exception>
    public static async Task<SimulatorServer> StartAsync(Simulator? simulator = null, int port = 0, CancellationToken cancellationToken = default)
    {
        var engine = new SimulatorEngine(simulator ?? new Simulator());
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelCore().ConfigureKestrel(options =>
        {
            options.AddServerHeader = false;
            options.Limits.MaxRequestBodySize = null;
            options.Limits.MinResponseDataRate = null;
            options.Listen(IPAddress.Loopback, port, listen => listen.Protocols = HttpProtocols.Http1);
        });
        var application = builder.Build();
        application.Run(context => AnswerAsync(engine, context));
        try
        {
            await application.StartAsync(cancellationToken).ConfigureAwait(false);
        }
        catch
        {
            await application.DisposeAsync().ConfigureAwait(false);
            throw;
        }

        var address = application.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
        return new SimulatorServer(application, new Uri(address));
    }

    /// <summary>Stops the server at once; answers under way are broken off.</summary>
    public async ValueTask DisposeAsync()
    {
        await _application.StopAsync(new CancellationToken(canceled: true)).ConfigureAwait(false);
        await _application.DisposeAsync().ConfigureAwait(false);
    }

    private static async Task AnswerAsync(SimulatorEngine engine, HttpContext context)
    {
        var (body, isTooLarge) = await ReadBodyAsync(context.Request, engine.MaximumRequestBytes, context.RequestAborted).ConfigureAwait(false);
        var request = new SimulatorRequest(context.Request.Method, context.Request.Path.Value ?? "", context.Request.QueryString.Value ?? "", context.Request.Headers[SimulatorFaults.Header], body, isTooLarge);
        if (!await engine.AnswerAsync(request, new Connection(context.Response), context.RequestAborted).ConfigureAwait(false))
        {
            return;
        }

        if (!context.Response.HasStarted)
        {
            context.Abort();
            return;
        }

        // Kestrel then closes the connection without the body's end, after what was written; an abort could overtake it.
        throw new IOException("The simulator breaks the connection as it was asked to.");
    }

    private static async Task<(ReadOnlyMemory<byte> Body, bool IsTooLarge)> ReadBodyAsync(HttpRequest request, int limit, CancellationToken cancellationToken)
    {
        using var body = new MemoryStream();
        var buffer = new byte[16 << 10];
        while (await request.Body.ReadAsync(buffer, cancellationToken).ConfigureAwait(false) is var count and > 0)
        {
            if (body.Length + count > limit)
            {
                return (default, true);
            }

            body.Write(buffer, 0, count);
        }

        return (body.ToArray(), false);
    }

    private sealed class Connection(HttpResponse response) : ISimulatorConnection
    {
        public Task BeginAsync(SimulatorScript script, CancellationToken cancellationToken)
        {
            response.StatusCode = script.Status;
            response.ContentType = script.ContentType;
            foreach (var (name, value) in script.Headers)
            {
                response.Headers[name] = value;
            }

            return response.StartAsync(cancellationToken);
        }

        public async ValueTask WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
        {
            await response.Body.WriteAsync(bytes, cancellationToken).ConfigureAwait(false);
            await response.Body.FlushAsync(cancellationToken).ConfigureAwait(false);
        }
    }
}
