namespace Parlance.Conformance.RequestGrammars.Broken;

/// <summary>Requests of Messages that Anthropic refuses.</summary>
public sealed class AnthropicBrokenRequestTests
{
    private const string Wire = "anthropic-messages";

    private const string Good = """
        {"model":"m","max_tokens":2000,"system":[{"type":"text","text":"Be brief."}],"messages":[
        {"role":"user","content":[{"type":"image","source":{"type":"base64","media_type":"image/png","data":"AAAA"}},{"type":"text","text":"Look"}]},
        {"role":"assistant","content":[{"type":"thinking","thinking":"Hm","signature":"EqQBCgIY"},{"type":"tool_use","id":"toolu_1","name":"look","input":{}}]},
        {"role":"user","content":[{"type":"tool_result","tool_use_id":"toolu_1","content":"red"}]}],
        "tools":[{"name":"look","description":"d","input_schema":{"type":"object","properties":{}}}],
        "stream":true}
        """;

    public static TheoryData<string> Receivers => ["anthropic/claude-sonnet-4-5", "anthropic/claude-opus-4-8", "anthropic-vertex/claude-sonnet-4-5", "minimax-anthropic/MiniMax-M2"];

    public static TheoryData<string, string, string, string> Broken => new()
    {
        { "not-json", "anthropic/claude-sonnet-4-5", "\"stream\":true}", "\"stream\":true}}" },
        { "lone-surrogate", "anthropic/claude-sonnet-4-5", "Be brief.", "\\ud83d!" },
        { "missing-member", "anthropic/claude-sonnet-4-5", "\"max_tokens\":2000,", "" },
        { "unknown-member", "anthropic/claude-sonnet-4-5", "\"stream\":true", "\"top_logprobs\":1" },
        { "unknown-member", "anthropic/claude-sonnet-4-5", "\"stream\":true", "\"metadata\":{\"session\":\"a\"}" },
        { "wrong-type", "anthropic/claude-sonnet-4-5", "\"stream\":true", "\"stream\":1" },
        { "wrong-type", "anthropic/claude-sonnet-4-5", "\"stream\":true", "\"tool_choice\":\"auto\"" },
        { "out-of-range", "anthropic/claude-sonnet-4-5", "\"stream\":true", "\"temperature\":1.5" },
        { "out-of-range", "anthropic/claude-sonnet-4-5", "\"max_tokens\":2000", "\"max_tokens\":0" },
        { "service-tier", "anthropic/claude-sonnet-4-5", "\"stream\":true", "\"service_tier\":\"flex\"" },
        { "stop-sequences", "anthropic/claude-sonnet-4-5", "\"stream\":true", "\"stop_sequences\":[\"\\n\\n\"]" },
        { "no-messages", "anthropic/claude-sonnet-4-5", "\"messages\":[", "\"messages\":[],\"mcp_servers\":[" },
        { "role", "anthropic/claude-sonnet-4-5", "{\"role\":\"user\",\"content\":[{\"type\":\"tool_result\"", "{\"role\":\"tool\",\"content\":[{\"type\":\"tool_result\"" },
        { "role", "anthropic/claude-sonnet-4-5", "\"messages\":[", "\"messages\":[{\"role\":\"system\",\"content\":\"a\"}," },
        { "blank-text", "anthropic/claude-sonnet-4-5", "\"text\":\"Look\"", "\"text\":\" \"" },
        { "blank-text", "anthropic/claude-sonnet-4-5", "\"text\":\"Be brief.\"", "\"text\":\"\"" },
        { "empty-message", "anthropic/claude-sonnet-4-5", "{\"role\":\"user\",\"content\":[{\"type\":\"image\",\"source\":{\"type\":\"base64\",\"media_type\":\"image/png\",\"data\":\"AAAA\"}},{\"type\":\"text\",\"text\":\"Look\"}]}", "{\"role\":\"user\",\"content\":[]}" },
        { "orphan-result", "anthropic/claude-sonnet-4-5", "\"tool_use_id\":\"toolu_1\"", "\"tool_use_id\":\"toolu_2\"" },
        { "unanswered-call", "anthropic/claude-sonnet-4-5", ",\n{\"role\":\"user\",\"content\":[{\"type\":\"tool_result\",\"tool_use_id\":\"toolu_1\",\"content\":\"red\"}]}", "" },
        { "duplicate-call-id", "anthropic/claude-sonnet-4-5", "\"input\":{}}", "\"input\":{}},{\"type\":\"tool_use\",\"id\":\"toolu_1\",\"name\":\"look\",\"input\":{}}" },
        { "duplicate-result", "anthropic/claude-sonnet-4-5", "{\"type\":\"tool_result\"", "{\"type\":\"tool_result\",\"tool_use_id\":\"toolu_1\",\"content\":\"blue\"},{\"type\":\"tool_result\"" },
        { "results-first", "anthropic/claude-sonnet-4-5", "{\"type\":\"tool_result\"", "{\"type\":\"text\",\"text\":\"Here\"},{\"type\":\"tool_result\"" },
        { "call-id", "anthropic/claude-sonnet-4-5", "\"id\":\"toolu_1\"", "\"id\":\"functions.look:0\"" },
        { "arguments", "anthropic/claude-sonnet-4-5", "\"input\":{}", "\"input\":\"{}\"" },
        { "unknown-word", "anthropic/claude-sonnet-4-5", "\"input\":{}", "\"input\":{},\"caller\":{\"type\":\"function_call\"}" },
        { "signature-missing", "anthropic/claude-sonnet-4-5", ",\"signature\":\"EqQBCgIY\"", "" },
        { "signature", "anthropic/claude-sonnet-4-5", "EqQBCgIY", "[{\\\"type\\\":\\\"reasoning.text\\\"}]" },
        { "signature", "anthropic/claude-sonnet-4-5", "EqQBCgIY", "eyJpZCI6InJzXzEifQ==" },
        { "media-type", "anthropic/claude-sonnet-4-5", "image/png", "image/jpg" },
        { "media-form", "anthropic-vertex/claude-sonnet-4-5", "\"type\":\"base64\",\"media_type\":\"image/png\",\"data\":\"AAAA\"", "\"type\":\"url\",\"url\":\"https://a.b/c.png\"" },
        { "part-type", "anthropic/claude-sonnet-4-5", "\"content\":\"red\"", "\"content\":[{\"type\":\"audio\"}]" },
        { "blank-text", "anthropic/claude-sonnet-4-5", "\"content\":\"red\"", "\"content\":[{\"type\":\"text\",\"text\":\"\"}]" },
        { "tool-name", "anthropic/claude-sonnet-4-5", "\"name\":\"look\",\"description\"", "\"name\":\"a.b\",\"description\"" },
        { "duplicate-tool", "anthropic/claude-sonnet-4-5", "\"tools\":[", "\"tools\":[{\"name\":\"look\",\"input_schema\":{\"type\":\"object\"}}," },
        { "empty-tools", "anthropic/claude-sonnet-4-5", "\"tools\":[{\"name\":\"look\",\"description\":\"d\",\"input_schema\":{\"type\":\"object\",\"properties\":{}}}]", "\"tools\":[]" },
        { "tool-choice-without-tools", "anthropic/claude-sonnet-4-5", "\"tools\":[{\"name\":\"look\",\"description\":\"d\",\"input_schema\":{\"type\":\"object\",\"properties\":{}}}]", "\"tool_choice\":{\"type\":\"auto\"}" },
        { "chosen-tool-missing", "anthropic/claude-sonnet-4-5", "\"stream\":true", "\"tool_choice\":{\"type\":\"tool\",\"name\":\"seek\"}" },
        { "unknown-word", "anthropic/claude-sonnet-4-5", "\"stream\":true", "\"tool_choice\":{\"type\":\"required\"}" },
        { "schema-root", "anthropic/claude-sonnet-4-5", "\"input_schema\":{\"type\":\"object\"", "\"input_schema\":{\"anyOf\":[],\"type\":\"object\"" },
        { "schema-root", "anthropic/claude-sonnet-4-5", "\"input_schema\":{\"type\":\"object\",\"properties\":{}}", "\"input_schema\":{}" },
        { "forced-tool-with-thinking", "anthropic/claude-sonnet-4-5", "\"stream\":true", "\"tool_choice\":{\"type\":\"any\"},\"thinking\":{\"type\":\"enabled\",\"budget_tokens\":1024}" },
        { "thinking", "anthropic/claude-opus-4-8", "\"stream\":true", "\"thinking\":{\"type\":\"enabled\",\"budget_tokens\":1024}" },
        { "thinking", "anthropic/claude-sonnet-4-5", "\"stream\":true", "\"thinking\":{\"type\":\"adaptive\"}" },
        { "thinking", "anthropic/claude-opus-5", "\"stream\":true", "\"thinking\":{\"type\":\"disabled\"},\"output_config\":{\"effort\":\"max\"}" },
        { "thinking-budget", "anthropic/claude-sonnet-4-5", "\"stream\":true", "\"thinking\":{\"type\":\"enabled\",\"budget_tokens\":100}" },
        { "thinking-budget", "anthropic/claude-sonnet-4-5", "\"stream\":true", "\"thinking\":{\"type\":\"enabled\",\"budget_tokens\":2000}" },
        { "thinking-block", "anthropic/claude-sonnet-4-5", "{\"type\":\"thinking\",\"thinking\":\"Hm\",\"signature\":\"EqQBCgIY\"},{\"type\":\"tool_use\",\"id\":\"toolu_1\",\"name\":\"look\",\"input\":{}}]},\n{\"role\":\"user\",\"content\":[{\"type\":\"tool_result\",\"tool_use_id\":\"toolu_1\",\"content\":\"red\"}]}],\n\"tools\":[{\"name\":\"look\",\"description\":\"d\",\"input_schema\":{\"type\":\"object\",\"properties\":{}}}],\n\"stream\":true", "{\"type\":\"tool_use\",\"id\":\"toolu_1\",\"name\":\"look\",\"input\":{}}]},{\"role\":\"user\",\"content\":[{\"type\":\"tool_result\",\"tool_use_id\":\"toolu_1\",\"content\":\"red\"}]}],\"tools\":[{\"name\":\"look\",\"input_schema\":{\"type\":\"object\"}}],\"thinking\":{\"type\":\"enabled\",\"budget_tokens\":1024}" },
        { "sampling", "anthropic/claude-opus-4-8", "\"stream\":true", "\"temperature\":0.5" },
        { "sampling", "anthropic/claude-sonnet-4-5", "\"stream\":true", "\"temperature\":0.5,\"thinking\":{\"type\":\"enabled\",\"budget_tokens\":1024}" },
        { "sampling-pair", "anthropic/claude-sonnet-4-5", "\"stream\":true", "\"temperature\":0.5,\"top_p\":0.5" },
        { "effort", "anthropic/claude-sonnet-4-5", "\"stream\":true", "\"output_config\":{\"effort\":\"high\"}" },
        { "effort", "anthropic/claude-opus-4-6", "\"stream\":true", "\"output_config\":{\"effort\":\"xhigh\"}" },
        { "output-schema", "anthropic/claude-sonnet-4-5", "\"stream\":true", "\"output_config\":{\"format\":{\"type\":\"json_schema\",\"schema\":{\"type\":\"object\",\"properties\":{}}}}" },
        { "output-schema", "anthropic/claude-sonnet-4-5", "\"stream\":true", "\"output_config\":{\"format\":{\"type\":\"json_schema\",\"schema\":{\"type\":\"object\",\"additionalProperties\":false,\"properties\":{\"a\":{\"type\":\"string\",\"maxLength\":3}}}}}" },
        { "output-schema", "anthropic/claude-3-5-haiku-latest", "\"stream\":true", "\"output_config\":{\"format\":{\"type\":\"json_schema\",\"schema\":{\"type\":\"object\",\"additionalProperties\":false,\"properties\":{}}}}" },
        { "output-schema", "anthropic/claude-sonnet-4-5", "\"stream\":true", "\"output_config\":{\"format\":{\"type\":\"json_schema\",\"schema\":{\"type\":\"object\",\"additionalProperties\":false,\"properties\":{\"a\":{\"$ref\":\"#\"}}}}}" },
        { "prefill", "anthropic/claude-opus-4-6", "\"content\":\"red\"}]}", "\"content\":\"red\"}]},{\"role\":\"assistant\",\"content\":\"So\"}" },
        { "trailing-space", "anthropic/claude-sonnet-4-5", "\"content\":\"red\"}]}", "\"content\":\"red\"}]},{\"role\":\"assistant\",\"content\":\"So \"}" },
        { "cache-marks", "anthropic/claude-sonnet-4-5", "{\"type\":\"text\",\"text\":\"Be brief.\"}", "{\"type\":\"text\",\"text\":\"a\",\"cache_control\":{}},{\"type\":\"text\",\"text\":\"a\",\"cache_control\":{}},{\"type\":\"text\",\"text\":\"a\",\"cache_control\":{}},{\"type\":\"text\",\"text\":\"a\",\"cache_control\":{}},{\"type\":\"text\",\"text\":\"a\",\"cache_control\":{}}" },
    };

    [Theory]
    [MemberData(nameof(Receivers))]
    public void A_good_request_passes(string receiver) => BrokenRequest.Check(Wire, receiver, Good).ShouldBeEmpty();

    [Theory]
    [MemberData(nameof(Broken))]
    public void A_broken_request_breaks_the_rule(string rule, string receiver, string what, string with) =>
        BrokenRequest.ShouldBreak(Wire, receiver, Good, rule, what, with);
}
