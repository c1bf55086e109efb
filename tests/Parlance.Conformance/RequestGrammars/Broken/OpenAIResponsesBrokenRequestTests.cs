namespace Parlance.Conformance.RequestGrammars.Broken;

/// <summary>Requests of Responses that OpenAI refuses.</summary>
public sealed class OpenAIResponsesBrokenRequestTests
{
    private const string Wire = "openai-responses";

    private const string Good = """
        {"model":"m","instructions":"Be brief.","input":[
        {"type":"message","role":"user","content":[{"type":"input_text","text":"Look"},{"type":"input_image","image_url":"data:image/png;base64,AAAA"}]},
        {"type":"reasoning","id":"rs_1","summary":[],"encrypted_content":"gAAAAABo"},
        {"type":"function_call","call_id":"call_1","name":"look","arguments":"{}"},
        {"type":"function_call_output","call_id":"call_1","output":"red"},
        {"role":"assistant","content":[{"type":"output_text","text":"Red"}]},
        {"role":"user","content":"And now?"}],
        "tools":[{"type":"function","name":"look","description":"d","parameters":{"type":"object","properties":{"a":{"type":"string"}},"required":["a"],"additionalProperties":false},"strict":true}],
        "tool_choice":"auto","store":false}
        """;

    public static TheoryData<string> Receivers => ["openai/gpt-5", "openai-responses/gpt-5.1", "xai/grok-4.3", "codex/gpt-5.1-codex"];

