using System.Text;
using System.Text.Json;
using EchoAI;
using Microsoft.Extensions.AI;
using Parlance;
using Parlance.Framing;
using Parlance.Protocols;
using Parlance.Responses;
using Parlance.Testing;

namespace Outside.Wires;

/// <summary>A wire of a third party, with all that the built-in ones get.</summary>
public sealed class OwnWireTests
{
    private const string Answer = """{"output":{"text":"echo: hello"},"meta":{"id":"e-1","model":"echo-1","tokens_in":7,"tokens_out":3},"stop":"end"}""";

    private static readonly ChatMessage[] s_hello = [new(ChatRole.User, "hello")];

    [Fact]
    public async Task Extra_body_reaches_the_wire_into_its_objects_too()
    {
        using var handler = new ReplayHandler(new ReplayResponse(Answer));
        var options = new ChatOptions { ExtraBody = JsonElement.Parse("""{"safety":"off","settings":{"voice":"low"}}""") };

        var response = await Model(handler).GetResponseAsync(s_hello, options, TestContext.Current.CancellationToken);

        Encoding.UTF8.GetString(handler.Requests[0].Body.Span).ShouldBe("""{"model":"echo-1","prompt":"user: hello","settings":{"max_output_tokens":256,"voice":"low"},"safety":"off"}""");
        response.Warnings.ShouldBeEmpty();
    }

    [Fact]
    public void Extra_body_that_repeats_what_the_wire_writes_is_an_error()
    {
        var options = new ChatOptions { ExtraBody = JsonElement.Parse("""{"model":"other"}""") };
        Should.Throw<LlmException>(() => Model().Prepare(s_hello, options)).Kind.ShouldBe(LlmErrorKind.InvalidRequest);
    }

    [Fact]
    public void A_prefix_and_what_a_wire_without_the_writer_cannot_add_are_told()
    {
        var call = new ChatCall
        {
            Model = "m",
            Messages = [new(ChatRole.User, "hi"), new(ChatRole.Assistant, "Once") { IsPrefix = true }],
            Options = new ChatOptions { TopK = 3, ExtraBody = JsonElement.Parse("""{"safety":"off"}""") },
        };

        call.WarnOfAllBut("MaxOutputTokens");

        call.Warnings.Select(warning => (warning.Kind, warning.Field)).ShouldBe(
            [(ChatWarningKind.Unsupported, "TopK"), (ChatWarningKind.Unsupported, "Messages[1].IsPrefix"), (ChatWarningKind.Unsupported, "ExtraBody")], ignoreOrder: true);
        Should.Throw<LlmException>(() => (call with { UnsupportedPolicy = UnsupportedPolicy.Throw, Options = new ChatOptions() }).WarnOfAllBut());
    }

    [Fact]
    public async Task A_request_can_be_looked_at_and_made_without_sending_it()
    {
        var prepared = Model().Prepare(s_hello, new ChatOptions { Seed = 1 });

        prepared.Method.ShouldBe(HttpMethod.Post);
        prepared.Url.ShouldBe("https://my.host/api/generate");
        prepared.Headers.ShouldBe([new("Content-Type", "application/json"), new("X-Echo-Key", "***"), new("X-Echo-Signature", "***")]);
        prepared.Warnings.ShouldHaveSingleItem().Field.ShouldBe("Seed");
        using var message = await prepared.CreateMessageAsync(TestContext.Current.CancellationToken);
        message.Headers.GetValues("X-Echo-Key").ShouldBe(["my-secret"]);
        message.Headers.GetValues("X-Echo-Signature").Single().Length.ShouldBe(64);
        (await message.Content!.ReadAsByteArrayAsync(TestContext.Current.CancellationToken)).ShouldBe(prepared.Body.ToArray());
    }

    [Fact]
    public void Headers_that_a_caller_adds_are_shown_without_their_secrets()
    {
        var provider = Provider.OpenAICompatible("mine", "https://{MY_HOST}/v1").WithHeader("Authorization", "Bearer sk-secret").WithHeader("X-Tenant", "acme").WithEnvironment(_ => null);
        var prepared = provider.Chat("m").Prepare(s_hello);

        prepared.Url.ShouldBe("https://{MY_HOST}/v1/chat/completions");
        prepared.Headers.ShouldContain(new KeyValuePair<string, string>("Authorization", "Bearer ***"));
        prepared.Headers.ShouldContain(new KeyValuePair<string, string>("X-Tenant", "acme"));
        prepared.Headers.ShouldNotContain(header => header.Value.Contains("sk-secret"));
    }

