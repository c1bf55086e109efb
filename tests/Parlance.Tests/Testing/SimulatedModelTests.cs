using System.Text.Json;
using Microsoft.Extensions.AI;
using Parlance.Protocols;
using Parlance.Responses;
using Parlance.Testing;

namespace Parlance.Tests.Testing;

public sealed class SimulatedModelTests
{
    private static readonly byte[] s_png = [0x89, (byte)'P', (byte)'N', (byte)'G', 13, 10, 26, 10, 0, 0, 0, 13, (byte)'I', (byte)'H', (byte)'D', (byte)'R', 0, 0, 2, 0x80, 0, 0, 1, 0xE0];
    private static readonly byte[] s_gif = [.. "GIF89a"u8, 0x20, 0x03, 0x58, 0x02, 0, 0];
    private static readonly byte[] s_jpeg = [0xFF, 0xD8, 0xFF, 0xE0, 0, 4, 0, 0, 0xFF, 0xC0, 0, 17, 8, 0, 100, 0, 200, 3, 1];
    private static readonly byte[] s_webp = [.. "RIFF"u8, 0, 0, 0, 0, .. "WEBPVP8X"u8, 10, 0, 0, 0, 0, 0, 0, 0, 0x7F, 2, 0, 0xDF, 1, 0];

    [Theory]
    [InlineData("Say hello in five words", 5)]
    [InlineData("Say hello in 3 words.", 3)]
    [InlineData("Please write a greeting of nine words", 9)]
    [InlineData("say hi in one word", 1)]
    public void A_greeting_has_as_many_words_as_were_asked_for(string prompt, int words)
    {
        var text = Answer(prompt).Text;
        text.ShouldStartWith("Hello");
        text.Split(' ').Length.ShouldBe(words);
    }

    [Theory]
    [InlineData("Reply with exactly: pong", "pong")]
    [InlineData("Say \"blue moon\".", "blue moon")]
    [InlineData("What is 12 * 12?", "12 * 12 = 144")]
    [InlineData("What is 1 / 0?", "Nothing can be divided by zero.")]
    [InlineData("Tell me of the sea.", "You said: Tell me of the sea.")]
    [InlineData("Grüße 👋🏽 an alle", "You said: Grüße 👋🏽 an alle")]
    [InlineData("", "You said nothing. Say something, and I will answer.")]
    public void Plain_prompts_get_sensible_answers(string prompt, string expected)
    {
        var answer = Answer(prompt);
        answer.Text.ShouldBe(expected);
        answer.FinishReason.ShouldBe(ChatFinishReason.Stop);
    }

    [Fact]
    public void The_same_request_has_the_same_answer() => Answer("Hello").ToString().ShouldBe(Answer("Hello").ToString());

    [Fact]
    public void Images_and_documents_are_described_by_what_they_are()
    {
        Describe(s_png, "image/png").ShouldContain("PNG, 640×480 pixels, 24 bytes");
        Describe(s_gif, "image/gif").ShouldContain("GIF, 800×600 pixels");
        Describe(s_jpeg, "image/jpeg").ShouldContain("JPEG, 200×100 pixels");
        Describe(s_webp, "image/webp").ShouldContain("WebP, 640×480 pixels");
        Describe([1, 2, 3], "image/png").ShouldContain("an image (image/png, 3 bytes)");
        Describe(new byte[1000], "application/pdf").ShouldContain("a document (application/pdf, 1000 bytes)");
    }

    [Fact]
    public void A_stop_sequence_ends_the_text_before_itself()
    {
        var answer = Answer("one two STOP three", new ChatOptions { StopSequences = ["STOP", "three"] });
        answer.Text.ShouldBe("You said: one two ");
        answer.FinishReason.ShouldBe(ChatFinishReason.Stop);
    }

    [Fact]
    public void The_output_limit_cuts_and_says_so()
    {
        var answer = Answer("one two three four five six", new ChatOptions { MaxOutputTokens = 4 });
        answer.Text.ShouldBe("You said: one");
        answer.FinishReason.ShouldBe(ChatFinishReason.Length);
        answer.ReportedUsage!.Value.OutputTokens.ShouldBe(4);
    }

    [Fact]
    public void Usage_counts_what_was_sent_and_said()
    {
        var usage = Answer("one two three").ReportedUsage!.Value;
        usage.UncachedInputTokens.ShouldBe(7, "three words and four for the message");
        usage.OutputTokens.ShouldBe(6, "You said : one two three");
        usage.CacheReadTokens.ShouldBeNull();
    }

    [Fact]
    public void Marked_prompts_are_written_to_a_cache_once_and_read_from_it_later()
    {
        ChatMessage system = new(ChatRole.System, [new TextContent("a b c d") { CacheBreakpoint = "5m" }]);
        ChatMessage user = new(ChatRole.User, "Tell me more");
        var first = Play(Call([system, user])).ReportedUsage!.Value;
        first.CacheWrite5mTokens.ShouldBe(8);
        first.CacheReadTokens.ShouldBe(0);
        var later = Play(Call([system, user, new(ChatRole.Assistant, "More."), user])).ReportedUsage!.Value;
        later.CacheReadTokens.ShouldBe(8);
        later.CacheWrite5mTokens.ShouldBe(0);
    }

