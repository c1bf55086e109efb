namespace Parlance.Conformance.RequestGrammars.Broken;

/// <summary>Requests of Hunyuan's own wire that Tencent refuses.</summary>
public sealed class HunyuanBrokenRequestTests
{
    private const string Wire = "hunyuan-native";

    private const string Good = """
        {"Model":"m","Messages":[
        {"Role":"system","Content":"Be brief."},
        {"Role":"user","Contents":[{"Type":"text","Text":"Look"}]},
        {"Role":"assistant","Content":"","ToolCalls":[{"Id":"call_1","Type":"function","Function":{"Name":"look","Arguments":"{}"}}]},
        {"Role":"tool","ToolCallId":"call_1","Content":"red"}],
        "Tools":[{"Type":"function","Function":{"Name":"look","Description":"d","Parameters":"{\"type\":\"object\",\"properties\":{}}"}}],
        "Stream":true}
        """;

    public static TheoryData<string> Receivers => ["hunyuan/hunyuan-turbos-latest"];

    public static TheoryData<string, string, string, string> Broken => new()
    {
        { "not-json", "hunyuan/hunyuan-turbos-latest", "{\"Model\"", "\"Model\"" },
        { "lone-surrogate", "hunyuan/hunyuan-turbos-latest", "Be brief.", "\\ud83d" },
        { "missing-member", "hunyuan/hunyuan-turbos-latest", "\"Model\":\"m\"", "\"Model\":\"\"" },
        { "unknown-member", "hunyuan/hunyuan-turbos-latest", "\"Stream\":true", "\"MaxTokens\":5" },
        { "unknown-member", "hunyuan/hunyuan-turbos-latest", "\"Stream\":true", "\"stream\":true" },
        { "out-of-range", "hunyuan/hunyuan-turbos-latest", "\"Stream\":true", "\"Temperature\":3" },
        { "out-of-range", "hunyuan/hunyuan-turbos-latest", "\"Stream\":true", "\"TopP\":1.1" },
        { "out-of-range", "hunyuan/hunyuan-turbos-latest", "\"Stream\":true", "\"Seed\":0" },
        { "out-of-range", "hunyuan/hunyuan-turbos-latest", "\"Stream\":true", "\"Seed\":10001" },
        { "wrong-type", "hunyuan/hunyuan-turbos-latest", "\"Stream\":true", "\"Stream\":\"a\"" },
        { "wrong-type", "hunyuan/hunyuan-turbos-latest", "\"Stream\":true", "\"Stop\":\"a\"" },
        { "wrong-type", "hunyuan/hunyuan-turbos-latest", "\"Stream\":true", "\"EnableThinking\":1" },
        { "no-messages", "hunyuan/hunyuan-turbos-latest", "\"Messages\":[", "\"Messages\":[],\"SearchInfo\":[" },
        { "role", "hunyuan/hunyuan-turbos-latest", "\"Role\":\"assistant\"", "\"Role\":\"model\"" },
        { "role", "hunyuan/hunyuan-turbos-latest", "{\"Role\":\"tool\"", "{\"Role\":\"system\",\"Content\":\"a\"},{\"Role\":\"tool\"" },
        { "wrong-type", "hunyuan/hunyuan-turbos-latest", "\"Content\":\"Be brief.\"", "\"Content\":[\"a\"]" },
        { "part-type", "hunyuan/hunyuan-turbos-latest", "\"Type\":\"text\"", "\"Type\":\"input_text\"" },
        { "arguments", "hunyuan/hunyuan-turbos-latest", "\"Arguments\":\"{}\"", "\"Arguments\":{}" },
        { "empty-message", "hunyuan/hunyuan-turbos-latest", "\"Content\":\"Be brief.\"", "\"Content\":\"\"" },
        { "empty-message", "hunyuan/hunyuan-turbos-latest", "\"Content\":\"red\"", "\"Content\":\"\"" },
        { "alternation", "hunyuan/hunyuan-turbos-latest", "{\"Role\":\"user\"", "{\"Role\":\"user\",\"Content\":\"a\"},{\"Role\":\"user\"" },
        { "first-turn", "hunyuan/hunyuan-turbos-latest", "{\"Role\":\"user\"", "{\"Role\":\"assistant\",\"Content\":\"a\"},{\"Role\":\"user\"" },
        { "orphan-result", "hunyuan/hunyuan-turbos-latest", "\"ToolCallId\":\"call_1\"", "\"ToolCallId\":\"call_2\"" },
        { "unanswered-call", "hunyuan/hunyuan-turbos-latest", ",\n{\"Role\":\"tool\",\"ToolCallId\":\"call_1\",\"Content\":\"red\"}", "" },
        { "tool-type", "hunyuan/hunyuan-turbos-latest", "\"Tools\":[{\"Type\":\"function\"", "\"Tools\":[{\"Type\":\"custom\"" },
        { "wrong-type", "hunyuan/hunyuan-turbos-latest", "\"Parameters\":\"{\\\"type\\\":\\\"object\\\",\\\"properties\\\":{}}\"", "\"Parameters\":{}" },
        { "tool-name", "hunyuan/hunyuan-turbos-latest", "\"Name\":\"look\",\"Description\"", "\"Name\":\"a.b\",\"Description\"" },
        { "duplicate-tool", "hunyuan/hunyuan-turbos-latest", "\"Tools\":[", "\"Tools\":[{\"Type\":\"function\",\"Function\":{\"Name\":\"look\",\"Parameters\":\"{}\"}}," },
        { "unknown-word", "hunyuan/hunyuan-turbos-latest", "\"Stream\":true", "\"ToolChoice\":\"required\"" },
        { "missing-member", "hunyuan/hunyuan-turbos-latest", "\"Stream\":true", "\"ToolChoice\":\"custom\"" },
        { "chosen-tool-missing", "hunyuan/hunyuan-turbos-latest", "\"Stream\":true", "\"ToolChoice\":\"custom\",\"CustomTool\":{\"Type\":\"function\",\"Function\":{\"Name\":\"seek\"}}" },
        { "tool-choice-without-tools", "hunyuan/hunyuan-turbos-latest", "\"Tools\":[{\"Type\":\"function\",\"Function\":{\"Name\":\"look\",\"Description\":\"d\",\"Parameters\":\"{\\\"type\\\":\\\"object\\\",\\\"properties\\\":{}}\"}}]", "\"ToolChoice\":\"auto\"" },
    };

    [Theory]
    [MemberData(nameof(Receivers))]
    public void A_good_request_passes(string receiver) => BrokenRequest.Check(Wire, receiver, Good).ShouldBeEmpty();

    [Theory]
    [MemberData(nameof(Broken))]
    public void A_broken_request_breaks_the_rule(string rule, string receiver, string what, string with) =>
        BrokenRequest.ShouldBreak(Wire, receiver, Good, rule, what, with);
}
