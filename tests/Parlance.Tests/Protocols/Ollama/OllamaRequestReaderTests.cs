using System.Text.Json;
using Microsoft.Extensions.AI;
using Parlance.Protocols;
using Parlance.Tests.Support;
using static Parlance.Tests.Protocols.Ollama.OllamaWire;

namespace Parlance.Tests.Protocols.Ollama;

public sealed class OllamaRequestReaderTests
{
    private const string Full = """
        {"model":"qwen3","messages":[
           {"role":"system","content":"Be terse."},
           {"role":"user","content":"What is it?","images":["iVBORw0KGgo=","/9j/4AAQ","R0lGODlh","UklGRgAAAABXRUJQVlA4IA==","AAAA"]},
           {"role":"assistant","content":"","thinking":"Hm.","tool_calls":[{"id":"c1","type":"function","function":{"index":0,"name":"f","arguments":{"a":1.50}}},{"function":{"name":"g","arguments":{}}}]},
           {"role":"tool","content":"r1","tool_name":"f","tool_call_id":"c1"},
           {"role":"tool","content":"r2","tool_name":"g"},
           {"role":"tool","content":"r3"}],
         "tools":[{"type":"function","function":{"name":"f","description":"does f","parameters":{"type":"object","properties":{"a":{"type":"number"}}}}}],
         "format":{"type":"object"},"think":"low","stream":false,"keep_alive":"5m","logprobs":true,"top_logprobs":2,
         "options":{"temperature":0.7,"top_p":0.9,"top_k":40,"seed":7,"num_predict":9,"presence_penalty":1,"frequency_penalty":0.5,"stop":["x"],"num_ctx":4096,"min_p":0.05,"repeat_penalty":1.1}}
        """;

    public static TheoryData<string> ChatBodies => new(
        Full,
        """{"model":"m","messages":[]}""",
        """{"model":"m","messages":[{"role":"user"},{"role":"assistant","content":"","tool_calls":[]}],"stream":true,"options":{},"tools":[],"format":"","think":null,"keep_alive":null}""",
        """{"model":"m","messages":[{"role":"user","content":"x","foo":{"b":1}}],"format":"json","think":true,"truncate":true,"options":{"num_predict":-1,"stop":"x","temperature":"0.7","think":true}}""",
        """{"model":"m","messages":[{"role":"tool","content":"","tool_name":"never called"},{"role":"tool","tool_call_id":"c","content":"x"}]}""",
        """{"model":"m","messages":[],"tools":[{"type":"web_search"},{"function":{"name":"g","description":"","strict":true},"items":[1]},{"type":"function","function":{"name":"h"}}]}""",
        """{"model":"m","messages":[{"role":"assistant","tool_calls":[{"function":{"name":"f","index":3,"arguments":{}},"extra":1}]}]}""");

    public static TheoryData<string> GenerateBodies => new(
        """{"model":"m"}""",
        """{"model":"m","prompt":"","system":"","template":"","context":[],"raw":false,"images":[],"format":"","options":{},"keep_alive":null,"stream":true}""",
        """{"model":"m","prompt":"p","suffix":"s","system":"sys","template":"t","context":[1,2],"raw":true,"images":["/9j/4AAQ"],"options":{"num_ctx":1,"temperature":1},"think":true,"stream":false}""");

    [Theory]
    [MemberData(nameof(ChatBodies))]
    public void A_chat_request_is_the_same_after_reading_and_writing(string body) => ShouldSurvive(Chat, body);

    [Theory]
    [MemberData(nameof(GenerateBodies))]
    public void A_generate_request_is_the_same_after_reading_and_writing(string body) => ShouldSurvive(Generate, body);