    [Theory]
    [InlineData("parlance-1-thinking", null, null, true)]
    [InlineData("reasoner", null, null, true)]
    [InlineData("m", "high", null, true)]
    [InlineData("m", null, true, true)]
    [InlineData("m", null, null, false)]
    [InlineData("reasoner", null, false, false)]
    [InlineData("reasoner", "none", null, false)]
    public void Reasoning_shows_where_it_is_asked_for(string model, string? effort, bool? enabled, bool expected)
    {
        var answer = Play(Call([new(ChatRole.User, "Why?")], new ChatOptions { ReasoningEffort = effort, ReasoningEnabled = enabled }, model));
        (answer.Reasoning.Length > 0).ShouldBe(expected);
        (answer.ReportedUsage!.Value.ReasoningTokens > 0).ShouldBe(expected);
        answer.Text.ShouldBe("You said: Why?");
    }

    [Fact]
    public void A_tool_that_is_asked_for_is_called_with_arguments_from_the_prompt()
    {
        var call = ToolCalls("What is the weather in New York, in celsius?", new ChatOptions { Tools = [Weather] }).ShouldHaveSingleItem();
        JsonElement.DeepEquals(JsonElement.Parse(call), JsonElement.Parse("""{"city":"New York","unit":"celsius"}""")).ShouldBeTrue(call);
    }

    [Fact]
    public void Tools_that_nobody_asked_for_are_left_alone() =>
        ToolCalls("Tell me a joke", new ChatOptions { Tools = [Weather, Clock] }).ShouldBeEmpty();

    [Fact]
    public void The_tool_mode_decides()
    {
        ToolCalls("Tell me a joke", new ChatOptions { Tools = [Weather, Clock], ToolMode = ChatToolMode.RequireAny }).Count.ShouldBe(1);
        ToolCalls("Tell me a joke", new ChatOptions { Tools = [Weather, Clock], ToolMode = ChatToolMode.RequireSpecific("read_clock") }).ShouldBe(["{\"hours\":42}"]);
        ToolCalls("What is the weather in Rome?", new ChatOptions { Tools = [Weather], ToolMode = ChatToolMode.None }).ShouldBeEmpty();
    }

    [Fact]
    public void Several_tools_are_called_in_the_order_of_the_prompt_unless_only_one_is_allowed()
    {
        const string Prompt = "Use read_clock and get_weather for Oslo";
        var options = new ChatOptions { Tools = [Weather, Clock] };
        var answer = Answer(Prompt, options);
        answer.Blocks.Select(block => block.Kind).ShouldBe([BlockKind.ToolCall, BlockKind.ToolCall]);
        answer.Lines.Where(line => line.Contains("ToolCall", StringComparison.Ordinal)).Select(line => line.Split("name=")[1]).ShouldBe(["read_clock", "get_weather"]);
        answer.FinishReason.ShouldBe(ChatFinishReason.ToolCalls);
        options.AllowMultipleToolCalls = false;
        ToolCalls(Prompt, options).Count.ShouldBe(1);
    }

    [Fact]
    public void After_the_tools_have_answered_it_quotes_them_instead_of_calling_again()
    {
        var answer = Play(Call(
            [
                new(ChatRole.User, "What is the weather in Rome and Oslo?"),
                new(ChatRole.Assistant, [new FunctionCallContent("1", "get_weather"), new FunctionCallContent("2", "get_weather")]),
                new(ChatRole.Tool, [new FunctionResultContent("1", "sunny"), new FunctionResultContent("2", JsonElement.Parse("""{"sky":"grey"}"""))]),
            ],
            new ChatOptions { Tools = [Weather], ToolMode = ChatToolMode.RequireAny }));
        answer.Text.ShouldBe("""The tools answered: sunny; {"sky":"grey"}""");
        answer.FinishReason.ShouldBe(ChatFinishReason.Stop);
    }

    [Fact]
    public void A_json_format_without_schema_gets_an_object()
    {
        var json = JsonElement.Parse(Answer("Say \"hi\\there\"", new ChatOptions { ResponseFormat = ChatResponseFormat.Json }).Text);
        json.ValueKind.ShouldBe(JsonValueKind.Object);
    }

    private static AIFunctionDeclaration Weather => AIFunctionFactory.CreateDeclaration("get_weather", "The weather", JsonElement.Parse("""
        {"type":"object","properties":{"city":{"type":"string"},"unit":{"enum":["kelvin","celsius"]},"days":{"type":"integer"}},"required":["city"]}
        """));

    private static AIFunctionDeclaration Clock => AIFunctionFactory.CreateDeclaration("read_clock", "The time", JsonElement.Parse("""
        {"type":"object","properties":{"hours":{"type":"integer"}},"required":["hours"]}
        """));

    internal static RecordingSink Answer(string prompt, ChatOptions? options = null) => Play(Call([new(ChatRole.User, prompt)], options));

    private static string Describe(byte[] file, string mediaType) => Play(Call([new(ChatRole.User, [new TextContent("What is this?"), new DataContent(file, mediaType)])])).Text;

    private static List<string> ToolCalls(string prompt, ChatOptions options) => [.. Answer(prompt, options).Blocks.Where(block => block.Kind == BlockKind.ToolCall).Select(block => block.Text)];

    private static ChatCall Call(IReadOnlyList<ChatMessage> messages, ChatOptions? options = null, string model = "m") =>
        new() { Model = model, Messages = messages, Options = options ?? new ChatOptions() };

    private static RecordingSink Play(ChatCall call)
    {
        var recorded = new RecordingSink();
        var sink = new GrammarCheckingSink(recorded);
        SimulatedModel.Respond(call, sink);
        sink.VerifyEnded();
        return recorded;
    }
}
