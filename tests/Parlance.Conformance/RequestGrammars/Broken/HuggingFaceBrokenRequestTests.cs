namespace Parlance.Conformance.RequestGrammars.Broken;

/// <summary>Requests for one text that Hugging Face refuses.</summary>
public sealed class HuggingFaceBrokenRequestTests
{
    private const string Wire = "huggingface-inference";

    private const string Good = """
        {"inputs":"Say hello.",
        "parameters":{"max_new_tokens":20,"temperature":0.5,"top_p":0.5,"top_k":5,"typical_p":0.5,"repetition_penalty":1.1,"frequency_penalty":0.5,"seed":1,"top_n_tokens":1,"stop":["a"],
        "grammar":{"type":"json","value":{"properties":{}}}},"stream":true}
        """;

    public static TheoryData<string> Receivers => ["huggingface/meta-llama/Llama-3.1-8B-Instruct"];

    public static TheoryData<string, string, string, string> Broken => new()
    {
        { "not-json", "huggingface/meta-llama/Llama-3.1-8B-Instruct", "{\"inputs\"", "\"inputs\"" },
        { "lone-surrogate", "huggingface/meta-llama/Llama-3.1-8B-Instruct", "Say hello.", "\\ud83d" },
        { "no-messages", "huggingface/meta-llama/Llama-3.1-8B-Instruct", "\"Say hello.\"", "\"\"" },
        { "no-messages", "huggingface/meta-llama/Llama-3.1-8B-Instruct", "\"inputs\"", "\"messages\"" },
        { "no-messages", "huggingface/meta-llama/Llama-3.1-8B-Instruct", "\"Say hello.\"", "[\"a\"]" },
        { "wrong-type", "huggingface/meta-llama/Llama-3.1-8B-Instruct", "\"parameters\":{", "\"parameters\":[],\"x\":{" },
        { "wrong-type", "huggingface/meta-llama/Llama-3.1-8B-Instruct", "\"stream\":true", "\"stream\":\"a\"" },
        { "out-of-range", "huggingface/meta-llama/Llama-3.1-8B-Instruct", "\"temperature\":0.5", "\"temperature\":0" },
        { "out-of-range", "huggingface/meta-llama/Llama-3.1-8B-Instruct", "\"temperature\":0.5", "\"temperature\":-1" },
        { "wrong-type", "huggingface/meta-llama/Llama-3.1-8B-Instruct", "\"temperature\":0.5", "\"temperature\":\"a\"" },
        { "out-of-range", "huggingface/meta-llama/Llama-3.1-8B-Instruct", "\"top_p\":0.5", "\"top_p\":1" },
        { "out-of-range", "huggingface/meta-llama/Llama-3.1-8B-Instruct", "\"top_p\":0.5", "\"top_p\":0" },
        { "out-of-range", "huggingface/meta-llama/Llama-3.1-8B-Instruct", "\"typical_p\":0.5", "\"typical_p\":1" },
        { "out-of-range", "huggingface/meta-llama/Llama-3.1-8B-Instruct", "\"top_k\":5", "\"top_k\":0" },
        { "wrong-type", "huggingface/meta-llama/Llama-3.1-8B-Instruct", "\"top_k\":5", "\"top_k\":\"5\"" },
        { "out-of-range", "huggingface/meta-llama/Llama-3.1-8B-Instruct", "\"max_new_tokens\":20", "\"max_new_tokens\":0" },
        { "wrong-type", "huggingface/meta-llama/Llama-3.1-8B-Instruct", "\"max_new_tokens\":20", "\"max_new_tokens\":true" },
        { "out-of-range", "huggingface/meta-llama/Llama-3.1-8B-Instruct", "\"repetition_penalty\":1.1", "\"repetition_penalty\":0" },
        { "out-of-range", "huggingface/meta-llama/Llama-3.1-8B-Instruct", "\"frequency_penalty\":0.5", "\"frequency_penalty\":3" },
        { "out-of-range", "huggingface/meta-llama/Llama-3.1-8B-Instruct", "\"frequency_penalty\":0.5", "\"frequency_penalty\":-3" },
        { "out-of-range", "huggingface/meta-llama/Llama-3.1-8B-Instruct", "\"seed\":1", "\"seed\":-1" },
        { "wrong-type", "huggingface/meta-llama/Llama-3.1-8B-Instruct", "\"seed\":1", "\"seed\":\"1\"" },
        { "out-of-range", "huggingface/meta-llama/Llama-3.1-8B-Instruct", "\"top_n_tokens\":1", "\"top_n_tokens\":6" },
        { "stop-sequences", "huggingface/meta-llama/Llama-3.1-8B-Instruct", "[\"a\"]", "[\"a\",\"b\",\"c\",\"d\",\"e\"]" },
        { "wrong-type", "huggingface/meta-llama/Llama-3.1-8B-Instruct", "[\"a\"]", "\"a\"" },
        { "unknown-word", "huggingface/meta-llama/Llama-3.1-8B-Instruct", "\"type\":\"json\"", "\"type\":\"schema\"" },
        { "output-schema", "huggingface/meta-llama/Llama-3.1-8B-Instruct", "{\"properties\":{}}", "{\"type\":\"object\"}" },
    };

    [Theory]
    [MemberData(nameof(Receivers))]
    public void A_good_request_passes(string receiver) => BrokenRequest.Check(Wire, receiver, Good).ShouldBeEmpty();

    [Theory]
    [MemberData(nameof(Broken))]
    public void A_broken_request_breaks_the_rule(string rule, string receiver, string what, string with) =>
        BrokenRequest.ShouldBreak(Wire, receiver, Good, rule, what, with);
}
