using System.Text;
using Parlance.Testing.Grammar;

namespace Parlance.Conformance.Grammar;

public sealed class AnthropicMessagesGrammarTests
{
    private const string Stop = "event: message_stop\ndata: {\"type\":\"message_stop\"}\n\n";
    private const string StopOfText = "event: content_block_stop\ndata: {\"type\":\"content_block_stop\",\"index\":1}\n\n";

    private static readonly string s_stream = BrokenResponse.Stream("""
        event: message_start
        data: {"type":"message_start","message":{"id":"m1","type":"message","role":"assistant","model":"c","content":[],"stop_reason":null,"stop_sequence":null,"usage":{"input_tokens":3,"output_tokens":1}}}

        event: content_block_start
        data: {"type":"content_block_start","index":0,"content_block":{"type":"thinking","thinking":"","signature":""}}

        event: ping
        data: {"type":"ping"}

        event: content_block_delta
        data: {"type":"content_block_delta","index":0,"delta":{"type":"thinking_delta","thinking":"Hm"}}

        event: content_block_delta
        data: {"type":"content_block_delta","index":0,"delta":{"type":"signature_delta","signature":"s"}}

        event: content_block_stop
        data: {"type":"content_block_stop","index":0}

        event: content_block_start
        data: {"type":"content_block_start","index":1,"content_block":{"type":"text","text":""}}

        event: content_block_delta
        data: {"type":"content_block_delta","index":1,"delta":{"type":"text_delta","text":"Hi"}}

        event: content_block_stop
        data: {"type":"content_block_stop","index":1}

        event: content_block_start
        data: {"type":"content_block_start","index":2,"content_block":{"type":"tool_use","id":"t1","name":"f","input":{}}}

        event: content_block_delta
        data: {"type":"content_block_delta","index":2,"delta":{"type":"input_json_delta","partial_json":"{}"}}

        event: content_block_stop
        data: {"type":"content_block_stop","index":2}

        event: message_delta
        data: {"type":"message_delta","delta":{"stop_reason":"tool_use","stop_sequence":null},"usage":{"output_tokens":4}}

        event: message_stop
        data: {"type":"message_stop"}
        """);

    private const string Unary = """
        {"id":"m1","type":"message","role":"assistant","model":"c","content":[{"type":"thinking","thinking":"Hm","signature":"s"},{"type":"text","text":"Hi"},{"type":"tool_use","id":"t1","name":"f","input":{}}],"stop_reason":"tool_use","stop_sequence":null,"usage":{"input_tokens":3,"output_tokens":4}}
        """;

    public static TheoryData<string, string, string> BrokenStreams => new()
    {
        { "no message_stop", Stop, "" },
        { "message_stop twice", Stop, Stop + Stop },
        { "a [DONE]", Stop, Stop + "data: [DONE]\n\n" },
        { "a ping after the end", Stop, Stop + "event: ping\ndata: {\"type\":\"ping\"}\n\n" },
        { "no blank line at the end", "{\"type\":\"message_stop\"}\n\n", "{\"type\":\"message_stop\"}\n" },
        { "an event without its name", "event: message_start\n", "" },
        { "another name than type", "event: message_start", "event: message_begin" },
        { "an event without data", "event: ping\n", "event: ping\n\nevent: ping\n" },
        { "no type", "{\"type\":\"content_block_stop\",\"index\":1}", "{\"index\":1}" },
        { "no message_start", "message_start", "ping" },
        { "message_start twice", "event: ping\ndata: {\"type\":\"ping\"}", "event: message_start\ndata: {\"type\":\"message_start\",\"message\":{\"id\":\"m1\",\"type\":\"message\",\"role\":\"assistant\",\"model\":\"c\",\"content\":[],\"stop_reason\":null,\"stop_sequence\":null,\"usage\":{\"input_tokens\":3,\"output_tokens\":1}}}" },
        { "no id", "\"id\":\"m1\",", "" },
        { "no role", "\"role\":\"assistant\",", "" },
        { "no model", "\"model\":\"c\",", "" },
        { "content in message_start", "\"content\":[]", "\"content\":[{\"type\":\"text\",\"text\":\"\"}]" },
        { "no stop_reason in message_start", "\"stop_reason\":null,", "" },
        { "no usage in message_start", ",\"usage\":{\"input_tokens\":3,\"output_tokens\":1}", "" },
        { "no input count", "\"input_tokens\":3,", "" },
        { "a negative count", "\"input_tokens\":3", "\"input_tokens\":-1" },
        { "a block that skips an index", "\"index\":0,\"content_block\"", "\"index\":1,\"content_block\"" },
        { "an index that falls", "\"index\":1,\"content_block\"", "\"index\":0,\"content_block\"" },
        { "overlapping blocks", StopOfText, "" },
        { "a delta outside of any block", StopOfText, StopOfText + "event: content_block_delta\ndata: {\"type\":\"content_block_delta\",\"index\":1,\"delta\":{\"type\":\"text_delta\",\"text\":\"!\"}}\n\n" },
        { "a block ended twice", StopOfText, StopOfText + StopOfText },
        { "a delta of another block", "\"index\":1,\"delta\"", "\"index\":0,\"delta\"" },
        { "text in a thinking block", "{\"type\":\"thinking_delta\",\"thinking\":\"Hm\"}", "{\"type\":\"text_delta\",\"text\":\"Hm\"}" },
        { "thinking in a text block", "{\"type\":\"text_delta\",\"text\":\"Hi\"}", "{\"type\":\"thinking_delta\",\"thinking\":\"Hi\"}" },
        { "input in a text block", "{\"type\":\"text_delta\",\"text\":\"Hi\"}", "{\"type\":\"input_json_delta\",\"partial_json\":\"{}\"}" },
        { "a signature in a tool block", "{\"type\":\"input_json_delta\",\"partial_json\":\"{}\"}", "{\"type\":\"signature_delta\",\"signature\":\"s\"}" },
        { "input as an object", "\"partial_json\":\"{}\"", "\"partial_json\":{}" },
        { "a delta without its text", "\"type\":\"text_delta\",\"text\":\"Hi\"", "\"type\":\"text_delta\"" },
        { "a delta without its type", "\"type\":\"text_delta\",", "" },
        { "a tool without its id", "\"id\":\"t1\",", "" },
        { "a tool without its name", "\"name\":\"f\",", "" },
        { "a tool that begins with input", "\"input\":{}", "\"input\":{\"a\":1}" },
        { "a tool without input", ",\"input\":{}", "" },
        { "text that begins full", "\"type\":\"text\",\"text\":\"\"", "\"type\":\"text\",\"text\":\"H\"" },
        { "a block without its text", "\"type\":\"text\",\"text\":\"\"", "\"type\":\"text\"" },
        { "a block left open", "event: content_block_stop\ndata: {\"type\":\"content_block_stop\",\"index\":2}\n\n", "" },
        { "no message_delta", "message_delta", "ping" },
        { "a block after message_delta", "event: message_stop", "event: content_block_start\ndata: {\"type\":\"content_block_start\",\"index\":3,\"content_block\":{\"type\":\"text\",\"text\":\"\"}}\n\nevent: message_stop" },
        { "the stop reason is null", "\"stop_reason\":\"tool_use\"", "\"stop_reason\":null" },
        { "an unknown stop reason", "\"stop_reason\":\"tool_use\"", "\"stop_reason\":\"tool_calls\"" },
        { "a stop sequence that is not named", "\"stop_reason\":\"tool_use\"", "\"stop_reason\":\"stop_sequence\"" },
        { "no usage at the end", ",\"usage\":{\"output_tokens\":4}", "" },
        { "events after an error", "event: ping\ndata: {\"type\":\"ping\"}", "event: error\ndata: {\"type\":\"error\",\"error\":{\"type\":\"t\",\"message\":\"m\"}}" },
    };

