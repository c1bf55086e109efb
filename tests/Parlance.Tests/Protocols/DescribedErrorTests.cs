using System.Text;
using Parlance.Protocols;

namespace Parlance.Tests.Protocols;

/// <summary>An inbound request that cannot be written is refused in the words of its own wire.</summary>
public sealed class DescribedErrorTests
{
    [Theory]
    [InlineData("anthropic", """{"model":"m","max_tokens":1,"system":"s","messages":[{"role":"user","content":[{"type":"text","text":"a"},{"type":"image","source":{"type":"base64","media_type":"image/png","data":"aGk="}}]}]}""", "$.messages[0].content[1]: ")]
    [InlineData("openai", """{"model":"m","messages":[{"role":"system","content":"s"},{"role":"user","content":[{"type":"text","text":"a"},{"type":"image_url","image_url":{"url":"data:image/png;base64,aGk="}}]}]}""", "$.messages[1].content[1]: ")]
    [InlineData("openai-responses", """{"model":"m","instructions":"s","input":[{"role":"user","content":[{"type":"input_text","text":"a"},{"type":"input_image","image_url":"data:image/png;base64,aGk="}]}]}""", "$.input[0].content[1]: ")]
    [InlineData("gemini", """{"systemInstruction":{"parts":[{"text":"s"}]},"contents":[{"role":"user","parts":[{"text":"a"},{"inlineData":{"mimeType":"image/png","data":"aGk="}}]}]}""", "$.contents[0].parts[1]: ")]
    public void A_place_is_named_as_a_JSON_path_and_nothing_of_dotnet_is(string inbound, string body, string beginning)
    {
        var protocol = ProviderRegistry.Default.Get(inbound).Protocol;
        var read = protocol.ReadRequest(Encoding.UTF8.GetBytes(body));

        var refused = Should.Throw<LlmException>(() => Providers.DeepSeek.Prepare(read with { Model = "deepseek-v4-flash" }));
        var told = protocol.DescribeError(read, refused);

        told.Message.ShouldStartWith(beginning);
        told.Message.ShouldNotContain("WithUnsupportedContent");
        told.Kind.ShouldBe(LlmErrorKind.Unsupported);
        refused.Message.ShouldContain("WithUnsupportedContent(UnsupportedContent.Describe)");
    }

    [Fact]
    public void A_policy_that_throws_names_the_member_of_the_wire()
    {
        var protocol = ProviderRegistry.Default.Get("openai").Protocol;
        var read = protocol.ReadRequest("""{"model":"m","user":"u","messages":[{"role":"user","content":"a"}]}"""u8.ToArray());

        var refused = Should.Throw<LlmException>(() => Providers.Gemini.Prepare(read with { UnsupportedPolicy = UnsupportedPolicy.Throw }));

        refused.Message.ShouldBe("EndUserId: This wire has no such setting; it was left out. Remove it, or allow it to be left out with UnsupportedPolicy.Warn.");
        protocol.DescribeError(read, refused).Message.ShouldBe("$.user: This wire has no such setting; it was left out. Remove it.");
    }

    [Fact]
    public void An_error_about_no_place_stays_as_it_is()
    {
        var protocol = ProviderRegistry.Default.Get("openai").Protocol;
        var error = new LlmException(LlmErrorKind.RateLimited, "Slow down.");

        protocol.DescribeError(new ChatCall { Model = "m", Messages = [] }, error).ShouldBeSameAs(error);
    }
}
