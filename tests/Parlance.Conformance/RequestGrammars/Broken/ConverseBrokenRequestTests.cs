namespace Parlance.Conformance.RequestGrammars.Broken;

/// <summary>Requests of Converse that Bedrock refuses.</summary>
public sealed class ConverseBrokenRequestTests
{
    private const string Wire = "bedrock-converse";

    private const string Good = """
        {"system":[{"text":"Be brief."}],"messages":[
        {"role":"user","content":[{"document":{"format":"pdf","name":"a","source":{"bytes":"AAAA"}}},{"image":{"format":"png","source":{"bytes":"AAAA"}}},{"text":"Look"}]},
        {"role":"assistant","content":[{"reasoningContent":{"reasoningText":{"text":"Hm","signature":"EqQBCgIY"}}},{"toolUse":{"toolUseId":"tooluse_1","name":"look","input":{}}}]},
        {"role":"user","content":[{"toolResult":{"toolUseId":"tooluse_1","content":[{"text":"red"}]}}]}],
        "toolConfig":{"tools":[{"toolSpec":{"name":"look","description":"d","inputSchema":{"json":{"type":"object","properties":{}}}}}]},
        "inferenceConfig":{"maxTokens":2000}}
        """;

    public static TheoryData<string> Receivers => ["bedrock/us.anthropic.claude-sonnet-4-5-20250929-v1:0", "bedrock/us.amazon.nova-pro-v1:0", "bedrock/openai.gpt-oss-120b-1:0"];

