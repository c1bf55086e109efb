using System.Text;
using System.Text.Json;
using Microsoft.Extensions.AI;
using Parlance.Testing;

namespace Parlance.Tests.Testing;

/// <summary>Models against the simulator, through the real wires: both halves of each protocol answer to each other.</summary>
public sealed class SimulatorEndToEndTests
{
    private static readonly string[] s_wires = ["openai", "azure", "responses", "anthropic", "anthropic-vertex", "gemini", "ollama"];

    public static TheoryData<string> Wires => [.. s_wires];

    private static readonly JsonElement s_city = JsonElement.Parse("""{"type":"object","properties":{"city":{"type":"string"}},"required":["city"]}""");

    [Theory]
    [MemberData(nameof(Wires))]
    public async Task A_greeting_comes_whole_and_in_pieces(string wire)
    {
        var model = Model(wire);
        var whole = await model.GetResponseAsync("Say hello in five words");
        whole.Text.ShouldBe("Hello there, how are you?");
        whole.FinishReason.ShouldBe(ChatFinishReason.Stop);
        whole.Usage!.InputTokenCount.ShouldBe(9);
        whole.Usage.OutputTokenCount.ShouldBe(7);
        var pieces = new List<ChatResponseUpdate>();
        await foreach (var update in model.GetStreamingResponseAsync("Say hello in five words"))
        {
            pieces.Add(update);
        }

        pieces.Count(update => update.Text.Length > 0).ShouldBe(7);
        var streamed = pieces.ToChatResponse();
        streamed.Text.ShouldBe(whole.Text);
        streamed.FinishReason.ShouldBe(whole.FinishReason);
        streamed.Usage!.TotalTokenCount.ShouldBe(16);
    }

    [Theory]
    [MemberData(nameof(Wires))]
    public async Task A_tool_is_called_and_its_result_quoted(string wire)
    {
        foreach (var streaming in new[] { true, false })
        {
            var model = Model(wire);
            var options = new ChatOptions { Tools = [AIFunctionFactory.CreateDeclaration("get_weather", "The weather", s_city)] };
            List<ChatMessage> messages = [new(ChatRole.User, "How is the weather in Zürich?")];
            var first = await AskAsync(model, messages, options, streaming);
            first.FinishReason.ShouldBe(ChatFinishReason.ToolCalls);
            var call = first.Messages.SelectMany(message => message.Contents).OfType<FunctionCallContent>().ShouldHaveSingleItem();
            call.Name.ShouldBe("get_weather");
            call.Arguments!["city"].ShouldBeOfType<JsonElement>().GetString().ShouldBe("Zürich");
            messages.AddRange(first.Messages);
            messages.Add(new ChatMessage(ChatRole.Tool, [new FunctionResultContent(call.CallId, "sunny, 21 °C")]));
            var second = await AskAsync(model, messages, options, streaming);
            second.Text.ShouldBe("The tool answered: sunny, 21 °C");
            second.FinishReason.ShouldBe(ChatFinishReason.Stop);
        }
    }

    [Theory]
    [MemberData(nameof(Wires))]
    public async Task The_output_limit_a_schema_and_an_image_reach_the_model(string wire)
    {
        var model = Model(wire);
        (await model.GetResponseAsync(string.Join(' ', Enumerable.Repeat("word", 64)), new ChatOptions { MaxOutputTokens = 16 })).FinishReason.ShouldBe(ChatFinishReason.Length);
        byte[] gif = [.. "GIF89a"u8, 0x20, 0x03, 0x58, 0x02, 0, 0];
        (await model.GetResponseAsync([new ChatMessage(ChatRole.User, [new TextContent("What is this?"), new DataContent(gif, "image/gif")])])).Text.ShouldContain("GIF, 800×600 pixels");
        var json = await model.GetResponseAsync("city: Bern", new ChatOptions { ResponseFormat = ChatResponseFormat.ForJsonSchema(s_city) });
        json.Text.ShouldBe("""{"city":"Bern"}""");
    }

    [Theory]
    [InlineData("anthropic")]
    [InlineData("gemini")]
    [InlineData("responses")]
    [InlineData("ollama")]
    public async Task Reasoning_travels_apart_from_the_text(string wire)
    {
        var response = await AskAsync(Model(wire, "thinker"), [new(ChatRole.User, "Why?")], new ChatOptions(), streaming: true);
        response.Text.ShouldBe("You said: Why?");
        response.Messages[0].Contents.OfType<TextReasoningContent>().First().Text.ShouldContain("The user wrote");
    }

    [Theory]
    [MemberData(nameof(Wires))]
    public async Task Harmless_faults_go_unnoticed(string wire)
    {
        foreach (var fault in new[] { "split-utf8", "crlf", "comments", "unknown-event", "empty-choices", "no-usage" })
        {
            var response = await AskAsync(Model(wire, $"fault:{fault}"), [new(ChatRole.User, "Grüße 👋🏽")], new ChatOptions(), streaming: true);
            response.Text.ShouldBe("You said: Grüße 👋🏽", fault);
        }
    }

