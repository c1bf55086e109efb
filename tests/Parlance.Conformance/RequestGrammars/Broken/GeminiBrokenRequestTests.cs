namespace Parlance.Conformance.RequestGrammars.Broken;

/// <summary>Requests of generateContent that Gemini refuses.</summary>
public sealed class GeminiBrokenRequestTests
{
    private const string Wire = "gemini-generate";

    private const string Good = """
        {"systemInstruction":{"parts":[{"text":"Be brief."}]},"contents":[
        {"role":"user","parts":[{"inlineData":{"mimeType":"image/png","data":"AAAA"}},{"text":"Look"}]},
        {"role":"model","parts":[{"functionCall":{"name":"look","args":{}},"thoughtSignature":"CtwBAcu9"}]},
        {"role":"user","parts":[{"functionResponse":{"name":"look","response":{"output":"red"}}}]}],
        "tools":[{"functionDeclarations":[{"name":"look","description":"d","parameters":{"type":"OBJECT","properties":{"a":{"type":"STRING","enum":["x"]}},"required":["a"]}}]}],
        "generationConfig":{"maxOutputTokens":100}}
        """;

    public static TheoryData<string> Receivers => ["gemini/gemini-2.5-flash", "gemini/gemini-3-pro-preview", "vertex/gemini-2.5-pro"];

