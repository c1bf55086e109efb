using System.Text;
using Parlance.Testing.Grammar;

namespace Parlance.Conformance.Grammar;

public sealed class GeminiGrammarTests
{
    private static readonly string s_stream = BrokenResponse.Stream("""
        data: {"candidates":[{"content":{"parts":[{"text":"Hm","thought":true}],"role":"model"},"index":0}],"modelVersion":"m","responseId":"r"}

        data: {"candidates":[{"content":{"parts":[{"text":"Hi"}],"role":"model"},"index":0}],"modelVersion":"m","responseId":"r"}

        data: {"candidates":[{"content":{"parts":[{"functionCall":{"id":"c","name":"f","args":{}},"thoughtSignature":"s"},{"inlineData":{"mimeType":"image/png","data":"AA=="}},{"fileData":{"fileUri":"gs://b"}},{"executableCode":{"language":"PYTHON","code":"1"}},{"codeExecutionResult":{"outcome":"OUTCOME_OK"}}],"role":"model"},"finishReason":"STOP","index":0}],"usageMetadata":{"promptTokenCount":1,"candidatesTokenCount":2,"totalTokenCount":3},"modelVersion":"m","responseId":"r"}
        """);

    public static TheoryData<string, string, string> BrokenStreams => new()
    {
        { "no finish reason", "\"finishReason\":\"STOP\",", "" },
        { "a finish reason of another wire", "\"STOP\"", "\"stop\"" },
        { "an empty finish reason", "\"STOP\"", "\"\"" },
        { "a finish reason that is a number", "\"STOP\"", "1" },
        { "an event with a type", "data: {\"candidates\":[{\"content\":{\"parts\":[{\"text\":\"Hi\"", "event: message\ndata: {\"candidates\":[{\"content\":{\"parts\":[{\"text\":\"Hi\"" },
        { "no blank line at the end", "\"responseId\":\"r\"}\n\n", "\"responseId\":\"r\"}\n" },
        { "a cut event", "\"text\":\"Hi\"}]", "\"text\":\"Hi\"" },
        { "another wire's terminal", "data: {\"candidates\":[{\"content\":{\"parts\":[{\"text\":\"Hi\"", "data: [DONE]\n\ndata: {\"candidates\":[{\"content\":{\"parts\":[{\"text\":\"Hi\"" },
        { "a line without a field", "data: {", "{" },
        { "an array of events", "data: {\"candidates\":[{\"content\":{\"parts\":[{\"text\":\"Hi\"", "data: []\n\ndata: {\"candidates\":[{\"content\":{\"parts\":[{\"text\":\"Hi\"" },
        { "an empty response", "data: {\"candidates\":[{\"content\":{\"parts\":[{\"text\":\"Hi\"", "data: {}\n\ndata: {\"candidates\":[{\"content\":{\"parts\":[{\"text\":\"Hi\"" },
        { "an id that changes", "\"responseId\":\"r\"", "\"responseId\":\"x\"" },
        { "a model that changes", "\"modelVersion\":\"m\"", "\"modelVersion\":\"x\"" },
        { "candidates that are an object", "[{\"content\":{\"parts\":[{\"text\":\"Hi\"}],\"role\":\"model\"},\"index\":0}]", "{}" },
        { "another role", "\"role\":\"model\"", "\"role\":\"assistant\"" },
        { "parts that are an object", "\"parts\":[{\"text\":\"Hi\"}]", "\"parts\":{\"text\":\"Hi\"}" },
        { "content that is text", "\"content\":{\"parts\":[{\"text\":\"Hi\"}],\"role\":\"model\"}", "\"content\":\"Hi\"" },
        { "an empty part", "{\"text\":\"Hi\"}", "{}" },
        { "a part of another wire", "{\"text\":\"Hi\"}", "{\"type\":\"text\",\"words\":\"Hi\"}" },
        { "a part that is text", "{\"text\":\"Hi\"}", "\"Hi\"" },
        { "text that is a number", "\"text\":\"Hi\"", "\"text\":1" },
        { "two things in one part", "{\"text\":\"Hi\"}", "{\"text\":\"Hi\",\"functionCall\":{\"name\":\"f\"}}" },
        { "thought that is text", "\"thought\":true", "\"thought\":\"true\"" },
        { "an empty signature", "\"thoughtSignature\":\"s\"", "\"thoughtSignature\":\"\"" },
        { "a call without its name", "\"name\":\"f\",", "" },
        { "a call with an empty name", "\"name\":\"f\"", "\"name\":\"\"" },
        { "arguments as text", "\"args\":{}", "\"args\":\"{}\"" },
        { "an empty call id", "\"id\":\"c\"", "\"id\":\"\"" },
        { "data without its type", "\"mimeType\":\"image/png\",", "" },
        { "data that is missing", ",\"data\":\"AA==\"", "" },
        { "a file without its address", "\"fileUri\":\"gs://b\"", "" },
        { "code that is missing", ",\"code\":\"1\"", "" },
        { "a result without its outcome", "\"outcome\":\"OUTCOME_OK\"", "" },
        { "a negative count", "\"promptTokenCount\":1", "\"promptTokenCount\":-1" },
        { "a count as text", "\"totalTokenCount\":3", "\"totalTokenCount\":\"3\"" },
        { "an index that is text", "\"index\":0", "\"index\":\"0\"" },
        { "an error without its message", "data: {\"candidates\":[{\"content\":{\"parts\":[{\"functionCall\"", "data: {\"error\":{\"code\":500,\"status\":\"INTERNAL\"}}\n\ndata: {\"candidates\":[{\"content\":{\"parts\":[{\"functionCall\"" },
        { "an event after an error", "data: {\"candidates\":[{\"content\":{\"parts\":[{\"text\":\"Hi\"", "data: {\"error\":{\"code\":500,\"message\":\"m\",\"status\":\"INTERNAL\"}}\n\ndata: {\"candidates\":[{\"content\":{\"parts\":[{\"text\":\"Hi\"" },
    };

    [Fact]
    public void A_good_stream_passes() => Check(s_stream).ShouldBeEmpty();

    [Theory]
    [MemberData(nameof(BrokenStreams))]
    public void A_broken_stream_is_refused(string flaw, string what, string with)
    {
        flaw.ShouldNotBeEmpty();
        var broken = flaw == "no blank line at the end" ? s_stream.TrimEnd('\n') + "\n" : BrokenResponse.Replace(s_stream, what, with);
        Check(broken).ShouldNotBeEmpty(flaw);
    }

    [Fact]
    public void A_blocked_prompt_ends_a_response() =>
        GeminiGrammar.Check("""{"promptFeedback":{"blockReason":"SAFETY"},"modelVersion":"m"}"""u8, isStreaming: false).ShouldBeEmpty();

    private static IReadOnlyList<string> Check(string body) => GeminiGrammar.Check(Encoding.UTF8.GetBytes(body), isStreaming: true);
}
