using System.Text.Json;
using EchoAI;
using Microsoft.Extensions.AI;
using Parlance.Tests.Support;

namespace Parlance.Tests.Samples;

/// <summary>A protocol written outside of the library, with nothing but its public types, end to end.</summary>
public sealed class EchoAITests
{
    private const string Answer = """{"output":{"text":"echo: \"hello\" 👋"},"meta":{"id":"e-1","model":"echo-1","tokens_in":7,"tokens_out":3},"stop":"end","later":[1]}""";

    private static readonly ChatMessage[] s_messages = [new(ChatRole.System, "You are EchoAI."), new(ChatRole.User, "hello")];

    [Fact]
    public async Task The_request_has_the_wires_own_path_header_and_body()
    {
        using var handler = new VerbatimHandler(Answer);

        await Model(handler).GetResponseAsync(s_messages, new ChatOptions { MaxOutputTokens = 9 });

        handler.Single.Url.ShouldBe("https://my.host/api/generate");
        handler.Single.Headers["X-Echo-Key"].ShouldBe("my-secret");
        handler.Single.Headers.Keys.ShouldNotContain("Authorization");
        handler.Single.Body.ShouldBe("""{"model":"echo-1","prompt":"system: You are EchoAI.\nuser: hello","settings":{"max_output_tokens":9}}""");
    }

    [Fact]
    public async Task Without_a_protocol_of_its_own_a_host_is_spoken_to_as_openai()
    {
        using var handler = new VerbatimHandler("""{"id":"c1","model":"m","choices":[{"index":0,"message":{"role":"assistant","content":"Hello"},"finish_reason":"stop"}]}""");
        var model = Provider.OpenAICompatible("mine", "https://my.host").WithApiKey("my-secret").WithHandler(handler).Chat("m");

        var response = await model.GetResponseAsync(s_messages);

        response.Text.ShouldBe("Hello");
        handler.Single.Url.ShouldBe("https://my.host/chat/completions");
        handler.Single.Headers["Authorization"].ShouldBe("Bearer my-secret");
        JsonElement.Parse(handler.Single.Body).GetProperty("messages").GetArrayLength().ShouldBe(2);
    }

    [Fact]
    public async Task The_answer_is_read_with_its_usage_and_kept_as_it_came()
    {
        using var handler = new VerbatimHandler(Answer);

        var response = await Model(handler).GetResponseAsync(s_messages);

        response.Text.ShouldBe("echo: \"hello\" 👋");
        response.ResponseId.ShouldBe("e-1");
        response.ModelId.ShouldBe("echo-1");
        response.FinishReason.ShouldBe(ChatFinishReason.Stop);
        response.RawFinishReason.ShouldBe("end");
        response.TokenUsage!.Value.ShouldBe(new TokenUsage { UncachedInputTokens = 7, OutputTokens = 3 });
        JsonElement.DeepEquals(response.Extras!.Value.GetProperty("raw_response"), JsonElement.Parse(Answer)).ShouldBeTrue();
    }

    [Fact]
    public async Task A_streaming_call_to_a_wire_without_streams_gives_the_whole_answer_and_waits_for_nothing()
    {
        using var handler = new VerbatimHandler("""{"output":{"text":"hello"}}""");

        var response = await Model(handler).GetStreamingResponseAsync(s_messages).ToChatResponseAsync();

        response.Text.ShouldBe("hello");
        response.Usage.ShouldBeNull();
        response.FinishReason.ShouldBeNull();
    }

    [Fact]
    public async Task Content_that_is_no_text_is_refused_before_anything_is_sent()
    {
        using var handler = new VerbatimHandler(Answer);
        var image = new DataContent(new byte[] { 1, 2, 3 }, "image/png");

        var error = await Should.ThrowAsync<LlmException>(() => Model(handler).GetResponseAsync([new(ChatRole.User, [new TextContent("What is this?"), image])]));

        error.Kind.ShouldBe(LlmErrorKind.Unsupported);
        error.Message.ShouldStartWith("Messages[0].Contents[1]: EchoAI is text only.");
        handler.Requests.ShouldBeEmpty();
    }

    [Fact]
    public async Task Every_setting_that_the_wire_lacks_is_a_warning()
    {
        using var handler = new VerbatimHandler(Answer);
        var options = new ChatOptions
        {
            MaxOutputTokens = 9,
            Temperature = 1,
            StopSequences = ["x"],
            Tools = [AIFunctionFactory.CreateDeclaration("now", "The time.", JsonElement.Parse("{}"))],
            ServiceTier = "flex",
        };

        var response = await Model(handler).GetResponseAsync(s_messages, options);

        response.Warnings.Select(warning => warning.Field).ShouldBe(["Temperature", "StopSequences", "Tools", "ServiceTier"]);
    }

    [Fact]
    public async Task Its_embeddings_are_a_wire_of_their_own()
    {
        using var handler = new VerbatimHandler("""{"embeddings":[[1,2]]}""");

        var vectors = await EchoAIProvider.At("https://my.host").WithApiKey("my-secret").WithHandler(handler).Embeddings("echo-1").GenerateAsync(["hello"], new EmbeddingGenerationOptions { Dimensions = 2 });

        vectors.ShouldHaveSingleItem().Vector.ToArray().ShouldBe([1f, 2f]);
        vectors.Warnings.ShouldHaveSingleItem().Field.ShouldBe("Dimensions");
        handler.Single.Url.ShouldBe("https://my.host/api/embed");
        handler.Single.Headers["X-Echo-Key"].ShouldBe("my-secret");
        handler.Single.Body.ShouldBe("""{"model":"echo-1","texts":["hello"]}""");
    }

    [Theory]
    [InlineData("""{"meta":{}}""", "output.text")]
    [InlineData("""{"output":{"text":"he""", "terminal")]
    public async Task An_answer_that_is_none_is_an_error(string body, string message)
    {
        using var handler = new VerbatimHandler(body);

        (await Should.ThrowAsync<LlmException>(() => Model(handler).GetResponseAsync(s_messages))).Message.ShouldContain(message);
    }

    private static ChatModel Model(HttpMessageHandler handler) => EchoAIProvider.At("https://my.host").WithApiKey("my-secret").WithHandler(handler).Chat("echo-1");
}
