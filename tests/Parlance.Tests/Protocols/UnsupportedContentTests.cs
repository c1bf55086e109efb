using System.Text;
using Microsoft.Extensions.AI;
using Parlance.Json;
using Parlance.Protocols;

namespace Parlance.Tests.Protocols;

public sealed class UnsupportedContentTests
{
    private static readonly DataContent s_image = new(new byte[1234], "image/png") { Name = "chart.png" };

    public static TheoryData<string, string> TextOnlyHosts => new()
    {
        { "openai-chat", "The host takes no images." },
        { "ollama-chat", "This wire takes images only, not video/mp4." },
        { "anthropic-messages", "The wire anthropic-messages cannot hold" },
    };

    [Theory]
    [MemberData(nameof(TextOnlyHosts))]
    public void Content_that_a_wire_cannot_carry_stops_the_call(string wire, string reason)
    {
        var error = Should.Throw<LlmException>(() => Write(wire, UnsupportedContent.Throw));

        error.Kind.ShouldBe(LlmErrorKind.Unsupported);
        error.Message.ShouldContain("Messages[0].Contents[1]");
        error.Message.ShouldContain(reason);
    }

    [Theory]
    [MemberData(nameof(TextOnlyHosts))]
    public void Content_that_a_wire_cannot_carry_is_put_into_words_on_demand(string wire, string reason)
    {
        var (body, warnings) = Write(wire, UnsupportedContent.Describe);

        body.ShouldContain(", 1,234 bytes]");
        body.ShouldNotContain(Convert.ToBase64String(new byte[30]));
        warnings.ShouldContain(warning =>
            warning.Kind == ChatWarningKind.Coerced && warning.Field == "Messages[0].Contents[1]" && warning.Message.Contains(reason));
    }

    private static (string Body, IReadOnlyList<ChatWarning> Warnings) Write(string wire, UnsupportedContent handling)
    {
        var provider = wire == "openai-chat"
            ? Parlance.Providers.OpenAI.WithDialect(dialect => dialect with { AcceptsImages = false })
            : WireNames.Get(wire);
        AIContent content = wire == "openai-chat" ? s_image : new DataContent(new byte[1234], "video/mp4");
        var call = new ChatCall
        {
            Model = "m",
            Messages = [new ChatMessage(ChatRole.User, [new TextContent("Look"), content])],
            UnsupportedContent = handling,
        };
        using var body = new PooledBuffer();
        provider.Protocol.WriteRequest(call, body);
        return (Encoding.UTF8.GetString(body.Span), call.Warnings);
    }
}