    [Fact]
    public void An_answer_that_has_come_by_other_means_is_read_as_one_that_was_asked_for()
    {
        var response = Model().ReadResponse(Encoding.UTF8.GetBytes(Answer));

        response.Text.ShouldBe("echo: hello");
        response.TokenUsage.ShouldBe(new TokenUsage { UncachedInputTokens = 7, OutputTokens = 3 });
        response.RawRepresentation.ShouldBeOfType<JsonElement>().GetProperty("stop").GetString().ShouldBe("end");
        var error = Should.Throw<LlmException>(() => Model().ReadResponse("{}"u8));
        error.Kind.ShouldBe(LlmErrorKind.MalformedResponse);
        error.Provider.ShouldBe("echoai");
        error.Model.ShouldBe("echo-1");
    }

    [Fact]
    public void Bytes_of_any_wire_are_decoded_piece_by_piece_into_a_sink_of_ones_own()
    {
        var sink = new RecordingSink();
        using var reader = new ResponseReader(Parlance.Providers.OpenAI.Protocol.CreateDecoder(sink));
        foreach (var piece in Encoding.UTF8.GetBytes("data: {\"id\":\"r\",\"choices\":[{\"delta\":{\"content\":\"Hi\"},\"finish_reason\":\"stop\"}]}\n\ndata: [DONE]\n\n"))
        {
            reader.Write([piece]);
        }

        reader.Complete();
        sink.Text.ShouldBe("Hi");
        sink.FinishReason.ShouldBe(ChatFinishReason.Stop);
    }

    [Fact]
    public async Task A_tap_hears_what_the_reader_hears_and_may_change_it()
    {
        using var handler = new ReplayHandler(new ReplayResponse(Answer));
        var heard = new List<string>();
        var provider = EchoAIProvider.At("https://my.host").WithApiKey("k").WithHandler(handler)
            .WithResponseTap((call, sink) => new TextMeter(sink, bytes => heard.Add($"{call.Model}: {bytes}")))
            .WithResponseTap((_, sink) => new Shout(sink));

        (await provider.Chat("echo-1").GetResponseAsync(s_hello, cancellationToken: TestContext.Current.CancellationToken)).Text.ShouldBe("ECHO: HELLO");
        heard.ShouldBe(["echo-1: 11"]);
        var bytes = await provider.Chat("echo-1").EncodeAsync(StreamFormat.Json, s_hello, cancellationToken: TestContext.Current.CancellationToken).ToListAsync(TestContext.Current.CancellationToken);
        Encoding.UTF8.GetString(bytes[0].Span).ShouldBe("""{"content":"ECHO: HELLO"}""");
    }

    [Fact]
    public async Task Embeddings_and_the_registry_know_the_third_partys_row()
    {
        using var handler = new ReplayHandler(new ReplayResponse("""{"embeddings":[[1,2],[3,4]]}"""));
        var registry = ProviderRegistry.CreateDefault();
        registry.Register(EchoAIProvider.At("https://my.host").WithApiKey("k").WithHandler(handler), "echo");

        var vectors = await registry.Embeddings("echo/embed-1").GenerateAsync(["a", "b"], cancellationToken: TestContext.Current.CancellationToken);

        vectors.Select(vector => vector.Vector.ToArray()).ShouldBe([[1f, 2f], [3f, 4f]]);
        registry.Get("azure").Name.ShouldBe("azure-openai");
        new ProviderRegistry(Parlance.Providers.All).Get("llama.cpp").Name.ShouldBe("llamacpp");
    }

    private static ChatModel Model(HttpMessageHandler? handler = null)
    {
        var provider = EchoAIProvider.At("https://my.host").WithApiKey("my-secret");
        return (handler is null ? provider : provider.WithHandler(handler)).Chat("echo-1");
    }

    /// <summary>Says everything louder.</summary>
    private sealed class Shout(IResponseSink inner) : DelegatingSink(inner)
    {
        public override void Delta(int index, ReadOnlySpan<byte> utf8) =>
            base.Delta(index, Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(utf8).ToUpperInvariant()));
    }
}