    public static TheoryData<string, string, string, string> Broken => new()
    {
        { "not-json", "bedrock/us.anthropic.claude-sonnet-4-5-20250929-v1:0", "\"maxTokens\":2000}}", "\"maxTokens\":2000}" },
        { "lone-surrogate", "bedrock/us.anthropic.claude-sonnet-4-5-20250929-v1:0", "Be brief.", "\\ud83d" },
        { "unknown-member", "bedrock/us.anthropic.claude-sonnet-4-5-20250929-v1:0", "\"system\"", "\"max_tokens\":5,\"system\"" },
        { "unknown-member", "bedrock/us.anthropic.claude-sonnet-4-5-20250929-v1:0", "\"maxTokens\":2000", "\"topK\":5" },
        { "out-of-range", "bedrock/us.anthropic.claude-sonnet-4-5-20250929-v1:0", "\"maxTokens\":2000", "\"temperature\":1.5" },
        { "out-of-range", "bedrock/us.anthropic.claude-sonnet-4-5-20250929-v1:0", "\"maxTokens\":2000", "\"maxTokens\":0" },
        { "stop-sequences", "bedrock/us.amazon.nova-pro-v1:0", "\"maxTokens\":2000", "\"stopSequences\":[\"a\",\"b\",\"c\",\"d\",\"e\"]" },
        { "stop-sequences", "bedrock/us.anthropic.claude-sonnet-4-5-20250929-v1:0", "\"maxTokens\":2000", "\"stopSequences\":[\"\"]" },
        { "no-messages", "bedrock/us.anthropic.claude-sonnet-4-5-20250929-v1:0", "\"messages\":[", "\"messages\":[],\"promptVariables\":[" },
        { "role", "bedrock/us.anthropic.claude-sonnet-4-5-20250929-v1:0", "\"role\":\"assistant\"", "\"role\":\"system\"" },
        { "alternation", "bedrock/us.anthropic.claude-sonnet-4-5-20250929-v1:0", "{\"role\":\"assistant\"", "{\"role\":\"user\",\"content\":[{\"text\":\"a\"}]},{\"role\":\"assistant\"" },
        { "first-turn", "bedrock/us.anthropic.claude-sonnet-4-5-20250929-v1:0", "\"messages\":[", "\"messages\":[{\"role\":\"assistant\",\"content\":[{\"text\":\"a\"}]}," },
        { "empty-message", "bedrock/us.anthropic.claude-sonnet-4-5-20250929-v1:0", "{\"document\":{\"format\":\"pdf\",\"name\":\"a\",\"source\":{\"bytes\":\"AAAA\"}}},{\"image\":{\"format\":\"png\",\"source\":{\"bytes\":\"AAAA\"}}},{\"text\":\"Look\"}", "" },
        { "blank-text", "bedrock/us.anthropic.claude-sonnet-4-5-20250929-v1:0", "\"text\":\"Look\"", "\"text\":\" \"" },
        { "blank-text", "bedrock/us.anthropic.claude-sonnet-4-5-20250929-v1:0", "\"text\":\"Be brief.\"", "\"text\":\"\"" },
        { "blank-text", "bedrock/us.anthropic.claude-sonnet-4-5-20250929-v1:0", "{\"text\":\"red\"}", "{\"text\":\"\"}" },
        { "part-type", "bedrock/us.anthropic.claude-sonnet-4-5-20250929-v1:0", "{\"text\":\"Look\"}", "{\"type\":\"text\",\"text\":\"Look\"}" },
        { "part-type", "bedrock/us.anthropic.claude-sonnet-4-5-20250929-v1:0", "{\"text\":\"red\"}", "{\"audio\":{}}" },
        { "wrong-type", "bedrock/us.anthropic.claude-sonnet-4-5-20250929-v1:0", "{\"text\":\"red\"}", "{\"json\":[1]}" },
        { "document-name", "bedrock/us.anthropic.claude-sonnet-4-5-20250929-v1:0", "\"name\":\"a\"", "\"name\":\"a.pdf\"" },
        { "document-name", "bedrock/us.anthropic.claude-sonnet-4-5-20250929-v1:0", "{\"document\"", "{\"document\":{\"format\":\"pdf\",\"name\":\"a\",\"source\":{\"bytes\":\"AAAA\"}}},{\"document\"" },
        { "document-alone", "bedrock/us.anthropic.claude-sonnet-4-5-20250929-v1:0", "{\"text\":\"Look\"}", "{\"cachePoint\":{\"type\":\"default\"}}" },
        { "media-type", "bedrock/us.anthropic.claude-sonnet-4-5-20250929-v1:0", "\"format\":\"png\"", "\"format\":\"jpg\"" },
        { "media-type", "bedrock/us.anthropic.claude-sonnet-4-5-20250929-v1:0", "\"format\":\"pdf\"", "\"format\":\"json\"" },
        { "media-form", "bedrock/us.anthropic.claude-sonnet-4-5-20250929-v1:0", "\"format\":\"png\",\"source\":{\"bytes\":\"AAAA\"}", "\"format\":\"png\",\"source\":{\"url\":\"https://a.b/c.png\"}" },
        { "orphan-result", "bedrock/us.anthropic.claude-sonnet-4-5-20250929-v1:0", "\"toolResult\":{\"toolUseId\":\"tooluse_1\"", "\"toolResult\":{\"toolUseId\":\"tooluse_2\"" },
        { "unanswered-call", "bedrock/us.anthropic.claude-sonnet-4-5-20250929-v1:0", ",\n{\"role\":\"user\",\"content\":[{\"toolResult\":{\"toolUseId\":\"tooluse_1\",\"content\":[{\"text\":\"red\"}]}}]}", "" },
        { "duplicate-call-id", "bedrock/us.anthropic.claude-sonnet-4-5-20250929-v1:0", "\"input\":{}}}", "\"input\":{}}},{\"toolUse\":{\"toolUseId\":\"tooluse_1\",\"name\":\"look\",\"input\":{}}}" },
        { "call-id", "bedrock/us.anthropic.claude-sonnet-4-5-20250929-v1:0", "\"toolUse\":{\"toolUseId\":\"tooluse_1\"", "\"toolUse\":{\"toolUseId\":\"functions.look:0\"" },
        { "arguments", "bedrock/us.anthropic.claude-sonnet-4-5-20250929-v1:0", "\"input\":{}", "\"input\":[]" },
        { "unknown-word", "bedrock/us.anthropic.claude-sonnet-4-5-20250929-v1:0", "\"content\":[{\"text\":\"red\"}]", "\"content\":[{\"text\":\"red\"}],\"status\":\"failed\"" },
        { "signature-missing", "bedrock/us.anthropic.claude-sonnet-4-5-20250929-v1:0", ",\"signature\":\"EqQBCgIY\"", "" },
        { "signature", "bedrock/us.anthropic.claude-sonnet-4-5-20250929-v1:0", "EqQBCgIY", "{\\\"a\\\":1}" },
        { "tools-missing", "bedrock/us.anthropic.claude-sonnet-4-5-20250929-v1:0", "\"toolConfig\":{\"tools\":[{\"toolSpec\":{\"name\":\"look\",\"description\":\"d\",\"inputSchema\":{\"json\":{\"type\":\"object\",\"properties\":{}}}}}]},\n", "" },
        { "empty-tools", "bedrock/us.anthropic.claude-sonnet-4-5-20250929-v1:0", "{\"toolSpec\":{\"name\":\"look\",\"description\":\"d\",\"inputSchema\":{\"json\":{\"type\":\"object\",\"properties\":{}}}}}", "" },
        { "tool-name", "bedrock/us.anthropic.claude-sonnet-4-5-20250929-v1:0", "\"name\":\"look\",\"description\"", "\"name\":\"a.b\",\"description\"" },
        { "duplicate-tool", "bedrock/us.anthropic.claude-sonnet-4-5-20250929-v1:0", "\"tools\":[", "\"tools\":[{\"toolSpec\":{\"name\":\"look\",\"description\":\"d\",\"inputSchema\":{\"json\":{\"type\":\"object\",\"properties\":{}}}}}," },
        { "blank-text", "bedrock/us.anthropic.claude-sonnet-4-5-20250929-v1:0", "\"description\":\"d\"", "\"description\":\"\"" },
        { "schema-root", "bedrock/us.anthropic.claude-sonnet-4-5-20250929-v1:0", "\"json\":{\"type\":\"object\"", "\"json\":{\"allOf\":[],\"type\":\"object\"" },
        { "schema-root", "bedrock/us.anthropic.claude-sonnet-4-5-20250929-v1:0", ",\"properties\":{}", "" },
        { "chosen-tool-missing", "bedrock/us.anthropic.claude-sonnet-4-5-20250929-v1:0", "]},\n\"inferenceConfig\"", "],\"toolChoice\":{\"tool\":{\"name\":\"seek\"}}},\n\"inferenceConfig\"" },
        { "unknown-word", "bedrock/us.anthropic.claude-sonnet-4-5-20250929-v1:0", "]},\n\"inferenceConfig\"", "],\"toolChoice\":{\"none\":{}}},\n\"inferenceConfig\"" },
        { "forced-tool-with-thinking", "bedrock/us.anthropic.claude-sonnet-4-5-20250929-v1:0", "]},\n\"inferenceConfig\"", "],\"toolChoice\":{\"any\":{}}},\"additionalModelRequestFields\":{\"thinking\":{\"type\":\"enabled\",\"budget_tokens\":1024}},\n\"inferenceConfig\"" },
        { "thinking-budget", "bedrock/us.anthropic.claude-sonnet-4-5-20250929-v1:0", "\"inferenceConfig\":{\"maxTokens\":2000}", "\"inferenceConfig\":{\"maxTokens\":1000},\"additionalModelRequestFields\":{\"thinking\":{\"type\":\"enabled\",\"budget_tokens\":4000}}" },
        { "sampling", "bedrock/us.anthropic.claude-sonnet-4-5-20250929-v1:0", "\"inferenceConfig\":{\"maxTokens\":2000}", "\"inferenceConfig\":{\"maxTokens\":2000,\"temperature\":0},\"additionalModelRequestFields\":{\"thinking\":{\"type\":\"enabled\",\"budget_tokens\":1024}}" },
        { "sampling-pair", "bedrock/us.anthropic.claude-sonnet-4-5-20250929-v1:0", "\"maxTokens\":2000", "\"temperature\":0.5,\"topP\":0.5" },
        { "thinking", "bedrock/us.amazon.nova-pro-v1:0", "\"inferenceConfig\":{\"maxTokens\":2000}", "\"additionalModelRequestFields\":{\"thinking\":{\"type\":\"enabled\",\"budget_tokens\":1024}}" },
        { "output-schema", "bedrock/us.anthropic.claude-sonnet-4-5-20250929-v1:0", "\"inferenceConfig\":{\"maxTokens\":2000}", "\"outputConfig\":{\"textFormat\":{\"type\":\"json_schema\",\"structure\":{\"jsonSchema\":{\"name\":\"a\",\"schema\":\"{\\\"type\\\":\\\"object\\\"}\"}}}}" },
        { "output-schema", "bedrock/us.amazon.nova-pro-v1:0", "\"inferenceConfig\":{\"maxTokens\":2000}", "\"outputConfig\":{\"textFormat\":{\"type\":\"json_schema\",\"structure\":{\"jsonSchema\":{\"name\":\"a\",\"schema\":\"{}\"}}}}" },
        { "prefill", "bedrock/us.anthropic.claude-opus-4-8", "[{\"text\":\"red\"}]}}]}", "[{\"text\":\"red\"}]}}]},{\"role\":\"assistant\",\"content\":[{\"text\":\"So\"}]}" },
        { "trailing-space", "bedrock/us.anthropic.claude-sonnet-4-5-20250929-v1:0", "[{\"text\":\"red\"}]}}]}", "[{\"text\":\"red\"}]}}]},{\"role\":\"assistant\",\"content\":[{\"text\":\"So \"}]}" },
        { "cache-marks", "bedrock/us.anthropic.claude-sonnet-4-5-20250929-v1:0", "\"system\":[", "\"system\":[{\"cachePoint\":{\"type\":\"default\"}},{\"cachePoint\":{\"type\":\"default\"}},{\"cachePoint\":{\"type\":\"default\"}},{\"cachePoint\":{\"type\":\"default\"}},{\"cachePoint\":{\"type\":\"default\"}}," },
    };

    [Theory]
    [MemberData(nameof(Receivers))]
    public void A_good_request_passes(string receiver) => BrokenRequest.Check(Wire, receiver, Good).ShouldBeEmpty();

    [Theory]
    [MemberData(nameof(Broken))]
    public void A_broken_request_breaks_the_rule(string rule, string receiver, string what, string with) =>
        BrokenRequest.ShouldBreak(Wire, receiver, Good, rule, what, with);
}