    public static TheoryData<string, string, string, string> Broken => new()
    {
        { "not-json", "openai/gpt-5", "\"store\":false}", "\"store\":false" },
        { "lone-surrogate", "openai/gpt-5", "Be brief.", "\\udc00" },
        { "missing-member", "openai/gpt-5", "\"model\":\"m\"", "\"model\":\" \"" },
        { "unknown-member", "openai/gpt-5", "\"store\":false", "\"messages\":[]" },
        { "unknown-member", "openai/gpt-5", "\"store\":false", "\"previous_response_id\":\"resp_1\",\"conversation\":\"conv_1\"" },
        { "wrong-type", "openai/gpt-5", "\"store\":false", "\"store\":\"no\"" },
        { "wrong-type", "openai/gpt-5", "\"instructions\":\"Be brief.\"", "\"instructions\":{}" },
        { "out-of-range", "openai/gpt-5", "\"store\":false", "\"max_output_tokens\":3" },
        { "out-of-range", "openai/gpt-5", "\"store\":false", "\"temperature\":-1" },
        { "service-tier", "openai/gpt-5", "\"store\":false", "\"service_tier\":\"on_demand\"" },
        { "user-length", "openai/gpt-5", "\"store\":false", "\"user\":\"0123456789012345678901234567890123456789012345678901234567890123456789\"" },
        { "unknown-word", "openai/gpt-5", "\"store\":false", "\"previous_response_id\":\"conv_1\"" },
        { "role", "openai/gpt-5", "\"role\":\"assistant\"", "\"role\":\"model\"" },
        { "part-type", "openai/gpt-5", "\"type\":\"output_text\"", "\"type\":\"input_text\"" },
        { "part-type", "openai/gpt-5", "\"type\":\"input_text\"", "\"type\":\"text\"" },
        { "part-type", "openai/gpt-5", "\"type\":\"function_call_output\"", "\"type\":\"custom_tool_call_output\"" },
        { "missing-member", "openai/gpt-5", "\"image_url\":\"data:image/png;base64,AAAA\"", "\"image_url\":\"\"" },
        { "media-type", "openai/gpt-5", "image/png", "image/tiff" },
        { "cache-member", "openai/gpt-5", "\"type\":\"input_text\"", "\"cache_control\":{},\"type\":\"input_text\"" },
        { "orphan-result", "openai/gpt-5", "{\"type\":\"function_call\",\"call_id\":\"call_1\",\"name\":\"look\",\"arguments\":\"{}\"},", "" },
        { "unanswered-call", "openai/gpt-5", "{\"type\":\"function_call_output\",\"call_id\":\"call_1\",\"output\":\"red\"},", "" },
        { "duplicate-call-id", "openai/gpt-5", "{\"type\":\"function_call_output\"", "{\"type\":\"function_call\",\"call_id\":\"call_1\",\"name\":\"look\",\"arguments\":\"{}\"},{\"type\":\"function_call_output\"" },
        { "duplicate-result", "openai/gpt-5", "{\"role\":\"assistant\"", "{\"type\":\"function_call_output\",\"call_id\":\"call_1\",\"output\":\"blue\"},{\"role\":\"assistant\"" },
        { "call-id", "openai/gpt-5", "\"type\":\"function_call\",\"call_id\":\"call_1\"", "\"type\":\"function_call\",\"call_id\":\"\"" },
        { "call-id", "openai/gpt-5", "\"type\":\"function_call\",\"call_id\"", "\"type\":\"function_call\",\"id\":\"call_9\",\"call_id\"" },
        { "arguments", "openai/gpt-5", "\"arguments\":\"{}\"", "\"arguments\":{}" },
        { "tool-name", "openai/gpt-5", "\"name\":\"look\",\"arguments\"", "\"name\":\"look at\",\"arguments\"" },
        { "signature", "openai/gpt-5", "gAAAAABo", "{\\\"type\\\":\\\"reasoning.text\\\"}" },
        { "signature", "openai/gpt-5", "gAAAAABo", "parlance:1:anthropic:AAAA" },
        { "signature-missing", "openai/gpt-5", "\"encrypted_content\":\"gAAAAABo\"", "\"encrypted_content\":null" },
        { "missing-member", "openai/gpt-5", "\"summary\":[],", "" },
        { "tool-name", "openai/gpt-5", "\"name\":\"look\",\"description\"", "\"name\":\"\",\"description\"" },
        { "duplicate-tool", "openai/gpt-5", "\"tools\":[", "\"tools\":[{\"type\":\"function\",\"name\":\"look\",\"parameters\":null}," },
        { "tool-type", "openai/gpt-5", "\"tools\":[{\"type\":\"function\"", "\"tools\":[{\"type\":\"\"" },
        { "schema-root", "openai/gpt-5", "\"parameters\":{\"type\":\"object\"", "\"parameters\":{\"oneOf\":[],\"type\":\"object\"" },
        { "strict-schema", "openai/gpt-5", "\"required\":[\"a\"]", "\"required\":[]" },
        { "chosen-tool-missing", "openai/gpt-5", "\"tool_choice\":\"auto\"", "\"tool_choice\":{\"type\":\"function\",\"name\":\"seek\"}" },
        { "unknown-word", "openai/gpt-5", "\"tool_choice\":\"auto\"", "\"tool_choice\":\"any\"" },
        { "effort", "openai/gpt-5", "\"store\":false", "\"reasoning\":{\"effort\":\"none\"}" },
        { "effort", "openai/gpt-4.1", "\"store\":false", "\"reasoning\":{\"effort\":\"low\"}" },
        { "sampling", "openai/gpt-5", "\"store\":false", "\"temperature\":0.2" },
        { "sampling", "openai/gpt-5.2", "\"store\":false", "\"top_p\":0.2,\"reasoning\":{\"effort\":\"high\"}" },
        { "json-word", "openai/gpt-5", "\"store\":false", "\"text\":{\"format\":{\"type\":\"json_object\"}}" },
        { "output-schema", "openai/gpt-5", "\"store\":false", "\"text\":{\"format\":{\"type\":\"json_schema\",\"schema\":{\"type\":\"object\"}}}" },
        { "strict-schema", "openai/gpt-5", "\"store\":false", "\"text\":{\"format\":{\"type\":\"json_schema\",\"name\":\"a\",\"strict\":true,\"schema\":{\"type\":\"object\",\"properties\":{}}}}" },
        { "output-limit", "codex/gpt-5.1-codex", "\"store\":false", "\"store\":false,\"max_output_tokens\":100" },
        { "no-messages", "openai/gpt-5", "\"instructions\":\"Be brief.\",\"input\":[", "\"input\":[],\"include\":[" },
    };

    [Theory]
    [MemberData(nameof(Receivers))]
    public void A_good_request_passes(string receiver) => BrokenRequest.Check(Wire, receiver, Good).ShouldBeEmpty();

    [Theory]
    [MemberData(nameof(Broken))]
    public void A_broken_request_breaks_the_rule(string rule, string receiver, string what, string with) =>
        BrokenRequest.ShouldBreak(Wire, receiver, Good, rule, what, with);
}
