using System.Buffers;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.AI;
using Parlance.Protocols;
using Parlance.Tests.Support;

namespace Parlance.Tests.Protocols.Shared;

/// <summary>A model without structured output is made to call a function, and its arguments are read as the answer.</summary>
public sealed class AnswerToolTests
{
    private static readonly ChatCall s_call = new()
    {
        Model = "claude-3-5-haiku-20241022",
        Messages = [new ChatMessage(ChatRole.User, "Who?")],
        Options = new() { ResponseFormat = ChatResponseFormat.ForJsonSchema(JsonElement.Parse("""{"type":"object","properties":{"name":{"type":"string"}}}"""), "person") },
    };

    [Fact]
    public void The_call_is_forced_and_told()
    {
        var body = new ArrayBufferWriter<byte>();
        Parlance.Providers.Anthropic.Protocol.WriteRequest(s_call, body);

        Encoding.UTF8.GetString(body.WrittenSpan).ShouldContain(
            """
            "tools":[{"name":"person","description":"Gives the answer.","input_schema":{"type":"object","properties":{"name":{"type":"string"}}}}],"tool_choice":{"type":"tool","name":"person"}
            """);
        s_call.Warnings.ShouldAllBe(warning => warning.Kind == ChatWarningKind.Coerced && warning.Field == "ResponseFormat");
    }

    [Fact]
    public async Task Its_arguments_are_the_text()
    {
        using var handler = new VerbatimHandler("""{"id":"m","type":"message","role":"assistant","model":"c","content":[{"type":"tool_use","id":"t","name":"person","input":{"name":"Ada"}}],"stop_reason":"tool_use","usage":{"input_tokens":1,"output_tokens":2}}""");

        var response = await Parlance.Providers.Anthropic.WithApiKey("k").WithHandler(handler).Chat(s_call.Model).GetResponseAsync("Who?", s_call.Options, TestContext.Current.CancellationToken);

        response.Text.ShouldBe("""{"name":"Ada"}""");
        response.FinishReason.ShouldBe(ChatFinishReason.Stop);
        response.Messages.SelectMany(message => message.Contents).OfType<FunctionCallContent>().ShouldBeEmpty();
    }
}
