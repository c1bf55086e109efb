using System.Buffers;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.AI;
using Parlance.Protocols;
using Parlance.Protocols.AnthropicMessages;
using Parlance.Protocols.CohereV2;
using Parlance.Protocols.DashScope;
using Parlance.Protocols.Gemini;
using Parlance.Protocols.OpenAIChat;

namespace Parlance.Tests.Protocols;

/// <summary>What a reader does not take of a request, and where it goes when the request is written again.</summary>
public sealed class RequestExtrasTests
{
    private static readonly OpenAIChatProtocol s_chat = new();

    [Theory]
    [InlineData("unknown", "7")]
    [InlineData("temperature", "\"hot\"")]
    [InlineData("temperature", "null")]
    [InlineData("user", "\"\"")]
    [InlineData("tools", "[]")]
    [InlineData("max_tokens", "-1")]
    [InlineData("stop", "[1]")]
    [InlineData("metadata", "{}")]
    [InlineData("reasoning", "{}")]
    public void What_is_not_understood_goes_back_as_it_came(string member, string value) =>
        Rewrite($$"""{"messages":[{"role":"user","content":"Hi"}],"{{member}}":{{value}}}""").GetProperty(member).GetRawText().ShouldBe(value);

    [Fact]
    public void What_is_left_of_an_object_joins_what_a_setting_writes_into_it()
    {
        var call = Read("""{"messages":[{"role":"user","content":"Hi"}],"reasoning":{"effort":"low","exclude":true}}""");
        call.Options.ReasoningEffort = "high";
        Write(s_chat, call, "openrouter").GetProperty("reasoning").GetRawText().ShouldBe("""{"effort":"high","exclude":true}""");
    }

    [Fact]
    public void What_is_left_of_an_object_goes_back_where_the_setting_was_taken_away()
    {
        var call = Read("""{"messages":[{"role":"user","content":"Hi"}],"reasoning":{"effort":"low","exclude":true}}""");
        call.Options.ReasoningEffort = null;
        Write(s_chat, call, "openrouter").GetProperty("reasoning").GetRawText().ShouldBe("""{"exclude":true}""");
    }

    [Fact]
    public void What_a_caller_adds_joins_what_is_left_of_an_object()
    {
        var protocol = new GeminiProtocol();
        var call = protocol.ReadRequest("""{"contents":[{"parts":[{"text":"Hi"}]}],"generation_config":{"media_resolution":"LOW"}}"""u8.ToArray());
        call.Options.ExtraBody = JsonElement.Parse("""{"generationConfig":{"audioTimestamp":true}}""");
        Write(protocol, call).GetProperty("generationConfig").GetRawText().ShouldBe("""{"media_resolution":"LOW","audioTimestamp":true}""");
    }

    [Fact]
    public void Another_wire_names_each_member_that_it_leaves_out()
    {
        var call = Read("""{"messages":[{"role":"user","content":"Hi"}],"response_format":{"type":"text","later":1},"unknown":7,"logit_bias":{}}""");
        Write(new AnthropicMessagesProtocol(), call);
        call.Warnings.Select(warning => warning.Field).ShouldBe(["unknown", "response_format.later"], ignoreOrder: true);
    }

    [Fact]
    public void A_wire_does_not_take_over_the_spelling_of_another()
    {
        var call = new DashScopeProtocol().ReadRequest(
            """
            {"model":"m","input":{"messages":[{"role":"user","content":"Hi"},
             {"role":"assistant","content":"","tool_calls":[{"function":{"name":"f","arguments":"{}"}}]},{"role":"tool","content":"1"}]}}
            """u8.ToArray());
        var messages = Write(new CohereV2Protocol(), call).GetProperty("messages");
        var id = messages[1].GetProperty("tool_calls")[0].GetProperty("id").GetString();
        id.ShouldNotBeNullOrEmpty();
        messages[2].GetProperty("tool_call_id").GetString().ShouldBe(id);
    }

    private static ChatCall Read(string body) => s_chat.ReadRequest(Encoding.UTF8.GetBytes(body), "openrouter");

    private static JsonElement Rewrite(string body) => Write(s_chat, Read(body), "openrouter");

    private static JsonElement Write(Protocol protocol, ChatCall call, string? recipient = null)
    {
        var body = new ArrayBufferWriter<byte>();
        var copy = new ChatCall { Model = call.Model, Messages = call.Messages, Options = call.Options, Recipient = recipient };
        protocol.WriteRequest(recipient is null ? call : copy, body);
        return JsonElement.Parse(body.WrittenSpan);
    }
}
