using System.Text.Json;
using Microsoft.Extensions.AI;
using Parlance.Protocols.Gemini;
using Parlance.Testing;

namespace Parlance.Tests.Testing;

/// <summary>Chats over sockets: every wire's client against its own server half.</summary>
public sealed class SimulatorLoopbackTests
{
    private static readonly ChatOptions s_options = new()
    {
        Tools = [AIFunctionFactory.CreateDeclaration("get_weather", "The weather.", JsonElement.Parse("""{"type":"object","properties":{"city":{"type":"string"}},"required":["city"]}"""))],
    };

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static TheoryData<string> Names => ["openai", "azure", "responses", "anthropic", "anthropic-vertex", "gemini", "vertex", "ollama"];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_tool_loop_ends_with_the_tools_result(string name)
    {
        await using var server = await SimulatorServer.StartAsync(cancellationToken: Cancellation);
        var model = SimulatedProviders.At(server, name).Chat("parlance-1");
        foreach (var isStreaming in (bool[])[false, true])
        {
            List<ChatMessage> messages = [new(ChatRole.User, "How is the weather in Bern?")];
            var asked = await AskAsync(model, messages, isStreaming);
            asked.FinishReason.ShouldBe(ChatFinishReason.ToolCalls);
            var call = asked.Messages.SelectMany(message => message.Contents).OfType<FunctionCallContent>().ShouldHaveSingleItem();
            messages.AddRange(asked.Messages);
            messages.Add(new ChatMessage(ChatRole.Tool, [new FunctionResultContent(call.CallId, "rain")]));

            var answered = await AskAsync(model, messages, isStreaming);

            answered.Text.ShouldBe("The tool answered: rain");
            answered.FinishReason.ShouldBe(ChatFinishReason.Stop);
            answered.Usage!.TotalTokenCount.ShouldNotBeNull();
        }
    }

    [Fact]
    public async Task Gemini_streams_an_array_to_whoever_asks_for_no_events()
    {
        await using var server = await SimulatorServer.StartAsync(cancellationToken: Cancellation);
        var provider = SimulatedProviders.At(server, "gemini").WithProtocol(new GeminiProtocol(new GeminiDialect { StreamPath = "/models/{model}:streamGenerateContent" }));

        (await AskAsync(provider.Chat("parlance-1"), [new(ChatRole.User, "Say hello in five words")], isStreaming: true)).Text.ShouldBe("Hello there, how are you?");
        foreach (var fault in (string[])["error-first", "error-after:2"])
        {
            var error = await Should.ThrowAsync<LlmException>(() => AskAsync(provider.Chat($"fault:{fault}"), [new(ChatRole.User, "Hi")], isStreaming: true));
            error.Message.ShouldContain("The simulator fails as it was asked to.");
        }

        using var client = new HttpClient();
        using var question = new StringContent("""{"contents":[{"role":"user","parts":[{"text":"Hi"}]}]}""");
        using var response = await client.PostAsync(new Uri(server.Address, "/v1beta/models/m:streamGenerateContent"), question, Cancellation);
        response.Content.Headers.ContentType!.MediaType.ShouldBe("application/json");
        JsonElement.Parse(await response.Content.ReadAsStringAsync(Cancellation)).GetArrayLength().ShouldBeGreaterThan(2);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task An_error_within_a_stream_follows_what_was_said_before_it(string name)
    {
        await using var server = await SimulatorServer.StartAsync(cancellationToken: Cancellation);
        var model = SimulatedProviders.At(server, name).WithHeader(SimulatorFaults.Header, "error-after:6").Chat("parlance-1");
        var text = "";

        var error = await Should.ThrowAsync<LlmException>(async () =>
        {
            await foreach (var update in model.GetStreamingResponseAsync("one two three four five six seven eight", cancellationToken: Cancellation))
            {
                text += update.Text;
            }
        });

        text.ShouldStartWith("You said");
        error.Message.ShouldContain("The simulator fails as it was asked to.");
        error.IsTransient.ShouldBeTrue();
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_connection_that_breaks_within_an_answer_is_never_its_end(string name)
    {
        await using var server = await SimulatorServer.StartAsync(cancellationToken: Cancellation);
        var model = SimulatedProviders.At(server, name).WithHeader(SimulatorFaults.Header, "cut:3").Chat("parlance-1");

        (await Should.ThrowAsync<LlmException>(() => AskAsync(model, [new(ChatRole.User, "Hi")], isStreaming: true))).Kind.ShouldBe(LlmErrorKind.StreamInterrupted);
        (await Should.ThrowAsync<LlmException>(() => AskAsync(model, [new(ChatRole.User, "Hi")], isStreaming: false))).Kind.ShouldBeOneOf(LlmErrorKind.StreamInterrupted, LlmErrorKind.Network);
    }

    private static Task<ChatResponse> AskAsync(ChatModel model, IEnumerable<ChatMessage> messages, bool isStreaming) => isStreaming
        ? model.GetStreamingResponseAsync(messages, s_options, Cancellation).ToChatResponseAsync(Cancellation)
        : model.GetResponseAsync(messages, s_options, Cancellation);
}
