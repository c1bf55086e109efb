using System.Text;
using Parlance.Testing.Grammar;

namespace Parlance.Conformance.Grammar;

public sealed class OpenAIChatGrammarTests
{
    private const string Done = "data: [DONE]\n\n";

    private static readonly string s_stream = BrokenResponse.Stream("""
        data: {"id":"c1","object":"chat.completion.chunk","created":1,"model":"m","choices":[{"index":0,"delta":{"role":"assistant","content":""},"finish_reason":null}]}

        data: {"id":"c1","object":"chat.completion.chunk","created":1,"model":"m","choices":[{"index":0,"delta":{"content":"Hi"},"finish_reason":null}]}

        data: {"id":"c1","object":"chat.completion.chunk","created":1,"model":"m","choices":[{"index":0,"delta":{"tool_calls":[{"index":0,"id":"t1","type":"function","function":{"name":"f","arguments":""}}]},"finish_reason":null}]}

        data: {"id":"c1","object":"chat.completion.chunk","created":1,"model":"m","choices":[{"index":0,"delta":{"tool_calls":[{"index":0,"function":{"arguments":"{}"}}]},"finish_reason":null}]}

        data: {"id":"c1","object":"chat.completion.chunk","created":1,"model":"m","choices":[{"index":0,"delta":{},"finish_reason":"tool_calls"}]}

        data: {"id":"c1","object":"chat.completion.chunk","created":1,"model":"m","choices":[],"usage":{"prompt_tokens":3,"completion_tokens":4,"total_tokens":7}}

        data: [DONE]
        """);

    private const string Unary = """
        {"id":"c1","object":"chat.completion","created":1,"model":"m","choices":[{"index":0,"message":{"role":"assistant","content":"Hi","refusal":null,"tool_calls":[{"id":"t1","type":"function","function":{"name":"f","arguments":"{}"}}]},"logprobs":null,"finish_reason":"tool_calls"}],"usage":{"prompt_tokens":3,"completion_tokens":4,"total_tokens":7}}
        """;

    public static TheoryData<string, string, string> BrokenStreams => new()
    {
        { "no [DONE]", Done, "" },
        { "[DONE] twice", Done, Done + Done },
        { "a chunk after [DONE]", Done, Done + "data: {\"id\":\"c1\"}\n\n" },
        { "no blank line at the end", "[DONE]\n\n", "[DONE]\n" },
        { "a line that is no field", "data: [DONE]", "nonsense\ndata: [DONE]" },
        { "a byte order mark", "data: {\"id\"", "\uFEFFdata: {\"id\"" },
        { "an event type", "data: {\"id\"", "event: chunk\ndata: {\"id\"" },
        { "data on two lines", "data: {\"id\":\"c1\",", "data: {\"id\":\"c1\",\ndata: " },
        { "a cut chunk", "\"finish_reason\":null}]}\n\ndata: {\"id\":\"c1\",\"object\":\"chat.completion.chunk\",\"created\":1,\"model\":\"m\",\"choices\":[{\"index\":0,\"delta\":{\"content\":\"Hi\"", "\"finish_reason\":nul\n\ndata: {\"id\":\"c1\",\"object\":\"chat.completion.chunk\",\"created\":1,\"model\":\"m\",\"choices\":[{\"index\":0,\"delta\":{\"content\":\"Hi\"" },
        { "no id", "\"id\":\"c1\",", "" },
        { "an empty id", "\"id\":\"c1\"", "\"id\":\"\"" },
        { "another id", "\"id\":\"c1\"", "\"id\":\"c2\"" },
        { "no model", "\"model\":\"m\",", "" },
        { "created is text", "\"created\":1", "\"created\":\"1\"" },
        { "the object of a whole completion", "chat.completion.chunk", "chat.completion" },
        { "no choices", "\"choices\":[],", "" },
        { "no role at first", "\"role\":\"assistant\",", "" },
        { "another role", "\"role\":\"assistant\"", "\"role\":\"user\"" },
        { "the role again", "\"delta\":{\"content\":\"Hi\"}", "\"delta\":{\"role\":\"assistant\",\"content\":\"Hi\"}" },
        { "no index of the choice", "{\"index\":0,\"delta\"", "{\"delta\"" },
        { "no delta", "\"delta\":{\"content\":\"Hi\"},", "" },
        { "content is a list", "\"content\":\"Hi\"", "\"content\":[\"Hi\"]" },
        { "no finish_reason member", ",\"finish_reason\":null", "" },
        { "no finish reason at all", "\"finish_reason\":\"tool_calls\"", "\"finish_reason\":null" },
        { "an unknown finish reason", "\"finish_reason\":\"tool_calls\"", "\"finish_reason\":\"end_turn\"" },
        { "tool_calls without any", "\"tool_calls\":[{\"index\":0,\"id\":\"t1\",\"type\":\"function\",\"function\":{\"name\":\"f\",\"arguments\":\"\"}}]", "\"content\":null" },
        { "text after the finish reason", "\"delta\":{\"content\":\"Hi\"},\"finish_reason\":null", "\"delta\":{\"content\":\"Hi\"},\"finish_reason\":\"stop\"" },
        { "an empty list of calls", "\"tool_calls\":[{\"index\":0,\"function\":{\"arguments\":\"{}\"}}]", "\"tool_calls\":[]" },
        { "a call without its index", "{\"index\":0,\"id\":\"t1\"", "{\"id\":\"t1\"" },
        { "a call that skips an index", "{\"index\":0,\"id\":\"t1\"", "{\"index\":1,\"id\":\"t1\"" },
        { "a call without its id", "\"id\":\"t1\",", "" },
        { "a call without its type", "\"type\":\"function\",", "" },
        { "a call without its name", "\"name\":\"f\",", "" },
        { "arguments as an object", "\"arguments\":\"{}\"", "\"arguments\":{}" },
        { "the name again", "\"function\":{\"arguments\":\"{}\"}", "\"function\":{\"name\":\"f\",\"arguments\":\"{}\"}" },
        { "another id of the call", "{\"index\":0,\"function\"", "{\"index\":0,\"id\":\"t2\",\"function\"" },
        { "usage with choices", "\"finish_reason\":\"tool_calls\"}]", "\"finish_reason\":\"tool_calls\"}],\"usage\":{\"prompt_tokens\":3,\"completion_tokens\":4,\"total_tokens\":7}" },
        { "usage before the finish reason", "\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"tool_calls\"}]", "\"choices\":[],\"usage\":{\"prompt_tokens\":3,\"completion_tokens\":4,\"total_tokens\":7}" },
        { "a total that is no sum", "\"total_tokens\":7", "\"total_tokens\":8" },
        { "a negative count", "\"prompt_tokens\":3", "\"prompt_tokens\":-3" },
        { "no count of the output", "\"completion_tokens\":4,", "" },
        { "an error before the end", "data: {\"id\"", "data: {\"error\":{\"message\":\"m\",\"type\":\"t\"}}\n\ndata: {\"id\"" },
        { "an error without its message", "data: {\"id\"", "data: {\"error\":{\"type\":\"t\"}}\n\ndata: {\"id\"" },
    };