    public static TheoryData<string, string, string, string> Broken => new()
    {
        { "not-json", "gemini/gemini-2.5-flash", "{\"systemInstruction\"", "\"systemInstruction\"" },
        { "lone-surrogate", "gemini/gemini-2.5-flash", "Be brief.", "\\ud83d" },
        { "unknown-member", "gemini/gemini-2.5-flash", "\"generationConfig\"", "\"temperature\":1,\"generationConfig\"" },
        { "unknown-member", "gemini/gemini-2.5-flash", "\"maxOutputTokens\":100", "\"stop\":[\"a\"]" },
        { "unknown-member", "gemini/gemini-2.5-flash", "\"name\":\"look\",\"description\"", "\"strict\":true,\"name\":\"look\",\"description\"" },
        { "out-of-range", "gemini/gemini-2.5-flash", "\"maxOutputTokens\":100", "\"temperature\":3" },
        { "out-of-range", "gemini/gemini-2.5-flash", "\"maxOutputTokens\":100", "\"topP\":1.1" },
        { "out-of-range", "gemini/gemini-2.5-flash", "\"maxOutputTokens\":100", "\"topK\":0" },
        { "out-of-range", "gemini/gemini-2.5-flash", "\"maxOutputTokens\":100", "\"maxOutputTokens\":0" },
        { "wrong-type", "gemini/gemini-2.5-flash", "\"maxOutputTokens\":100", "\"topP\":\"1\"" },
        { "stop-sequences", "gemini/gemini-2.5-flash", "\"maxOutputTokens\":100", "\"stopSequences\":[\"a\",\"b\",\"c\",\"d\",\"e\",\"f\"]" },
        { "stop-sequences", "gemini/gemini-2.5-flash", "\"maxOutputTokens\":100", "\"stopSequences\":[\"\"]" },
        { "no-messages", "gemini/gemini-2.5-flash", "\"contents\":[", "\"contents\":[],\"safetySettings\":[" },
        { "role", "gemini/gemini-2.5-flash", "\"role\":\"model\"", "\"role\":\"assistant\"" },
        { "empty-message", "gemini/gemini-2.5-flash", "{\"text\":\"Be brief.\"}", "" },
        { "empty-message", "gemini/gemini-2.5-flash", "{\"inlineData\":{\"mimeType\":\"image/png\",\"data\":\"AAAA\"}},{\"text\":\"Look\"}", "" },
        { "empty-message", "gemini/gemini-2.5-flash", "{\"text\":\"Look\"}", "{\"thought\":true}" },
        { "part-type", "gemini/gemini-2.5-flash", "{\"text\":\"Be brief.\"}", "{\"inlineData\":{}}" },
        { "part-type", "gemini/gemini-2.5-flash", "{\"text\":\"Look\"}", "{\"functionCall\":{\"name\":\"look\"}}" },
        { "part-type", "gemini/gemini-2.5-flash", "\"response\":{\"output\":\"red\"}", "\"response\":{},\"parts\":[]" },
        { "media-type", "gemini/gemini-2.5-flash", "image/png", "image/jpg" },
        { "missing-member", "gemini/gemini-2.5-flash", "\"data\":\"AAAA\"", "\"data\":\"\"" },
        { "arguments", "gemini/gemini-2.5-flash", "\"args\":{}", "\"args\":\"{}\"" },
        { "wrong-type", "gemini/gemini-2.5-flash", "\"response\":{\"output\":\"red\"}", "\"response\":\"red\"" },
        { "missing-member", "gemini/gemini-2.5-flash", "\"functionResponse\":{\"name\":\"look\"", "\"functionResponse\":{\"name\":\"\"" },
        { "orphan-result", "gemini/gemini-2.5-flash", "{\"functionCall\":{\"name\":\"look\",\"args\":{}},\"thoughtSignature\":\"CtwBAcu9\"}", "{\"text\":\"Red\"}" },
        { "result-count", "gemini/gemini-2.5-flash", "{\"functionResponse\"", "{\"functionResponse\":{\"name\":\"look\",\"response\":{}}},{\"functionResponse\"" },
        { "alternation", "gemini/gemini-2.5-flash", "{\"role\":\"user\",\"parts\":[{\"inlineData\":{\"mimeType\":\"image/png\",\"data\":\"AAAA\"}},{\"text\":\"Look\"}]},", "" },
        { "signature", "gemini/gemini-2.5-flash", "CtwBAcu9", "{\\\"type\\\":\\\"function_call\\\"}" },
        { "signature-missing", "gemini/gemini-3-pro-preview", ",\"thoughtSignature\":\"CtwBAcu9\"", "" },
        { "tool-name", "gemini/gemini-2.5-flash", "\"name\":\"look\",\"description\"", "\"name\":\"1look\",\"description\"" },
        { "duplicate-tool", "gemini/gemini-2.5-flash", "\"functionDeclarations\":[", "\"functionDeclarations\":[{\"name\":\"look\"}," },
        { "empty-tools", "gemini/gemini-2.5-flash", "\"tools\":[", "\"tools\":[{}," },
        { "schema-root", "gemini/gemini-2.5-flash", "\"parameters\":{\"type\":\"OBJECT\"", "\"parameters\":{\"type\":\"ARRAY\"" },
        { "gemini-schema", "gemini/gemini-2.5-flash", "{\"type\":\"STRING\",\"enum\":[\"x\"]}", "{\"type\":\"STRING\",\"const\":\"x\"}" },
        { "gemini-schema", "gemini/gemini-2.5-flash", "{\"type\":\"STRING\",\"enum\":[\"x\"]}", "{}" },
        { "gemini-schema", "gemini/gemini-2.5-flash", "{\"type\":\"STRING\",\"enum\":[\"x\"]}", "{\"type\":\"INTEGER\",\"enum\":[1]}" },
        { "gemini-schema", "gemini/gemini-2.5-flash", "{\"type\":\"STRING\",\"enum\":[\"x\"]}", "{\"type\":\"STRING\",\"enum\":[\"\"]}" },
        { "gemini-schema", "gemini/gemini-2.5-flash", "{\"type\":\"STRING\",\"enum\":[\"x\"]}", "{\"type\":[\"STRING\",\"NULL\"]}" },
        { "gemini-schema", "gemini/gemini-2.5-flash", "{\"type\":\"STRING\",\"enum\":[\"x\"]}", "{\"type\":\"ARRAY\"}" },
        { "gemini-schema", "gemini/gemini-2.5-flash", "{\"type\":\"STRING\",\"enum\":[\"x\"]}", "{\"type\":\"STRING\",\"required\":[\"b\"]}" },
        { "gemini-schema", "gemini/gemini-2.5-flash", "\"required\":[\"a\"]", "\"required\":[\"b\"]" },
        { "gemini-schema", "gemini/gemini-2.5-flash", "\"required\":[\"a\"]}", "\"required\":[\"a\"]},\"parametersJsonSchema\":{\"type\":\"object\"}" },
        { "mixed-tools", "gemini/gemini-2.5-flash", "\"tools\":[", "\"tools\":[{\"googleSearch\":{}}," },
        { "chosen-tool-missing", "gemini/gemini-2.5-flash", "\"generationConfig\"", "\"toolConfig\":{\"functionCallingConfig\":{\"mode\":\"ANY\",\"allowedFunctionNames\":[\"seek\"]}},\"generationConfig\"" },
        { "unknown-word", "gemini/gemini-2.5-flash", "\"generationConfig\"", "\"toolConfig\":{\"functionCallingConfig\":{\"mode\":\"REQUIRED\"}},\"generationConfig\"" },
        { "tool-choice-without-tools", "gemini/gemini-2.5-flash", "\"tools\":[{\"functionDeclarations\":[{\"name\":\"look\",\"description\":\"d\",\"parameters\":{\"type\":\"OBJECT\",\"properties\":{\"a\":{\"type\":\"STRING\",\"enum\":[\"x\"]}},\"required\":[\"a\"]}}]}]", "\"toolConfig\":{\"functionCallingConfig\":{\"mode\":\"ANY\"}}" },
        { "format-with-tools", "gemini/gemini-2.5-flash", "\"maxOutputTokens\":100", "\"responseMimeType\":\"application/json\"" },
        { "output-schema", "gemini/gemini-2.5-flash", "\"maxOutputTokens\":100", "\"responseSchema\":{\"type\":\"OBJECT\"}" },
        { "effort", "gemini/gemini-2.5-flash", "\"maxOutputTokens\":100", "\"thinkingConfig\":{\"thinkingLevel\":\"HIGH\"}" },
        { "effort", "gemini/gemini-3-pro-preview", "\"maxOutputTokens\":100", "\"thinkingConfig\":{\"thinkingLevel\":\"minimal\"}" },
        { "thinking-budget", "gemini/gemini-2.5-flash", "\"maxOutputTokens\":100", "\"thinkingConfig\":{\"thinkingBudget\":32000}" },
        { "thinking-budget", "vertex/gemini-2.5-pro", "\"maxOutputTokens\":100", "\"thinkingConfig\":{\"thinkingBudget\":0}" },
        { "thinking", "gemini/gemini-2.0-flash", "\"maxOutputTokens\":100", "\"thinkingConfig\":{\"thinkingBudget\":1000}" },
    };

    [Theory]
    [MemberData(nameof(Receivers))]
    public void A_good_request_passes(string receiver) => BrokenRequest.Check(Wire, receiver, Good).ShouldBeEmpty();

    [Theory]
    [MemberData(nameof(Broken))]
    public void A_broken_request_breaks_the_rule(string rule, string receiver, string what, string with) =>
        BrokenRequest.ShouldBreak(Wire, receiver, Good, rule, what, with);
}
