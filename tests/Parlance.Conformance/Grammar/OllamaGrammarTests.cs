using System.Text;
using Parlance.Testing.Grammar;

namespace Parlance.Conformance.Grammar;

public sealed class OllamaGrammarTests
{
    private static readonly string s_stream = BrokenResponse.Lines("""
        {"model":"m","created_at":"2025-01-01T00:00:00.123456789Z","message":{"role":"assistant","content":"","thinking":"Hm"},"done":false}
        {"model":"m","created_at":"2025-01-01T00:00:01Z","message":{"role":"assistant","content":"Hi"},"done":false}
        {"model":"m","created_at":"2025-01-01T00:00:02Z","message":{"role":"assistant","content":"","tool_calls":[{"function":{"name":"f","arguments":{}}}]},"done":false}
        {"model":"m","created_at":"2025-01-01T00:00:03Z","message":{"role":"assistant","content":""},"done":true,"done_reason":"stop","total_duration":9,"load_duration":1,"prompt_eval_count":3,"prompt_eval_duration":2,"eval_count":4,"eval_duration":5}
        """);

    private const string Last = """{"model":"m","created_at":"2025-01-01T00:00:03Z","message":{"role":"assistant","content":""},"done":true""";

    private const string Unary = """
        {"model":"m","created_at":"2025-01-01T00:00:03Z","message":{"role":"assistant","content":"Hi","tool_calls":[{"function":{"name":"f","arguments":{}}}]},"done":true,"done_reason":"stop","total_duration":9,"prompt_eval_count":3,"eval_count":4}
        """;

    public static TheoryData<string, string, string> BrokenStreams => new()
    {
        { "no line says done", "\"done\":true,\"done_reason\":\"stop\",\"total_duration\":9,\"load_duration\":1,\"prompt_eval_count\":3,\"prompt_eval_duration\":2,\"eval_count\":4,\"eval_duration\":5", "\"done\":false" },
        { "done twice", Last, Last + ",\"done_reason\":\"stop\",\"total_duration\":9}\n" + Last },
        { "done at once", "\"thinking\":\"Hm\"},\"done\":false", "\"thinking\":\"Hm\"},\"done\":true,\"done_reason\":\"stop\",\"total_duration\":9" },
        { "no line feed at the end", "\"eval_duration\":5}\n", "\"eval_duration\":5}" },
        { "an empty line", "\"done\":false}\n", "\"done\":false}\n\n" },
        { "events in place of lines", "{\"model\"", "data: {\"model\"" },
        { "a cut line", "\"content\":\"Hi\"},\"done\":false}", "\"content\":\"Hi\"},\"done\":fal" },
        { "two objects on a line", "\"done\":false}\n", "\"done\":false}" },
        { "no model", "\"model\":\"m\",", "" },
        { "an empty model", "\"model\":\"m\"", "\"model\":\"\"" },
        { "no time", "\"created_at\":\"2025-01-01T00:00:01Z\",", "" },
        { "a time in seconds", "\"created_at\":\"2025-01-01T00:00:01Z\"", "\"created_at\":1735689601" },
        { "a time for people", "2025-01-01T00:00:01Z", "1 January 2025" },
        { "no message", "\"message\":{\"role\":\"assistant\",\"content\":\"Hi\"},", "" },
        { "no role", "\"role\":\"assistant\",", "" },
        { "another role", "\"role\":\"assistant\"", "\"role\":\"model\"" },
        { "no content", "\"content\":\"Hi\"", "\"text\":\"Hi\"" },
        { "content is null", "\"content\":\"Hi\"", "\"content\":null" },
        { "thinking is a flag", "\"thinking\":\"Hm\"", "\"thinking\":true" },
        { "an empty list of calls", "[{\"function\":{\"name\":\"f\",\"arguments\":{}}}]", "[]" },
        { "arguments as text", "\"arguments\":{}", "\"arguments\":\"{}\"" },
        { "a call without its name", "\"name\":\"f\",", "" },
        { "a call without its function", "{\"function\":{\"name\":\"f\",\"arguments\":{}}}", "{\"name\":\"f\",\"arguments\":{}}" },
        { "no done", ",\"done\":false", "" },
        { "done is text", "\"done\":false", "\"done\":\"false\"" },
        { "an empty reason", "\"done_reason\":\"stop\"", "\"done_reason\":\"\"" },
        { "a reason that is a number", "\"done_reason\":\"stop\"", "\"done_reason\":1" },
        { "a reason before the end", "\"content\":\"Hi\"},\"done\":false", "\"content\":\"Hi\"},\"done\":false,\"done_reason\":\"stop\"" },
        { "counts before the end", "\"content\":\"Hi\"},\"done\":false", "\"content\":\"Hi\"},\"done\":false,\"eval_count\":1" },
        { "no duration", "\"total_duration\":9,", "" },
        { "a duration in fractions", "\"total_duration\":9", "\"total_duration\":9.5" },
        { "a negative count", "\"eval_count\":4", "\"eval_count\":-4" },
        { "a line after an error", Last, "{\"error\":\"out of memory\"}\n" + Last },
        { "an error that is an object", Last, "{\"error\":{\"message\":\"m\"}}\n" + Last },
    };

    public static TheoryData<string, string, string> BrokenAnswers => new()
    {
        { "not JSON", "{\"model\"", "[{\"model\"" },
        { "not done", "\"done\":true,\"done_reason\":\"stop\",\"total_duration\":9,\"prompt_eval_count\":3,\"eval_count\":4", "\"done\":false" },
        { "no message", "\"message\":{", "\"reply\":{" },
        { "a reason that is a number", "\"done_reason\":\"stop\"", "\"done_reason\":1" },
        { "arguments as text", "\"arguments\":{}", "\"arguments\":\"\"" },
        { "a count as text", "\"prompt_eval_count\":3", "\"prompt_eval_count\":\"3\"" },
    };

    [Fact]
    public void A_good_stream_passes() => Check(s_stream, isStreaming: true).ShouldBeEmpty();

    [Fact]
    public void A_good_answer_passes() => Check(Unary, isStreaming: false).ShouldBeEmpty();

    [Fact]
    public void A_stream_may_end_with_an_error() =>
        Check(s_stream[..s_stream.IndexOf(Last, StringComparison.Ordinal)] + "{\"error\":\"out of memory\"}\n", isStreaming: true).ShouldBeEmpty();

    [Theory]
    [MemberData(nameof(BrokenStreams))]
    public void A_broken_stream_fails(string flaw, string what, string with) =>
        Check(BrokenResponse.Replace(s_stream, what, with), isStreaming: true).ShouldNotBeEmpty(flaw);

    [Theory]
    [MemberData(nameof(BrokenAnswers))]
    public void A_broken_answer_fails(string flaw, string what, string with) =>
        Check(BrokenResponse.Replace(Unary, what, with), isStreaming: false).ShouldNotBeEmpty(flaw);

    private static IReadOnlyList<string> Check(string body, bool isStreaming) => OllamaGrammar.Check(Encoding.UTF8.GetBytes(body), isStreaming);
}