    public static TheoryData<string, string, string> BrokenCompletions => new()
    {
        { "not JSON", "{\"id\"", "{{\"id\"" },
        { "no id", "\"id\":\"c1\",", "" },
        { "the object of a chunk", "\"chat.completion\"", "\"chat.completion.chunk\"" },
        { "no created", "\"created\":1,", "" },
        { "a fraction of a second", "\"created\":1,", "\"created\":1.5," },
        { "no choice", "\"choices\":[{", "\"choices\":[],\"others\":[{" },
        { "no index", "\"index\":0,", "" },
        { "no role", "\"role\":\"assistant\",", "" },
        { "no content", "\"content\":\"Hi\",", "" },
        { "an empty list of calls", "\"tool_calls\":[{\"id\":\"t1\",\"type\":\"function\",\"function\":{\"name\":\"f\",\"arguments\":\"{}\"}}]", "\"tool_calls\":[]" },
        { "a call without its id", "\"id\":\"t1\",", "" },
        { "a call without its type", "\"type\":\"function\",", "" },
        { "a call without its name", "\"name\":\"f\",", "" },
        { "arguments as an object", "\"arguments\":\"{}\"", "\"arguments\":{}" },
        { "no finish reason", ",\"finish_reason\":\"tool_calls\"", "" },
        { "the finish reason is null", "\"finish_reason\":\"tool_calls\"", "\"finish_reason\":null" },
        { "an unknown finish reason", "\"finish_reason\":\"tool_calls\"", "\"finish_reason\":\"tool_use\"" },
        { "usage is a list", "\"usage\":{", "\"usage\":[],\"other\":{" },
        { "a total that is no sum", "\"total_tokens\":7", "\"total_tokens\":6" },
        { "a refusal that is an object", "\"refusal\":null", "\"refusal\":{}" },
        { "log probabilities without tokens", "\"logprobs\":null", "\"logprobs\":{\"content\":[{\"logprob\":0}]}" },
    };

    [Fact]
    public void A_good_stream_passes() => Check(s_stream, isStreaming: true).ShouldBeEmpty();

    [Fact]
    public void A_good_completion_passes() => Check(Unary, isStreaming: false).ShouldBeEmpty();

    [Fact]
    public void A_stream_may_end_with_an_error() =>
        Check(BrokenResponse.Replace(s_stream, Done, "data: {\"error\":{\"message\":\"m\",\"type\":\"server_error\",\"code\":null}}\n\n"), isStreaming: true).ShouldBeEmpty();

    [Theory]
    [MemberData(nameof(BrokenStreams))]
    public void A_broken_stream_fails(string flaw, string what, string with) =>
        Check(BrokenResponse.Replace(s_stream, what, with), isStreaming: true).ShouldNotBeEmpty(flaw);

    [Theory]
    [MemberData(nameof(BrokenCompletions))]
    public void A_broken_completion_fails(string flaw, string what, string with) =>
        Check(BrokenResponse.Replace(Unary, what, with), isStreaming: false).ShouldNotBeEmpty(flaw);

    private static IReadOnlyList<string> Check(string body, bool isStreaming) => OpenAIChatGrammar.Check(Encoding.UTF8.GetBytes(body), isStreaming);
}