    [Theory]
    [MemberData(nameof(Wires))]
    public async Task Harmful_faults_are_errors_of_their_kind(string wire)
    {
        (string Fault, LlmErrorKind Kind)[] faults =
        [
            ("status:429", LlmErrorKind.RateLimited),
            ("status:401", LlmErrorKind.Authentication),
            ("status:500", LlmErrorKind.ServerError),
            ("cut:3", LlmErrorKind.StreamInterrupted),
            ("no-terminal", LlmErrorKind.StreamInterrupted),
            ("malformed:2", LlmErrorKind.MalformedResponse),
            ("html", LlmErrorKind.MalformedResponse),
            ("disconnect", LlmErrorKind.Network),
            ("huge-error:2", LlmErrorKind.ServerError),
        ];
        foreach (var (fault, kind) in faults)
        {
            var error = await Should.ThrowAsync<LlmException>(() => AskAsync(Model(wire, $"fault:{fault}"), [new(ChatRole.User, "Hi")], new ChatOptions(), streaming: true));
            error.Kind.ShouldBe(kind, $"{fault}: {error}");
        }

        foreach (var fault in new[] { "error-first", "error-after:3" })
        {
            var error = await Should.ThrowAsync<LlmException>(() => AskAsync(Model(wire, $"fault:{fault}"), [new(ChatRole.User, "Hi")], new ChatOptions(), streaming: true));
            error.IsTransient.ShouldBeTrue($"{fault}: {error}");
        }
    }

    [Fact]
    public async Task The_fallback_provider_answers_without_a_key()
    {
        var response = await Simulator.CreateProvider().Chat("parlance-1").GetResponseAsync("Say hello in five words");
        response.Text.ShouldBe("Hello there, how are you?");
        response.ModelId.ShouldBe("parlance-1");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Ollamas_completion_of_a_prompt_is_served_in_its_own_shape(bool streaming)
    {
        using var client = new HttpClient(new Simulator().CreateHandler());
        using var body = new StringContent($$"""{"model":"m","prompt":"Reply with: pong","stream":{{(streaming ? "true" : "false")}}}""", Encoding.UTF8, "application/json");
        using var response = await client.PostAsync("http://localhost/api/generate", body);
        var lines = (await response.Content.ReadAsStringAsync()).Trim().Split('\n').Select(line => JsonElement.Parse(line)).ToList();
        string.Concat(lines.Select(line => line.GetProperty("response").GetString())).ShouldBe("pong");
        lines[^1].GetProperty("done").GetBoolean().ShouldBeTrue();
    }

    [Fact]
    public async Task A_body_that_is_no_request_is_refused_in_the_wires_own_words()
    {
        using var client = new HttpClient(new Simulator().CreateHandler());
        foreach (var path in new[] { "/v1/chat/completions", "/v1/responses", "/v1/messages", "/v1beta/models/m:generateContent", "/api/chat", "/v1/embeddings", "/v1/messages/count_tokens", "/api/show" })
        {
            using var body = new StringContent("not json");
            using var response = await client.PostAsync($"http://localhost{path}", body);
            ((int)response.StatusCode).ShouldBe(400);
            JsonElement.Parse(await response.Content.ReadAsStringAsync()).TryGetProperty("error", out _).ShouldBeTrue();
        }
    }

    private static ChatModel Model(string wire, string name = "parlance-1")
    {
        var handler = new Simulator().CreateHandler();
        return wire switch
        {
            "openai" => Providers.OpenAI.WithApiKey("test").WithHandler(handler).Chat(name),
            "azure" => Provider.OpenAICompatible("azure", "http://localhost/openai/deployments/mine").WithHandler(handler).Chat(name),
            "responses" => Providers.OpenAIResponses.WithApiKey("test").WithHandler(handler).Chat(name),
            "anthropic-vertex" => GoogleCloudProviders.AnthropicVertex("p", "global", GoogleCloudAuthenticator.FromAccessToken("t")).WithHandler(handler).Chat(name),
            "gemini" => Providers.Gemini.WithApiKey("test").WithHandler(handler).Chat(name),
            "anthropic" => Providers.Anthropic.WithApiKey("test").WithHandler(handler).Chat(name),
            _ => Providers.Ollama.WithBaseUrl("http://localhost:11434").WithHandler(handler).Chat(name),
        };
    }

    private static async Task<ChatResponse> AskAsync(ChatModel model, IReadOnlyList<ChatMessage> messages, ChatOptions options, bool streaming)
    {
        if (!streaming)
        {
            return await model.GetResponseAsync(messages, options);
        }

        var updates = new List<ChatResponseUpdate>();
        await foreach (var update in model.GetStreamingResponseAsync(messages, options))
        {
            updates.Add(update);
        }

        return updates.ToChatResponse();
    }
}
