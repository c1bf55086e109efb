using System.Text;
using Microsoft.Extensions.AI;
using Parlance.Protocols.OpenAIChat;
using Parlance.Tests.Support;

namespace Parlance.Tests.Protocols.OpenAIChat;

/// <summary>Reasoning that a model writes into its answer's text, between words of its own.</summary>
public sealed class MarkedReasoningTests
{
    /// <summary>Content, the reasoning in it, and the answer.</summary>
    public static TheoryData<string, string, string> Contents => new()
    {
        { "###Thinking\nOne and one.\n###Response\nTwo.", "One and one.", "Two." },
        { " \n###Thinking One\n\n# and ##one ###Respond\n\n###Response\n\nTwo.\n", "One\n\n# and ##one ###Respond", "Two.\n" },
        { "###ThinkingHm###ResponseYes", "Hm", "Yes" },
        { "###Thinking\n###Response\nTwo.", "", "Two." },
        { "###Thinking\nOne and on", "One and on", "" },
        { "###Thinking\nOne\n##", "One\n##", "" },
        { "###Thinking 😀 é\n###Response 😀\n", "😀 é", "😀\n" },
        { "###Think about it.", "", "###Think about it." },
        { "### Heading\n###Response", "", "### Heading\n###Response" },
        { "Say ###Thinking or ###Response.", "", "Say ###Thinking or ###Response." },
        { " #", "", " #" },
    };

    [Theory]
    [MemberData(nameof(Contents))]
    public async Task A_whole_answer_is_split_at_its_marks(string content, string reasoning, string text)
    {
        using var handler = new VerbatimHandler($$$"""{"id":"c","model":"glm-z1","choices":[{"index":0,"message":{"role":"assistant","content":{{{Quote(content)}}}},"finish_reason":"stop"}]}""");

        var response = await Parlance.Providers.Zhipu.WithApiKey("k").WithHandler(handler).Chat("glm-z1").GetResponseAsync("1+1");

        (ReasoningOf(response), response.Text).ShouldBe((reasoning, text));
        response.FinishReason.ShouldBe(ChatFinishReason.Stop);
    }

    /// <summary>Two cuts anywhere, and events that one line end separates, as this host sends them.</summary>
    [Theory]
    [MemberData(nameof(Contents))]
    public async Task A_stream_is_split_the_same_wherever_it_is_cut(string content, string reasoning, string text)
    {
        for (var first = 1; first < content.Length; first++)
        {
            for (var second = first; second < content.Length; second++)
            {
                var stream = new StringBuilder();
                foreach (var piece in (string[])[content[..first], content[first..second], content[second..]])
                {
                    stream.Append($$$"""data: {"id":"c","model":"glm-z1","choices":[{"index":0,"delta":{"role":"assistant","content":{{{Quote(piece)}}}}}]}""").Append('\n');
                }

                stream.Append("""data: {"id":"c","model":"glm-z1","choices":[{"index":0,"delta":{"content":""},"finish_reason":"stop"}],"usage":{"prompt_tokens":1,"completion_tokens":2}}""" + "\ndata: [DONE]\n");
                using var handler = new VerbatimHandler(stream.ToString(), "text/event-stream");

                var response = await Parlance.Providers.Zhipu.WithApiKey("k").WithHandler(handler).Chat("glm-z1").GetStreamingResponseAsync("1+1").ToChatResponseAsync();

                (ReasoningOf(response), response.Text).ShouldBe((reasoning, text), $"cut at {first} and {second}");
                response.Usage!.OutputTokenCount.ShouldBe(2);
            }
        }
    }

    [Fact]
    public async Task What_was_split_off_goes_back_in_the_member_for_it()
    {
        using var handler = new VerbatimHandler("""{"id":"c","choices":[{"index":0,"message":{"role":"assistant","content":"###Thinking\nOne.\n###Response\nTwo."},"finish_reason":"stop"}]}""");
        var model = Parlance.Providers.Zhipu.WithApiKey("k").WithHandler(handler).Chat("glm-z1");
        var history = (await model.GetResponseAsync("1+1")).Messages;

        await model.GetResponseAsync([.. history, new ChatMessage(ChatRole.User, "Why?")]);

        handler.Requests[^1].Body.ShouldContain("""
            {"role":"assistant","reasoning_content":"One.","content":"Two."}
            """);
    }

    [Fact]
    public async Task A_call_after_the_reasoning_comes_after_it()
    {
        const string stream = """
            data: {"id":"c","choices":[{"index":0,"delta":{"content":"###Thinking\nOne.\n###Resp"}}]}

            data: {"id":"c","choices":[{"index":0,"delta":{"content":"onse\n","tool_calls":[{"index":0,"id":"t","type":"function","function":{"name":"add","arguments":"{}"}}]}}]}

            data: {"id":"c","choices":[{"index":0,"delta":{},"finish_reason":"tool_calls"}]}

            data: [DONE]


            """;
        using var handler = new VerbatimHandler(stream, "text/event-stream");

        var response = await Parlance.Providers.Zhipu.WithApiKey("k").WithHandler(handler).Chat("glm-z1").GetStreamingResponseAsync("1+1").ToChatResponseAsync();

        response.Messages.Single().Contents.Select(content => content.GetType()).ShouldBe([typeof(TextReasoningContent), typeof(FunctionCallContent)]);
        ReasoningOf(response).ShouldBe("One.");
    }

    [Fact]
    public async Task Any_host_can_be_told_its_models_marks()
    {
        using var handler = new VerbatimHandler("""{"id":"c","choices":[{"index":0,"message":{"role":"assistant","content":"<think>\nOne.\n</think>\n\nTwo."},"finish_reason":"stop"}]}""");
        var provider = Provider.OpenAICompatible("mine", "http://localhost:8000/v1").WithHandler(handler);

        var whole = await provider.Chat("qwen3").GetResponseAsync("1+1");
        var split = await provider.WithDialect(dialect => dialect with { ReasoningMarks = new("<think>", "</think>") }).Chat("qwen3").GetResponseAsync("1+1");

        whole.Text.ShouldBe("<think>\nOne.\n</think>\n\nTwo.");
        (ReasoningOf(split), split.Text).ShouldBe(("One.", "Two."));
    }

    [Fact]
    public void A_mark_is_a_word()
    {
        Should.Throw<ArgumentException>(() => new OpenAIChatReasoningMarks("", "</think>"));
        Should.Throw<ArgumentException>(() => new OpenAIChatReasoningMarks("<think>", "</think>") with { End = "" });
    }

    /// <summary>A JSON string whose characters beyond ASCII are escapes, so that a cut can part a surrogate pair.</summary>
    private static string Quote(string text) => "\"" + string.Concat(text.Select(unit => unit is '"' or '\\' or < ' ' or > '~' ? $"\\u{(int)unit:x4}" : unit.ToString())) + "\"";

    private static string ReasoningOf(ChatResponse response) =>
        string.Concat(response.Messages.SelectMany(message => message.Contents).OfType<TextReasoningContent>().Select(reasoning => reasoning.Text));
}
