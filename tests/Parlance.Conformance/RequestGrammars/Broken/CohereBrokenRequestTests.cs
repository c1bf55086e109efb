namespace Parlance.Conformance.RequestGrammars.Broken;

/// <summary>Requests of Cohere's chat that Cohere refuses.</summary>
public sealed class CohereBrokenRequestTests
{
    private const string Wire = "cohere-v2-chat";

    private const string Good = """
        {"model":"m","messages":[
        {"role":"system","content":"Be brief."},
        {"role":"user","content":[{"type":"text","text":"Look"}]},
        {"role":"assistant","tool_plan":"I look.","tool_calls":[{"id":"look_1","type":"function","function":{"name":"look","arguments":"{}"}}]},
        {"role":"tool","tool_call_id":"look_1","content":"red"}],
        "tools":[{"type":"function","function":{"name":"look","description":"d","parameters":{"type":"object","properties":{"a":{"type":"string"}},"required":["a"]}}}],
        "stream":true}
        """;

    public static TheoryData<string> Receivers => ["cohere/command-a-03-2025"];

    public static TheoryData<string, string, string, string> Broken => new()
    {
        { "not-json", "cohere/command-a-03-2025", "{\"model\"", "\"model\"" },
        { "lone-surrogate", "cohere/command-a-03-2025", "Be brief.", "\\ud83d" },
        { "missing-member", "cohere/command-a-03-2025", "\"model\":\"m\"", "\"model\":\"\"" },
        { "unknown-member", "cohere/command-a-03-2025", "\"stream\":true", "\"top_p\":0.5" },
        { "unknown-member", "cohere/command-a-03-2025", "\"stream\":true", "\"parallel_tool_calls\":true" },
        { "wrong-type", "cohere/command-a-03-2025", "\"stream\":true", "\"stream\":\"a\"" },
        { "out-of-range", "cohere/command-a-03-2025", "\"stream\":true", "\"p\":1" },
        { "out-of-range", "cohere/command-a-03-2025", "\"stream\":true", "\"k\":501" },
        { "out-of-range", "cohere/command-a-03-2025", "\"stream\":true", "\"frequency_penalty\":-1" },
        { "out-of-range", "cohere/command-a-03-2025", "\"stream\":true", "\"presence_penalty\":1.5" },
        { "out-of-range", "cohere/command-a-03-2025", "\"stream\":true", "\"temperature\":-1" },
        { "stop-sequences", "cohere/command-a-03-2025", "\"stream\":true", "\"stop_sequences\":[\"a\",\"b\",\"c\",\"d\",\"e\",\"f\"]" },
        { "unknown-word", "cohere/command-a-03-2025", "\"stream\":true", "\"response_format\":{\"type\":\"json_schema\"}" },
        { "format-with-tools", "cohere/command-a-03-2025", "\"stream\":true", "\"response_format\":{\"type\":\"json_object\"}" },
        { "output-schema", "cohere/command-a-03-2025", "\"stream\":true", "\"response_format\":{\"type\":\"text\",\"schema\":{}}" },
        { "thinking", "cohere/command-a-03-2025", "\"stream\":true", "\"thinking\":{\"type\":\"enabled\"}" },
        { "thinking", "cohere/command-a-reasoning-08-2025", "\"stream\":true", "\"thinking\":{\"type\":\"adaptive\"}" },
        { "no-messages", "cohere/command-a-03-2025", "\"messages\":[", "\"messages\":[],\"documents\":[" },
        { "role", "cohere/command-a-03-2025", "\"role\":\"system\"", "\"role\":\"developer\"" },
        { "part-type", "cohere/command-a-03-2025", "{\"type\":\"text\",\"text\":\"Look\"}", "{\"type\":\"input_audio\"}" },
        { "part-type", "cohere/command-a-03-2025", "\"content\":\"red\"", "\"content\":[{\"type\":\"image_url\"}]" },
        { "part-type", "cohere/command-a-03-2025", "{\"type\":\"text\",\"text\":\"Look\"}", "{\"type\":\"image_url\",\"image_url\":{\"url\":\"https://a.b\"}}" },
        { "blank-text", "cohere/command-a-03-2025", "\"text\":\"Look\"", "\"text\":\"\"" },
        { "empty-message", "cohere/command-a-03-2025", "\"tool_plan\":\"I look.\",\"tool_calls\":[{\"id\":\"look_1\",\"type\":\"function\",\"function\":{\"name\":\"look\",\"arguments\":\"{}\"}}]", "\"content\":\"\"" },
        { "call-id", "cohere/command-a-03-2025", "\"id\":\"look_1\"", "\"id\":\"\"" },
        { "call-id", "cohere/command-a-03-2025", "\"tool_call_id\":\"look_1\"", "\"tool_call_id\":\"\"" },
        { "arguments", "cohere/command-a-03-2025", "\"arguments\":\"{}\"", "\"arguments\":{}" },
        { "orphan-result", "cohere/command-a-03-2025", "\"tool_call_id\":\"look_1\"", "\"tool_call_id\":\"look_2\"" },
        { "unanswered-call", "cohere/command-a-03-2025", ",\n{\"role\":\"tool\",\"tool_call_id\":\"look_1\",\"content\":\"red\"}", "" },
        { "tool-type", "cohere/command-a-03-2025", "\"tools\":[{\"type\":\"function\"", "\"tools\":[{\"type\":\"custom\"" },
        { "schema-root", "cohere/command-a-03-2025", "\"parameters\":{\"type\":\"object\",\"properties\":{\"a\":{\"type\":\"string\"}}", "\"parameters\":{\"type\":\"object\"" },
        { "tool-name", "cohere/command-a-03-2025", "\"name\":\"look\",\"description\"", "\"name\":\"a.b\",\"description\"" },
        { "duplicate-tool", "cohere/command-a-03-2025", "\"tools\":[", "\"tools\":[{\"type\":\"function\",\"function\":{\"name\":\"look\",\"parameters\":{\"type\":\"object\",\"properties\":{}}}}," },
        { "unknown-word", "cohere/command-a-03-2025", "\"stream\":true", "\"tool_choice\":\"auto\"" },
        { "tool-choice-without-tools", "cohere/command-a-03-2025", "\"tools\":[{\"type\":\"function\",\"function\":{\"name\":\"look\",\"description\":\"d\",\"parameters\":{\"type\":\"object\",\"properties\":{\"a\":{\"type\":\"string\"}},\"required\":[\"a\"]}}}]", "\"tool_choice\":\"REQUIRED\"" },
    };

    [Theory]
    [MemberData(nameof(Receivers))]
    public void A_good_request_passes(string receiver) => BrokenRequest.Check(Wire, receiver, Good).ShouldBeEmpty();

    [Theory]
    [MemberData(nameof(Broken))]
    public void A_broken_request_breaks_the_rule(string rule, string receiver, string what, string with) =>
        BrokenRequest.ShouldBreak(Wire, receiver, Good, rule, what, with);
}
