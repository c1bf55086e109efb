namespace Parlance.Conformance.RequestGrammars.Broken;

/// <summary>Requests of Ollama's chat that Ollama refuses or misreads.</summary>
public sealed class OllamaBrokenRequestTests
{
    private const string Wire = "ollama-chat";

    private const string Good = """
        {"model":"m","messages":[
        {"role":"system","content":"Be brief."},
        {"role":"user","content":"Look","images":["AAAA"]},
        {"role":"assistant","content":"","thinking":"Hm","tool_calls":[{"function":{"name":"look","arguments":{}}}]},
        {"role":"tool","tool_name":"look","content":"red"}],
        "tools":[{"type":"function","function":{"name":"look","description":"d","parameters":{"type":"object","properties":{"a":{"type":"string"}},"required":["a"]}}}],
        "options":{"temperature":0.5},"stream":true}
        """;

    public static TheoryData<string> Receivers => ["ollama/qwen3", "ollama/gpt-oss:20b"];

    public static TheoryData<string, string, string, string> Broken => new()
    {
        { "not-json", "ollama/qwen3", "{\"model\"", "\"model\"" },
        { "lone-surrogate", "ollama/qwen3", "Be brief.", "\\ud83d" },
        { "missing-member", "ollama/qwen3", "\"model\":\"m\"", "\"model\":\"\"" },
        { "wrong-type", "ollama/qwen3", "\"stream\":true", "\"stream\":\"true\"" },
        { "wrong-type", "ollama/qwen3", "\"options\":{\"temperature\":0.5}", "\"options\":[]" },
        { "wrong-type", "ollama/qwen3", "\"temperature\":0.5", "\"temperature\":\"0.5\"" },
        { "wrong-type", "ollama/qwen3", "\"temperature\":0.5", "\"num_predict\":1.5" },
        { "wrong-type", "ollama/qwen3", "\"temperature\":0.5", "\"stop\":\"a\"" },
        { "wrong-type", "ollama/qwen3", "\"stream\":true", "\"format\":true" },
        { "wrong-type", "ollama/qwen3", "\"content\":\"Be brief.\"", "\"content\":[{\"type\":\"text\",\"text\":\"a\"}]" },
        { "wrong-type", "ollama/qwen3", "\"content\":\"red\"", "\"content\":{\"a\":1}" },
        { "wrong-type", "ollama/qwen3", "\"thinking\":\"Hm\"", "\"thinking\":true" },
        { "wrong-type", "ollama/qwen3", "\"images\":[\"AAAA\"]", "\"images\":\"AAAA\"" },
        { "stop-sequences", "ollama/qwen3", "\"temperature\":0.5", "\"stop\":[\"\"]" },
        { "unknown-word", "ollama/qwen3", "\"stream\":true", "\"format\":\"json_object\"" },
        { "effort", "ollama/qwen3", "\"stream\":true", "\"think\":\"medium\"" },
        { "effort", "ollama/gpt-oss:20b", "\"stream\":true", "\"think\":\"minimal\"" },
        { "thinking", "ollama/llama3.1", "\"stream\":true", "\"think\":true" },
        { "role", "ollama/qwen3", "\"role\":\"system\"", "\"role\":\"developer\"" },
        { "role", "ollama/qwen3", "\"role\":\"assistant\"", "\"role\":\"model\"" },
        { "media-form", "ollama/qwen3", "\"AAAA\"", "\"https://a.b/c.png\"" },
        { "media-form", "ollama/qwen3", "\"AAAA\"", "\"data:image/png;base64,AAAA\"" },
        { "arguments", "ollama/qwen3", "\"arguments\":{}", "\"arguments\":\"{}\"" },
        { "missing-member", "ollama/qwen3", "{\"function\":{\"name\":\"look\",\"arguments\"", "{\"function\":{\"arguments\"" },
        { "orphan-result", "ollama/qwen3", "\"thinking\":\"Hm\",\"tool_calls\":[{\"function\":{\"name\":\"look\",\"arguments\":{}}}]", "\"thinking\":\"Hm\"" },
        { "empty-message", "ollama/qwen3", "\"content\":\"\",\"thinking\":\"Hm\",\"tool_calls\":[{\"function\":{\"name\":\"look\",\"arguments\":{}}}]", "\"content\":\"\"" },
        { "tool-type", "ollama/qwen3", "\"type\":\"function\"", "\"type\":\"custom\"" },
        { "schema-root", "ollama/qwen3", "\"parameters\":{\"type\":\"object\",\"properties\"", "\"parameters\":{\"properties\"" },
        { "tool-name", "ollama/qwen3", "\"name\":\"look\",\"description\"", "\"name\":\"\",\"description\"" },
        { "duplicate-tool", "ollama/qwen3", "\"tools\":[", "\"tools\":[{\"type\":\"function\",\"function\":{\"name\":\"look\"}}," },
    };

    [Theory]
    [MemberData(nameof(Receivers))]
    public void A_good_request_passes(string receiver) => BrokenRequest.Check(Wire, receiver, Good).ShouldBeEmpty();

    [Theory]
    [MemberData(nameof(Broken))]
    public void A_broken_request_breaks_the_rule(string rule, string receiver, string what, string with) =>
        BrokenRequest.ShouldBreak(Wire, receiver, Good, rule, what, with);
}