    [Fact]
    public void One_message_of_the_wire_is_one_message()
    {
        var call = Read(Chat, Full);

        call.Model.ShouldBe("qwen3");
        call.IsStreaming.ShouldBeFalse();
        call.Messages.Select(message => message.Role.Value).ShouldBe(["system", "user", "assistant", "tool", "tool", "tool"]);
        call.Messages[1].Contents.OfType<DataContent>().Select(image => image.MediaType).ShouldBe(["image/png", "image/jpeg", "image/gif", "image/webp", "image/*"]);
        call.Messages[2].Contents.OfType<TextReasoningContent>().Single().Text.ShouldBe("Hm.");
        call.Messages[2].Contents.OfType<FunctionCallContent>().Select(content => (content.Name, content.ArgumentsJson)).ShouldBe([("f", """{"a":1.50}"""), ("g", "{}")]);
        call.Options.Tools!.Single().Name.ShouldBe("f");
        call.Options.ResponseFormat.ShouldBeOfType<ChatResponseFormatJson>().Schema!.Value.GetRawText().ShouldBe("""{"type":"object"}""");
        call.Options.ReasoningEffort.ShouldBe("low");
        call.Options.MaxOutputTokens.ShouldBe(9);
        call.Options.StopSequences.ShouldBe(["x"]);
        call.Options.TopLogProbs.ShouldBe(2);
    }

    [Fact]
    public void Results_find_their_calls_without_ids()
    {
        var call = Read(Chat, """
            {"model":"m","messages":[
              {"role":"assistant","tool_calls":[{"function":{"name":"f","arguments":{}}},{"function":{"name":"g","arguments":{}}},{"function":{"name":"f","arguments":{}}}]},
              {"role":"tool","tool_name":"g","content":"g1"},{"role":"tool","tool_name":"f","content":"f1"},{"role":"tool","content":"f2"}]}
            """);

        var ids = call.Messages[0].Contents.OfType<FunctionCallContent>().Select(content => content.CallId).ToList();
        ids.Distinct().Count().ShouldBe(3);
        ids.ShouldAllBe(id => id.Length == 9 && id.All(char.IsAsciiLetterOrDigit));
        call.Messages.Skip(1).Select(message => message.Contents.OfType<FunctionResultContent>().Single().CallId).ShouldBe([ids[1], ids[0], ids[2]]);
    }

    [Fact]
    public void A_stream_is_the_default_of_this_wire()
    {
        Read(Chat, """{"model":"m","messages":[]}""").IsStreaming.ShouldBeTrue();
        Read(Generate, """{"model":"m"}""").IsStreaming.ShouldBeTrue();
        Read(Chat, """{"model":"m","messages":[],"stream":false}""").IsStreaming.ShouldBeFalse();
    }

    public static TheoryData<string, Action<ChatCall>, string> Changes => new()
    {
        { "temperature", call => call.Options.Temperature = 0.1f, "\"temperature\":0.1" },
        { "top_p", call => call.Options.TopP = 0.1f, "\"top_p\":0.1" },
        { "top_k", call => call.Options.TopK = 1, "\"top_k\":1," },
        { "seed", call => call.Options.Seed = 8, "\"seed\":8" },
        { "num_predict", call => call.Options.MaxOutputTokens = 1, "\"num_predict\":1," },
        { "presence_penalty", call => call.Options.PresencePenalty = 2, "\"presence_penalty\":2" },
        { "frequency_penalty", call => call.Options.FrequencyPenalty = 2, "\"frequency_penalty\":2" },
        { "stop", call => call.Options.StopSequences = ["y"], "\"stop\":[\"y\"]" },
        { "format", call => call.Options.ResponseFormat = ChatResponseFormat.Json, "\"format\":\"json\"" },
        { "think", call => call.Options.ReasoningEffort = "high", "\"think\":\"high\"" },
        { "logprobs", call => call.Options.LogProbs = false, "\"logprobs\":false" },
        { "top_logprobs", call => call.Options.TopLogProbs = 3, "\"top_logprobs\":3" },
        { "tools", call => call.Options.Tools = [AIFunctionFactory.CreateDeclaration("h", null, JsonElement.Parse("{}"))], "\"name\":\"h\"" },
        { "content", call => call.Messages[0].Contents = [new TextContent("Be verbose.")], "Be verbose." },
        { "thinking", call => call.Messages[2].Contents.OfType<TextReasoningContent>().Single().Text = "Aha.", "\"thinking\":\"Aha.\"" },
        { "arguments", call => call.Messages[2].Contents.OfType<FunctionCallContent>().First().Arguments!["a"] = 2, "\"arguments\":{\"a\":2}" },
        { "result", call => call.Messages[3].Contents.OfType<FunctionResultContent>().Single().Result = "other", "\"content\":\"other\"" },
    };

