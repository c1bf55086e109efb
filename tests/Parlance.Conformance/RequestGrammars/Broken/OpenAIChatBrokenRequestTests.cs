namespace Parlance.Conformance.RequestGrammars.Broken;

/// <summary>Requests of the chat wire that OpenAI or a host that copies it refuses.</summary>
public sealed class OpenAIChatBrokenRequestTests
{
    private const string Wire = "openai-chat";

    private const string Good = """
        {"model":"m","messages":[
        {"role":"system","content":"Be brief."},
        {"role":"user","content":[{"type":"text","text":"Look"},{"type":"image_url","image_url":{"url":"data:image/png;base64,AAAA"}}]},
        {"role":"assistant","content":null,"tool_calls":[{"id":"call12345","type":"function","function":{"name":"look","arguments":"{}"}}]},
        {"role":"tool","tool_call_id":"call12345","content":"red"},
        {"role":"user","content":"And now?"}],
        "tools":[{"type":"function","function":{"name":"look","description":"d","parameters":{"type":"object","properties":{"a":{"type":"string"}},"required":["a"],"additionalProperties":false}}}],
        "tool_choice":"auto","max_completion_tokens":100}
        """;

    public static TheoryData<string> Receivers => ["openai/gpt-4.1", "openai/gpt-5", "azure-openai/gpt-4.1", "groq/llama-3.3-70b-versatile", "deepseek/deepseek-chat", "moonshot/kimi-k2", "vllm/q"];

