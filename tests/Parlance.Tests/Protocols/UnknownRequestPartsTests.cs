using System.Buffers;
using System.Text;
using System.Text.Json;
using Parlance.Protocols;

namespace Parlance.Tests.Protocols;

/// <summary>Forms of a request that are rare or of a later day: read and written again they are what they were.</summary>
public sealed class UnknownRequestPartsTests
{
    [Theory]
    [InlineData("openai-responses", """{"model":"m","input":[{"role":"user","content":[{"type":"input_text","text":"a"},{"type":"hologram","a":1}]}]}""")]
    [InlineData("openai-responses", """{"model":"m","input":[{"role":"user","content":[{"type":"hologram","a":1}]},{"type":"hologram","a":1}]}""")]
    [InlineData("openai-responses", """{"model":"m","input":[{"role":"user","content":"a"},{"id":"msg_1"}]}""")]
    [InlineData("openai-responses", """{"model":"m","input":[{"type":"function_call_output","call_id":"c","output":[{"type":"hologram","a":1}]}]}""")]
    [InlineData("openai-responses", """{"model":"m","input":[{"role":"user","content":[{"type":"input_text","text":""}]},{"role":"user","content":"a"},{"role":"user","content":[{"type":"input_text","text":"a"}]}]}""")]
    [InlineData("cohere-v2-chat", """{"model":"m","messages":[{"role":"user","content":"a"},{"role":"assistant","tool_plan":"p","content":"b"}]}""")]
    [InlineData("gemini-generate", """{"contents":{"role":"user","parts":[{"text":"a"}]}}""")]
    [InlineData("gemini-generate", """{"systemInstruction":{"parts":[{"text":"s"}]},"contents":{"role":"user","parts":[{"text":"a"}]}}""")]
    [InlineData("gemini-generate", """{"contents":[{"role":"user","parts":[{"text":"a","inlineData":{"mimeType":"image/png","data":"-_8="}}]}]}""")]
    [InlineData("anthropic-messages", """{"model":"claude","max_tokens":5.0,"top_k":3e0,"messages":[{"role":"user","content":"a"}]}""")]
    [InlineData("openai-chat", """{"model":"m","messages":[{"role":"user","content":"a"}],"max_completion_tokens":5.0,"seed":-4.0,"top_logprobs":2.0,"n":2.0}""")]
    [InlineData("gemini-generate", """{"contents":[{"role":"user","parts":[{"text":"a"}]}],"generationConfig":{"maxOutputTokens":5.0,"topK":40.0,"thinkingConfig":{"thinkingBudget":-1.0}}}""")]
    [InlineData("anthropic-messages", """{"model":"claude","max_tokens":5,"messages":[{"role":"user","content":[{"type":"text","text":"a"}]},{"role":"assistant","content":"b"},{"role":"user","content":[{"type":"tool_result","tool_use_id":"t","content":[{"type":"text","text":"c"}]}]}]}""")]
    public void They_come_out_as_they_came_in(string wire, string body)
    {
        var provider = WireNames.Get(wire);
        var call = provider.Protocol.ReadRequest(Encoding.UTF8.GetBytes(body), provider.Issuer);
        var written = new ArrayBufferWriter<byte>();
        provider.Protocol.WriteRequest(call with { Recipient = provider.Issuer }, written);

        JsonElement.DeepEquals(JsonElement.Parse(written.WrittenSpan), JsonElement.Parse(body)).ShouldBeTrue(Encoding.UTF8.GetString(written.WrittenSpan));
        call.Warnings.ShouldBeEmpty();
    }
}
