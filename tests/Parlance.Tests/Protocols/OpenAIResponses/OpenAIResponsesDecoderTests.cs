using System.Text;
using Microsoft.Extensions.AI;
using Parlance.Protocols.OpenAIResponses;
using Parlance.Responses;
using Parlance.Tests.Support;

namespace Parlance.Tests.Protocols.OpenAIResponses;

public sealed class OpenAIResponsesDecoderTests
{
    private const string Stream = """
        event: response.created
        data: {"type":"response.created","sequence_number":0,"response":{"id":"resp_1","object":"response","created_at":1,"model":"m","status":"in_progress","output":[]}}

        event: response.output_item.added
        data: {"type":"response.output_item.added","sequence_number":1,"output_index":0,"item":{"type":"reasoning","id":"rs_1","summary":[]}}

        event: response.reasoning_summary_text.delta
        data: {"type":"response.reasoning_summary_text.delta","sequence_number":2,"output_index":0,"item_id":"rs_1","summary_index":0,"delta":"Hm"}

        event: response.output_item.done
        data: {"type":"response.output_item.done","sequence_number":3,"output_index":0,"item":{"type":"reasoning","id":"rs_1","summary":[{"type":"summary_text","text":"Hm"}],"encrypted_content":"E"}}

        event: response.output_text.delta
        data: {"type":"response.output_text.delta","sequence_number":4,"output_index":1,"item_id":"msg_1","content_index":0,"delta":"Hi","obfuscation":"x"}

        event: response.output_item.done
        data: {"type":"response.output_item.done","sequence_number":5,"output_index":1,"item":{"type":"message","id":"msg_1","role":"assistant","status":"completed","content":[{"type":"output_text","text":"Hi","annotations":[]}]}}

        event: response.output_item.done
        data: {"type":"response.output_item.done","sequence_number":6,"output_index":2,"item":{"type":"function_call","id":"fc_1","call_id":"call_1","name":"f","arguments":"{\"a\":1}","status":"completed"}}

        event: response.completed
        data: {"type":"response.completed","sequence_number":7,"response":{"id":"resp_1","object":"response","created_at":1,"model":"m","status":"completed","output":[],"usage":{"input_tokens":10,"input_tokens_details":{"cached_tokens":4},"output_tokens":5,"output_tokens_details":{"reasoning_tokens":2},"total_tokens":15}}}

        """;

    [Fact]
    public async Task A_stream_is_told_once_although_the_wire_tells_it_twice()
    {
        var response = await AskAsync(Stream);

        response.Text.ShouldBe("Hi");
        response.ReasoningText.ShouldBe("Hm");
        var call = response.Messages[0].Contents.OfType<FunctionCallContent>().ShouldHaveSingleItem();
        call.CallId.ShouldBe("call_1");
        call.ArgumentsJson.ShouldBe("""{"a":1}""");
        response.FinishReason.ShouldBe(ChatFinishReason.ToolCalls);
        response.Usage!.CachedInputTokenCount.ShouldBe(4);
        response.Usage.ReasoningTokenCount.ShouldBe(2);
    }

    [Theory]
    [InlineData("""{"type":"response.function_call_arguments.done","output_index":0,"item_id":"fc_1","arguments":"{\"a\":1}"}""")]
    [InlineData("""{"type":"response.output_item.done","output_index":0,"item":{"type":"function_call","id":"fc_1","call_id":"call_1","name":"f","arguments":"{\"a\":1}"}}""")]
    [InlineData("""{"type":"response.function_call_arguments.delta","output_index":0,"item_id":"fc_1","delta":"{\"a\":1}"}""")]
    public async Task Arguments_that_come_in_one_event_alone_are_not_lost(string only)
    {
        var response = await AskAsync($$$"""
            data: {"type":"response.created","response":{"id":"r","model":"m","status":"in_progress","output":[]}}

            data: {"type":"response.output_item.added","output_index":0,"item":{"type":"function_call","id":"fc_1","call_id":"call_1","name":"f","arguments":""}}

            data: {{{only}}}

            data: {"type":"response.completed","response":{"id":"r","model":"m","status":"completed","output":[]}}


            """);

        response.Messages[0].Contents.OfType<FunctionCallContent>().ShouldHaveSingleItem().ArgumentsJson.ShouldBe("""{"a":1}""");
    }

    [Fact]
    public async Task Reasoning_and_ids_go_back_to_their_issuer_as_they_came()
    {
        var response = await AskAsync(Stream);
        var body = Write(response.Messages, recipient: "test");

        body.ShouldContain("""{"type":"reasoning","id":"rs_1","summary":[{"type":"summary_text","text":"Hm"}],"encrypted_content":"E"}""");
        body.ShouldContain("""{"type":"message","id":"msg_1","role":"assistant","content":[{"type":"output_text","text":"Hi"}]}""");
        body.ShouldContain("""{"type":"function_call","call_id":"call_1","name":"f","arguments":"{\"a\":1}","id":"fc_1"}""");
    }

    [Fact]
    public async Task Nobody_else_is_sent_what_an_issuer_alone_can_read()
    {
        var response = await AskAsync(Stream);
        var body = Write(response.Messages, recipient: "another");

        body.ShouldNotContain("rs_1");
        body.ShouldNotContain("msg_1");
        body.ShouldNotContain("fc_1");
        body.ShouldContain("\"Hi\"");
    }

    [Theory]
    [InlineData("max_output_tokens", "length")]
    [InlineData("content_filter", "content_filter")]
    [InlineData("a_new_reason", "a_new_reason")]
    public async Task An_incomplete_response_says_why(string reason, string finish)
    {
        var response = await AskAsync($$$"""{"id":"r","object":"response","model":"m","status":"incomplete","incomplete_details":{"reason":"{{{reason}}}"},"output":[]}""");

        response.FinishReason!.Value.Value.ShouldBe(finish);
        response.RawFinishReason.ShouldBe(reason);
    }

    [Fact]
    public async Task A_failed_response_is_an_error_of_its_kind()
    {
        var error = await Should.ThrowAsync<LlmException>(() => AskAsync("""data: {"type":"response.failed","response":{"id":"r","status":"failed","error":{"code":"rate_limit_exceeded","message":"Slow down"}}}"""));

        error.Kind.ShouldBe(LlmErrorKind.RateLimited);
    }

    [Fact]
    public async Task A_stream_without_its_end_is_interrupted()
    {
        var cut = Stream[..Stream.IndexOf("event: response.completed", StringComparison.Ordinal)];
        var error = await Should.ThrowAsync<LlmException>(() => AskAsync(cut));

        error.Kind.ShouldBe(LlmErrorKind.StreamInterrupted);
    }

    private static Task<ChatResponse> AskAsync(string body) =>
        Provider.OpenAICompatible("test", "https://host.test").WithProtocol(new OpenAIResponsesProtocol())
            .WithHandler(new VerbatimHandler(body)).Chat("m").GetResponseAsync([new ChatMessage(ChatRole.User, "Hi")], cancellationToken: TestContext.Current.CancellationToken);

    private static string Write(IList<ChatMessage> messages, string recipient)
    {
        var output = new System.Buffers.ArrayBufferWriter<byte>();
        new OpenAIResponsesProtocol().WriteRequest(new Parlance.Protocols.ChatCall { Model = "m", Messages = [.. messages], Recipient = recipient }, output);
        return Encoding.UTF8.GetString(output.WrittenSpan);
    }
}
