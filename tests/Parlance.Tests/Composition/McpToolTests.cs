using System.IO.Pipelines;
using Microsoft.Extensions.AI;
using ModelContextProtocol.Client;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

namespace Parlance.Tests.Composition;

/// <summary>The tools of a server of the Model Context Protocol, given to a model through the tool loop of Microsoft.Extensions.AI.</summary>
public sealed class McpToolTests
{
    private const string Pixel = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";

    public static TheoryData<string, bool> Hosts => SimulatedHosts.All;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(Hosts))]
    public async Task Function_invocation_runs_the_tools_of_an_MCP_server_on_every_wire(string host, bool isStreamed)
    {
        await using var server = await PipedServer.StartAsync(
            McpServerTool.Create((string city) => $"sun in {city}", new() { Name = "get_weather", Description = "The weather of a city." }));
        var (model, asked) = SimulatedHosts.Create(host);

        var response = await AskAsync(model, server, "Tell me the weather in Paris.", isStreamed);

        response.Contents<FunctionCallContent>().ShouldHaveSingleItem().Name.ShouldBe("get_weather");
        response.Text.ShouldContain("sun in Paris");
        asked.Requests[0].ShouldContain("The weather of a city.");
        asked.Requests[0].ShouldContain("\"city\"");
    }

    [Theory]
    [MemberData(nameof(Hosts))]
    public async Task Function_invocation_hands_structured_results_and_failures_of_an_MCP_server_on(string host, bool isStreamed)
    {
        await using var server = await PipedServer.StartAsync(
            McpServerTool.Create(() => new Dictionary<string, int> { ["degrees"] = 21 }, new() { Name = "get_weather", UseStructuredContent = true }),
            McpServerTool.Create(string () => throw new ModelContextProtocol.McpException("The clock stopped."), new() { Name = "get_time" }));
        var (model, asked) = SimulatedHosts.Create(host);

        var response = await AskAsync(model, server, "Tell me the weather and the time.", isStreamed);

        response.Contents<FunctionResultContent>().Count().ShouldBe(2);
        asked.Requests[1].ShouldContain("degrees");
        asked.Requests[1].ShouldContain("21");
        asked.Requests[1].ShouldContain("The clock stopped.");
    }

    [Theory]
    [InlineData("anthropic", false)]
    [InlineData("anthropic", true)]
    [InlineData("openai-responses", false)]
    [InlineData("openai-responses", true)]
    public async Task Function_invocation_hands_the_image_of_an_MCP_server_to_a_wire_that_takes_it(string host, bool isStreamed)
    {
        await using var server = await PipedServer.StartAsync(
            McpServerTool.Create(() => ImageContentBlock.FromBytes(Convert.FromBase64String(Pixel), "image/png"), new() { Name = "get_chart" }));
        var (model, asked) = SimulatedHosts.Create(host);

        await AskAsync(model, server, "Show me the chart.", isStreamed);

        asked.Requests[1].ShouldContain(Pixel);
        asked.Requests[1].ShouldContain("image/png");
    }

    private static async Task<ChatResponse> AskAsync(ChatModel model, PipedServer server, string prompt, bool isStreamed)
    {
        using var client = model.AsBuilder().UseFunctionInvocation().Build();
        var tools = await server.Client.ListToolsAsync(cancellationToken: Cancellation);
        return await client.AskAsync([new(ChatRole.User, prompt)], new ChatOptions { Tools = [.. tools] }, isStreamed);
    }

    /// <summary>A server and its client in this process, with a pipe for each direction between them.</summary>
    private sealed class PipedServer(McpServer server, Task running, McpClient client) : IAsyncDisposable
    {
        public McpClient Client => client;

        public static async Task<PipedServer> StartAsync(params McpServerTool[] tools)
        {
            var (up, down) = (new Pipe(), new Pipe());
            var options = new McpServerOptions { ToolCollection = [.. tools] };
            var server = McpServer.Create(new StreamServerTransport(up.Reader.AsStream(), down.Writer.AsStream()), options);
            var running = server.RunAsync(Cancellation);
            return new PipedServer(server, running, await McpClient.CreateAsync(new StreamClientTransport(up.Writer.AsStream(), down.Reader.AsStream()), cancellationToken: Cancellation));
        }

        public async ValueTask DisposeAsync()
        {
            await client.DisposeAsync();
            await server.DisposeAsync();
            await running;
        }
    }
}
