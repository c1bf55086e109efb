using Microsoft.Extensions.AI;
using Parlance.Tests.Support;

namespace Parlance.Tests.Protocols.HuggingFace;

/// <summary>Built from the vendor's documentation: no answer of this wire was recorded.</summary>
public sealed class HuggingFaceTests
{
    [Fact]
    public async Task A_prompt_goes_out_and_its_continuation_comes_back()
    {
        using var handler = new VerbatimHandler("""[{"generated_text":" Bob.","details":{"finish_reason":"length","generated_tokens":2,"seed":3}}]""");

        var response = await Model(handler).GetResponseAsync("My name is", new ChatOptions { MaxOutputTokens = 2, Temperature = 0.5f, StopSequences = ["\n"] });

        handler.Single.Url.ShouldBe("https://router.huggingface.co/hf-inference/models/HuggingFaceH4/zephyr-7b-beta");
        handler.Single.Body.ShouldBe("""{"inputs":"My name is","parameters":{"max_new_tokens":2,"temperature":0.5,"stop":["\n"]}}""");
        response.Text.ShouldBe(" Bob.");
        response.FinishReason.ShouldBe(ChatFinishReason.Length);
        response.TokenUsage.ShouldBe(new TokenUsage { OutputTokens = 2 });
    }

    [Fact]
    public async Task Tokens_of_a_stream_are_text_but_for_the_special_ones()
    {
        const string stream = """
            data:{"index":1,"token":{"id":1,"text":" Bo","logprob":-0.1,"special":false},"generated_text":null,"details":null}

            data:{"index":2,"token":{"id":2,"text":"b","logprob":-0.1,"special":false},"generated_text":null,"details":null}

            data:{"index":3,"token":{"id":3,"text":"</s>","logprob":-0.1,"special":true},"generated_text":" Bob","details":{"finish_reason":"eos_token","generated_tokens":3,"input_length":4}}


            """;
        using var handler = new VerbatimHandler(stream, "text/event-stream");

        var response = await Model(handler).GetStreamingResponseAsync("My name is").ToChatResponseAsync();

        handler.Single.Body.ShouldBe("""{"inputs":"My name is","stream":true}""");
        response.Text.ShouldBe(" Bob");
        response.FinishReason.ShouldBe(ChatFinishReason.Stop);
        response.TokenUsage.ShouldBe(new TokenUsage { UncachedInputTokens = 4, OutputTokens = 3 });
    }

    [Fact]
    public async Task An_error_inside_a_stream_is_told()
    {
        using var handler = new VerbatimHandler("""data:{"error":"Request failed during generation: Server error","error_type":"generation"}""" + "\n\n", "text/event-stream");

        var error = await Should.ThrowAsync<LlmException>(() => Model(handler).GetStreamingResponseAsync("Hi").ToChatResponseAsync());

        error.Kind.ShouldBe(LlmErrorKind.ServerError);
    }

    [Fact]
    public async Task A_conversation_is_written_as_one_text_and_says_so()
    {
        using var handler = new VerbatimHandler("""[{"generated_text":"Yo"}]""");

        var response = await Model(handler).GetResponseAsync([new(ChatRole.System, "Be terse."), new(ChatRole.User, "Hi")]);

        handler.Requests.Single().Body.ShouldContain("System: Be terse.\\n\\nUser: Hi\\n\\nAssistant:");
        response.Warnings.Single().Field.ShouldBe("Messages");
    }

    private static ChatModel Model(HttpMessageHandler handler) => Parlance.Providers.HuggingFace.WithApiKey("k").WithHandler(handler).Chat("HuggingFaceH4/zephyr-7b-beta");
}
