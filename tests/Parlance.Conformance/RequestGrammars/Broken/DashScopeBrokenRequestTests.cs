namespace Parlance.Conformance.RequestGrammars.Broken;

/// <summary>Requests of DashScope's own wire that DashScope refuses.</summary>
public sealed class DashScopeBrokenRequestTests
{
    private const string Wire = "dashscope-native";

    private const string Good = """
        {"model":"m","input":{"messages":[
        {"role":"system","content":"Be brief."},
        {"role":"user","content":[{"text":"Look"}]},
        {"role":"assistant","content":"","tool_calls":[{"id":"call_1","type":"function","function":{"name":"look","arguments":"{}"}}]},
        {"role":"tool","tool_call_id":"call_1","content":"red"}]},
        "parameters":{"tools":[{"type":"function","function":{"name":"look","description":"d","parameters":{"type":"object","properties":{"a":{"type":"string"}},"required":["a"]}}}],
        "result_format":"message"}}
        """;

    public static TheoryData<string> Receivers => ["dashscope/qwen-plus"];

    public static TheoryData<string, string, string, string> Broken => new()
    {
        { "not-json", "dashscope/qwen-plus", "{\"model\"", "\"model\"" },
        { "lone-surrogate", "dashscope/qwen-plus", "Be brief.", "\\ud83d" },
        { "missing-member", "dashscope/qwen-plus", "\"model\":\"m\"", "\"model\":\"\"" },
        { "wrong-type", "dashscope/qwen-plus", "\"parameters\":{\"tools\"", "\"parameters\":[],\"x\":{\"tools\"" },
        { "no-messages", "dashscope/qwen-plus", "\"messages\":[", "\"history\":[" },
        { "role", "dashscope/qwen-plus", "\"role\":\"system\"", "\"role\":\"developer\"" },
        { "part-type", "dashscope/qwen-plus", "{\"text\":\"Look\"}", "{\"image_url\":\"a\"}" },
        { "wrong-type", "dashscope/qwen-plus", "\"content\":\"red\"", "\"content\":{\"a\":1}" },
        { "arguments", "dashscope/qwen-plus", "\"arguments\":\"{}\"", "\"arguments\":{}" },
        { "empty-message", "dashscope/qwen-plus", "\"content\":\"\",\"tool_calls\":[{\"id\":\"call_1\",\"type\":\"function\",\"function\":{\"name\":\"look\",\"arguments\":\"{}\"}}]", "\"content\":\"\"" },
        { "orphan-result", "dashscope/qwen-plus", "\"tool_call_id\":\"call_1\"", "\"tool_call_id\":\"call_2\"" },
        { "unanswered-call", "dashscope/qwen-plus", ",\n{\"role\":\"tool\",\"tool_call_id\":\"call_1\",\"content\":\"red\"}", "" },
        { "duplicate-result", "dashscope/qwen-plus", "{\"role\":\"tool\"", "{\"role\":\"tool\",\"tool_call_id\":\"call_1\",\"content\":\"blue\"},{\"role\":\"tool\"" },
        { "out-of-range", "dashscope/qwen-plus", "\"result_format\":\"message\"", "\"temperature\":2" },
        { "out-of-range", "dashscope/qwen-plus", "\"result_format\":\"message\"", "\"top_p\":0" },
        { "out-of-range", "dashscope/qwen-plus", "\"result_format\":\"message\"", "\"top_p\":1.1" },
        { "out-of-range", "dashscope/qwen-plus", "\"result_format\":\"message\"", "\"max_tokens\":0" },
        { "out-of-range", "dashscope/qwen-plus", "\"result_format\":\"message\"", "\"seed\":-1" },
        { "wrong-type", "dashscope/qwen-plus", "\"result_format\":\"message\"", "\"stop\":5" },
        { "wrong-type", "dashscope/qwen-plus", "\"result_format\":\"message\"", "\"enable_thinking\":\"yes\"" },
        { "out-of-range", "dashscope/qwen-plus", "\"result_format\":\"message\"", "\"thinking_budget\":-1" },
        { "unknown-word", "dashscope/qwen-plus", "\"result_format\":\"message\"", "\"result_format\":\"json\"" },
        { "unknown-word", "dashscope/qwen-plus", "\"result_format\":\"message\"", "\"result_format\":\"text\"" },
        { "unknown-word", "dashscope/qwen-plus", "\"result_format\":\"message\"", "\"response_format\":{\"type\":\"json\"}" },
        { "json-word", "dashscope/qwen-plus", "\"result_format\":\"message\"", "\"response_format\":{\"type\":\"json_object\"}" },
        { "tool-type", "dashscope/qwen-plus", "\"tools\":[{\"type\":\"function\"", "\"tools\":[{\"type\":\"custom\"" },
        { "schema-root", "dashscope/qwen-plus", "\"parameters\":{\"type\":\"object\",\"properties\":{\"a\":{\"type\":\"string\"}}", "\"parameters\":{\"type\":\"object\"" },
        { "tool-name", "dashscope/qwen-plus", "\"name\":\"look\",\"description\"", "\"name\":\"a b\",\"description\"" },
        { "duplicate-tool", "dashscope/qwen-plus", "\"tools\":[", "\"tools\":[{\"type\":\"function\",\"function\":{\"name\":\"look\"}}," },
        { "unknown-word", "dashscope/qwen-plus", "\"result_format\":\"message\"", "\"tool_choice\":\"required\"" },
        { "chosen-tool-missing", "dashscope/qwen-plus", "\"result_format\":\"message\"", "\"tool_choice\":{\"type\":\"function\",\"function\":{\"name\":\"seek\"}}" },
        { "forced-tool-with-thinking", "dashscope/qwen-plus", "\"result_format\":\"message\"", "\"enable_thinking\":true,\"tool_choice\":{\"type\":\"function\",\"function\":{\"name\":\"look\"}}" },
        { "tool-choice-without-tools", "dashscope/qwen-plus", "\"tools\":[{\"type\":\"function\",\"function\":{\"name\":\"look\",\"description\":\"d\",\"parameters\":{\"type\":\"object\",\"properties\":{\"a\":{\"type\":\"string\"}},\"required\":[\"a\"]}}}]", "\"tool_choice\":{\"type\":\"function\",\"function\":{\"name\":\"look\"}}" },
    };

    [Theory]
    [MemberData(nameof(Receivers))]
    public void A_good_request_passes(string receiver) => BrokenRequest.Check(Wire, receiver, Good).ShouldBeEmpty();

    [Theory]
    [MemberData(nameof(Broken))]
    public void A_broken_request_breaks_the_rule(string rule, string receiver, string what, string with) =>
        BrokenRequest.ShouldBreak(Wire, receiver, Good, rule, what, with);
}