    public static TheoryData<string, string, string> BrokenMessages => new()
    {
        { "not JSON", "{\"id\"", "[{\"id\"" },
        { "no id", "\"id\":\"m1\",", "" },
        { "another type", "\"type\":\"message\"", "\"type\":\"completion\"" },
        { "another role", "\"role\":\"assistant\"", "\"role\":\"model\"" },
        { "no model", "\"model\":\"c\",", "" },
        { "content is text", "\"content\":[{\"type\":\"thinking\",\"thinking\":\"Hm\",\"signature\":\"s\"},{\"type\":\"text\",\"text\":\"Hi\"},{\"type\":\"tool_use\",\"id\":\"t1\",\"name\":\"f\",\"input\":{}}]", "\"content\":\"Hi\"" },
        { "a block without its type", "{\"type\":\"text\",\"text\":\"Hi\"}", "{\"text\":\"Hi\"}" },
        { "text without text", "\"type\":\"text\",\"text\":\"Hi\"", "\"type\":\"text\"" },
        { "text is null", "\"text\":\"Hi\"", "\"text\":null" },
        { "thinking without a signature", ",\"signature\":\"s\"", "" },
        { "a tool without its id", "\"id\":\"t1\",", "" },
        { "a tool without its name", "\"name\":\"f\",", "" },
        { "input as text", "\"input\":{}", "\"input\":\"{}\"" },
        { "no stop reason", "\"stop_reason\":\"tool_use\",", "" },
        { "the stop reason is null", "\"stop_reason\":\"tool_use\"", "\"stop_reason\":null" },
        { "an unknown stop reason", "\"stop_reason\":\"tool_use\"", "\"stop_reason\":\"stop\"" },
        { "no stop sequence", "\"stop_sequence\":null,", "" },
        { "no usage", "\"usage\"", "\"cost\"" },
        { "no output count", ",\"output_tokens\":4", "" },
        { "a count as text", "\"input_tokens\":3", "\"input_tokens\":\"3\"" },
        { "redacted thinking without data", "{\"type\":\"text\",\"text\":\"Hi\"}", "{\"type\":\"redacted_thinking\"}" },
    };

    [Fact]
    public void A_good_stream_passes() => Check(s_stream, isStreaming: true).ShouldBeEmpty();

    [Fact]
    public void A_good_message_passes() => Check(Unary, isStreaming: false).ShouldBeEmpty();

    [Fact]
    public void A_stream_may_end_with_an_error() =>
        Check(BrokenResponse.Replace(s_stream, Stop, "event: error\ndata: {\"type\":\"error\",\"error\":{\"type\":\"overloaded_error\",\"message\":\"Overloaded\"}}\n\n"), isStreaming: true).ShouldBeEmpty();

    [Theory]
    [MemberData(nameof(BrokenStreams))]
    public void A_broken_stream_fails(string flaw, string what, string with) =>
        Check(BrokenResponse.Replace(s_stream, what, with), isStreaming: true).ShouldNotBeEmpty(flaw);

    [Theory]
    [MemberData(nameof(BrokenMessages))]
    public void A_broken_message_fails(string flaw, string what, string with) =>
        Check(BrokenResponse.Replace(Unary, what, with), isStreaming: false).ShouldNotBeEmpty(flaw);

    private static IReadOnlyList<string> Check(string body, bool isStreaming) => AnthropicMessagesGrammar.Check(Encoding.UTF8.GetBytes(body), isStreaming);
}
