using System.Text.Json;
using Microsoft.Extensions.AI;
using Parlance.Responses;
using Parlance.Tests.Support;

namespace Parlance.Tests.Protocols.Gemini;

/// <summary>What other wires leave out and this one requires.</summary>
public sealed class GeminiTranslationTests
{
    [Fact]
    public void Results_without_an_id_answer_the_calls_in_their_order()
    {
        var (body, _) = GeminiWire.Write(
            new ChatOptions(),
            "m",
            new ChatMessage(ChatRole.User, "Hi"),
            new ChatMessage(ChatRole.Assistant, [new FunctionCallContent("a", "first"), new FunctionCallContent("b", "second"), new FunctionCallContent("c", "third")]),
            new ChatMessage(ChatRole.Tool, [new FunctionResultContent("b", "2")]),
            new ChatMessage(ChatRole.Tool, [new FunctionResultContent("", "1")]),
            new ChatMessage(ChatRole.Tool, [new FunctionResultContent("", "3")]));

        Parts(body, content: 2).Select(static part => part.GetProperty("functionResponse").GetProperty("name").GetString()).ShouldBe(["second", "first", "third"]);
    }

    [Fact]
    public void A_call_and_its_result_that_have_no_ids_get_none()
    {
        var (body, _) = GeminiWire.Write(
            new ChatOptions(),
            "m",
            new ChatMessage(ChatRole.User, "Hi"),
            new ChatMessage(ChatRole.Assistant, [new FunctionCallContent("", "f")]),
            new ChatMessage(ChatRole.Tool, [new FunctionResultContent("", "1")]));

        Parts(body, content: 2)[0].GetRawText().ShouldMeanTheSame("""{"functionResponse":{"name":"f","response":{"result":"1"}}}""");
    }

    [Fact]
    public void A_result_that_answers_nothing_is_told_in_words()
    {
        var (body, warnings) = GeminiWire.Write(new ChatOptions(), "m", new ChatMessage(ChatRole.Tool, [new FunctionResultContent("", "1")]));

        body.ShouldContain("""{"text":"Result of the tool call: 1"}""");
        warnings.Single().Field.ShouldBe("Messages[0].Contents[0]");
    }

    [Fact]
    public void A_message_without_contents_is_left_out()
    {
        var silent = new ChatMessage { Role = ChatRole.Assistant };
        var (body, _) = GeminiWire.Write(new ChatOptions(), "m", new ChatMessage(ChatRole.User, "Hi"), silent, new ChatMessage(ChatRole.User, "Still there?"));

        JsonElement.Parse(body).GetProperty("contents").GetArrayLength().ShouldBe(2);
    }

    [Fact]
    public void A_content_without_parts_comes_out_as_it_came_in()
    {
        const string Body = """{"contents":[{"role":"user","parts":[]}]}""";
        GeminiWire.Write(GeminiWire.Read(Body)).ShouldMeanTheSame(Body);
    }

    [Fact]
    public void Types_by_number_are_types_to_other_wires_and_come_out_as_they_came_in()
    {
        const string Body = """
            {"contents":[],"tools":[{"functionDeclarations":[{"name":"f","parameters":{"type":6,"properties":{"a":{"type":1},"b":{"type":5,"items":{"type":3}},"c":{"type":2,"nullable":true},"d":{"type":4},"e":{"type":0}}}}]}]}
            """;
        var call = GeminiWire.Read(Body);

        call.Options.Tools![0].ShouldBeAssignableTo<AIFunctionDeclaration>()!.JsonSchema.GetRawText().ShouldMeanTheSame(
            """{"type":"object","properties":{"a":{"type":"string"},"b":{"type":"array","items":{"type":"integer"}},"c":{"type":["number","null"]},"d":{"type":"boolean"},"e":{}}}""");
        GeminiWire.Write(call).ShouldMeanTheSame(Body);
    }

    [Fact]
    public void A_changed_schema_stays_in_the_member_that_it_came_in()
    {
        var call = GeminiWire.Read("""{"contents":[],"generationConfig":{"responseMimeType":"application/json","responseSchema":{"type":"OBJECT","properties":{"a":{"type":"STRING"}}}}}""");
        call.Options.ResponseFormat = ChatResponseFormat.ForJsonSchema(JsonElement.Parse("""{"type":"object","properties":{"b":{"type":["integer","null"]}}}"""));

        GeminiWire.Write(call).ShouldMeanTheSame(
            """{"contents":[],"generationConfig":{"responseMimeType":"application/json","responseSchema":{"type":"OBJECT","properties":{"b":{"nullable":true,"type":"INTEGER"}}}}}""");
    }

    [Fact]
    public void Data_without_a_type_has_the_type_of_bytes()
    {
        var response = Encode(sink =>
        {
            sink.BlockStart(0, BlockKind.Media, null, null, null);
            sink.Delta(0, "AAAA"u8);
            sink.BlockEnd(0);
        });

        response.GetProperty("candidates")[0].GetProperty("content").GetProperty("parts")[0].GetRawText().ShouldMeanTheSame(
            """{"inlineData":{"mimeType":"application/octet-stream","data":"AAAA"}}""");
    }

    [Fact]
    public void What_another_wires_tools_did_is_left_out_even_where_its_block_is_named_like_its_member()
    {
        var response = Encode(sink =>
        {
            sink.BlockStart(0, BlockKind.ServerToolCall, "id", "toolUse", null);
            sink.OpaqueState(0, """{"toolUse":{"name":"search"}}"""u8);
            sink.BlockEnd(0);
        });

        response.GetProperty("candidates")[0].GetProperty("content").GetProperty("parts").GetArrayLength().ShouldBe(0);
    }

    [Fact]
    public void Thoughts_counted_without_the_output_do_not_become_it()
    {
        var response = Encode(static sink => sink.Usage(new TokenUsage { UncachedInputTokens = 1, ReasoningTokens = 448 }, default));
        response.GetProperty("usageMetadata").TryGetProperty("thoughtsTokenCount", out _).ShouldBeFalse();
    }

    [Fact]
    public void Thoughts_that_claim_more_than_the_whole_output_are_all_of_it()
    {
        var usage = Encode(static sink => sink.Usage(new TokenUsage { UncachedInputTokens = 1, OutputTokens = 3, ReasoningTokens = 5 }, default)).GetProperty("usageMetadata");
        usage.GetProperty("candidatesTokenCount").GetInt32().ShouldBe(0);
        usage.GetProperty("thoughtsTokenCount").GetInt32().ShouldBe(3);
    }

    private static JsonElement[] Parts(string body, int content) =>
        [.. JsonElement.Parse(body).GetProperty("contents")[content].GetProperty("parts").EnumerateArray()];

    private static JsonElement Encode(Action<IResponseSink> say) => JsonElement.Parse(GeminiWire.Encode(sink =>
    {
        sink.Start("id", "m", null);
        say(sink);
        sink.Finish(ChatFinishReason.Stop, null);
    }));
}