    public static TheoryData<string, string, string, string> Broken => new()
    {
        { "not-json", "openai/gpt-4.1", "{\"model\"", "[{\"model\"" },
        { "lone-surrogate", "openai/gpt-4.1", "Be brief.", "\\ud83d" },
        { "missing-member", "openai/gpt-4.1", "\"model\":\"m\"", "\"model\":\"\"" },
        { "unknown-member", "openai/gpt-4.1", "\"max_completion_tokens\":100", "\"top_k\":5" },
        { "unknown-member", "groq/llama-3.3-70b-versatile", "\"max_completion_tokens\":100", "\"logit_bias\":{}" },
        { "unknown-member", "mistral/mistral-large-latest", "\"max_completion_tokens\":100", "\"store\":true" },
        { "wrong-type", "openai/gpt-4.1", "\"max_completion_tokens\":100", "\"stream\":\"yes\"" },
        { "wrong-type", "openai/gpt-4.1", "\"max_completion_tokens\":100", "\"max_tokens\":\"9\"" },
        { "out-of-range", "openai/gpt-4.1", "\"max_completion_tokens\":100", "\"temperature\":3" },
        { "out-of-range", "openai/gpt-4.1", "\"max_completion_tokens\":100", "\"top_p\":1.5" },
        { "out-of-range", "groq/llama-3.3-70b-versatile", "\"max_completion_tokens\":100", "\"n\":2" },
        { "role", "deepseek/deepseek-chat", "\"role\":\"system\"", "\"role\":\"developer\"" },
        { "role", "openai/gpt-4.1", "\"role\":\"system\"", "\"role\":\"model\"" },
        { "no-messages", "openai/gpt-4.1", "\"messages\":[", "\"messages\":[],\"x\":[" },
        { "orphan-result", "openai/gpt-4.1", "\"tool_call_id\":\"call12345\"", "\"tool_call_id\":\"call99999\"" },
        { "unanswered-call", "openai/gpt-4.1", "{\"role\":\"tool\",\"tool_call_id\":\"call12345\",\"content\":\"red\"},", "" },
        { "unanswered-call", "openai/gpt-4.1", "{\"role\":\"tool\"", "{\"role\":\"user\",\"content\":\"wait\"},{\"role\":\"tool\"" },
        { "duplicate-call-id", "openai/gpt-4.1", "\"arguments\":\"{}\"}}]", "\"arguments\":\"{}\"}},{\"id\":\"call12345\",\"type\":\"function\",\"function\":{\"name\":\"look\",\"arguments\":\"{}\"}}]" },
        { "duplicate-result", "openai/gpt-4.1", "{\"role\":\"user\",\"content\":\"And now?\"}", "{\"role\":\"tool\",\"tool_call_id\":\"call12345\",\"content\":\"blue\"}" },
        { "empty-message", "mistral/mistral-large-latest", "\"content\":null,\"tool_calls\":[{\"id\":\"call12345\",\"type\":\"function\",\"function\":{\"name\":\"look\",\"arguments\":\"{}\"}}]", "\"content\":\"\"" },
        { "call-id", "openai/gpt-4.1", "\"id\":\"call12345\"", "\"id\":\"\"" },
        { "call-id", "mistral/mistral-large-latest", "\"id\":\"call12345\"", "\"id\":\"call_1\"" },
        { "arguments", "openai/gpt-4.1", "\"arguments\":\"{}\"", "\"arguments\":{}" },
        { "part-type", "openai/gpt-4.1", "\"content\":\"red\"", "\"content\":[{\"type\":\"image_url\",\"image_url\":{\"url\":\"data:image/png;base64,AAAA\"}}]" },
        { "part-type", "deepseek/deepseek-chat", "\"content\":\"red\"", "\"content\":[{\"type\":\"image_url\",\"image_url\":{\"url\":\"data:image/png;base64,AAAA\"}}]" },
        { "media-type", "openai/gpt-4.1", "image/png", "image/svg+xml" },
        { "media-form", "moonshot/kimi-k2", "data:image/png;base64,AAAA", "https://a.b/c.png" },
        { "media-form", "openai/gpt-4.1", "{\"type\":\"text\",\"text\":\"Look\"}", "{\"type\":\"file\",\"file\":{\"file_data\":\"https://a.b/c.pdf\"}}" },
        { "cache-member", "openai/gpt-4.1", "{\"type\":\"text\"", "{\"cache_control\":{\"type\":\"ephemeral\"},\"type\":\"text\"" },
        { "tool-name", "openai/gpt-4.1", "\"name\":\"look\",\"description\"", "\"name\":\"Zoë Müller\",\"description\"" },
        { "tool-name", "moonshot/kimi-k2", "\"name\":\"look\",\"description\"", "\"name\":\"9look\",\"description\"" },
        { "duplicate-tool", "openai/gpt-4.1", "\"tools\":[", "\"tools\":[{\"type\":\"function\",\"function\":{\"name\":\"look\"}}," },
        { "empty-tools", "openai/gpt-4.1", "\"tools\":[{\"type\":\"function\",\"function\":{\"name\":\"look\",\"description\":\"d\",\"parameters\":{\"type\":\"object\",\"properties\":{\"a\":{\"type\":\"string\"}},\"required\":[\"a\"],\"additionalProperties\":false}}}]", "\"tools\":[]" },
        { "tool-choice-without-tools", "openai/gpt-4.1", "\"tools\":[{\"type\":\"function\",\"function\":{\"name\":\"look\",\"description\":\"d\",\"parameters\":{\"type\":\"object\",\"properties\":{\"a\":{\"type\":\"string\"}},\"required\":[\"a\"],\"additionalProperties\":false}}}],", "" },
        { "parallel-without-tools", "openai/gpt-4.1", "\"tools\":[{\"type\":\"function\",\"function\":{\"name\":\"look\",\"description\":\"d\",\"parameters\":{\"type\":\"object\",\"properties\":{\"a\":{\"type\":\"string\"}},\"required\":[\"a\"],\"additionalProperties\":false}}}],\n\"tool_choice\":\"auto\"", "\"parallel_tool_calls\":true" },
        { "chosen-tool-missing", "openai/gpt-4.1", "\"tool_choice\":\"auto\"", "\"tool_choice\":{\"type\":\"function\",\"function\":{\"name\":\"seek\"}}" },
        { "unknown-word", "openai/gpt-4.1", "\"tool_choice\":\"auto\"", "\"tool_choice\":\"always\"" },
        { "forced-tool-with-thinking", "deepseek/deepseek-chat", "\"tool_choice\":\"auto\"", "\"tool_choice\":\"required\",\"thinking\":{\"type\":\"enabled\"}" },
        { "tool-type", "openai/gpt-4.1", "\"tools\":[{\"type\":\"function\"", "\"tools\":[{\"type\":\"web_search\"" },
        { "schema-root", "openai/gpt-4.1", "\"parameters\":{\"type\":\"object\",\"properties\":{\"a\":{\"type\":\"string\"}}", "\"parameters\":{\"type\":\"object\"" },
        { "schema-root", "openai/gpt-4.1", "\"parameters\":{\"type\":\"object\"", "\"parameters\":{\"anyOf\":[],\"type\":\"object\"" },
        { "strict-schema", "openai/gpt-4.1", "\"description\":\"d\",\"parameters\":{\"type\":\"object\",\"properties\":{\"a\":{\"type\":\"string\"}},\"required\":[\"a\"]", "\"strict\":true,\"parameters\":{\"type\":\"object\",\"properties\":{\"a\":{\"type\":\"string\"}},\"required\":[]" },
        { "web-search-model", "openai/gpt-4.1", "\"max_completion_tokens\":100", "\"web_search_options\":{}" },
        { "sampling", "openai/gpt-5", "\"max_completion_tokens\":100", "\"temperature\":0.5" },
        { "sampling", "openai/gpt-5.1", "\"max_completion_tokens\":100", "\"temperature\":0.5,\"reasoning_effort\":\"medium\"" },
        { "effort", "openai/gpt-5", "\"max_completion_tokens\":100", "\"reasoning_effort\":\"none\"" },
        { "effort", "openai/gpt-4.1", "\"max_completion_tokens\":100", "\"reasoning_effort\":\"low\"" },
        { "effort", "openai/gpt-5.1", "\"max_completion_tokens\":100", "\"reasoning_effort\":\"max\"" },
        { "effort-with-tools", "openai/gpt-5.6-luna", "\"max_completion_tokens\":100", "\"reasoning_effort\":\"low\"" },
        { "reasoning-member", "openai/gpt-4.1", "\"role\":\"assistant\"", "\"role\":\"assistant\",\"reasoning_content\":\"Hm\"" },
        { "reasoning-member", "mistral/mistral-large-latest", "\"role\":\"assistant\"", "\"role\":\"assistant\",\"reasoning_content\":\"Hm\"" },
        { "reasoning-missing", "deepseek/deepseek-v4-flash", ",\n{\"role\":\"user\",\"content\":\"And now?\"}", "" },
        { "stop-sequences", "openai/gpt-4.1", "\"max_completion_tokens\":100", "\"stop\":[\"a\",\"b\",\"c\",\"d\",\"e\"]" },
        { "stop-sequences", "openai/o3", "\"max_completion_tokens\":100", "\"stop\":[\"a\"]" },
        { "user-length", "openai/gpt-4.1", "\"max_completion_tokens\":100", "\"user\":\"0123456789012345678901234567890123456789012345678901234567890123456789\"" },
        { "service-tier", "openai/gpt-4.1", "\"max_completion_tokens\":100", "\"service_tier\":\"standard_only\"" },
        { "json-word", "openai/gpt-4.1", "\"max_completion_tokens\":100", "\"response_format\":{\"type\":\"json_object\"}" },
        { "output-limit", "openai/gpt-5", "\"max_completion_tokens\":100", "\"max_tokens\":100" },
        { "output-schema", "openai/gpt-4.1", "\"max_completion_tokens\":100", "\"response_format\":{\"type\":\"json_schema\",\"json_schema\":{\"schema\":{}}}" },
        { "prefill", "mistral/mistral-large-latest", "{\"role\":\"user\",\"content\":\"And now?\"}", "{\"role\":\"assistant\",\"content\":\"So\"}" },
    };

    [Theory]
    [MemberData(nameof(Receivers))]
    public void A_good_request_passes(string receiver) => BrokenRequest.Check(Wire, receiver, Good).ShouldBeEmpty();

    [Theory]
    [MemberData(nameof(Broken))]
    public void A_broken_request_breaks_the_rule(string rule, string receiver, string what, string with) =>
        BrokenRequest.ShouldBreak(Wire, receiver, Good, rule, what, with);
}