    [Theory]
    [MemberData(nameof(Changes))]
    public void A_change_after_reading_shows_in_what_is_written(string member, Action<ChatCall> change, string expected)
    {
        var call = Read(Chat, Full);
        Write(Chat, call).Body.ShouldNotContain(expected);

        change(call);

        Write(Chat, call).Body.ShouldContain(expected, customMessage: member);
    }

    [Fact]
    public void What_another_wire_lacks_is_named_by_its_path_in_the_inbound_body()
    {
        var call = Read(Chat, Full);
        var copy = new ChatCall { Model = call.Model, Messages = call.Messages.Take(2).ToList(), Options = call.Options, IsStreaming = true };

        // Generate is the other wire at hand: it has neither tools nor chat's extras.
        Write(Generate, copy);

        copy.Warnings.Select(warning => Chat.DescribeField(call, warning)).ShouldBe(
            ["$.tools[0]", "$.keep_alive", "$.options.num_ctx", "$.options.min_p", "$.options.repeat_penalty"]);
    }

    [Theory]
    [InlineData(1, 2, null, "$.messages[1].images[1]")]
    [InlineData(2, 0, null, "$.messages[2].thinking")]
    [InlineData(2, 2, "foo", "$.messages[2].tool_calls[1].foo")]
    [InlineData(3, 0, "IsError", "$.messages[3].content.IsError")]
    [InlineData(null, 0, "MaxOutputTokens", "$.options.num_predict")]
    [InlineData(null, 0, "ReasoningEffort", "$.think")]
    public void Warnings_point_into_the_inbound_body(int? message, int content, string? member, string path)
    {
        var field = message is { } index ? FieldPath.OfMessage(index)[content] : default;
        Chat.DescribeField(Read(Chat, Full), member is null ? field : field.Of(member)).ShouldBe(path);
    }

    [Theory]
    [InlineData("[]", "object")]
    [InlineData("{", "JSON")]
    [InlineData("""{"messages":[]}""", "model")]
    [InlineData("""{"model":"m"}""", "messages")]
    [InlineData("""{"model":"m","messages":[{"content":"x"}]}""", "messages[0].role")]
    [InlineData("""{"model":"m","messages":[{"role":"user","content":[{"type":"text"}]}]}""", "messages[0].content")]
    [InlineData("""{"model":"m","messages":[{"role":"user","content":"","images":["data:image/png;base64,AAAA"]}]}""", "messages[0].images[0]")]
    [InlineData("""{"model":"m","messages":[{"role":"assistant","tool_calls":[{"function":{}}]}]}""", "messages[0].tool_calls[0].function.name")]
    public void What_is_no_request_is_refused_by_name(string body, string named)
    {
        var error = Should.Throw<LlmException>(() => Read(Chat, body));

        error.Kind.ShouldBe(LlmErrorKind.InvalidRequest);
        error.Message.ShouldContain(named);
    }

    private static void ShouldSurvive(Protocol protocol, string body)
    {
        var call = Read(protocol, body);

        var (written, warnings) = Write(protocol, call);

        written.ShouldMeanTheSame(body);
        warnings.ShouldBeEmpty();
    }
}
