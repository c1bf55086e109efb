using System.Text;
using System.Text.Json;
using Microsoft.Extensions.AI;
using Parlance.Json;
using Parlance.Protocols;
using Parlance.Protocols.OpenAIChat;

namespace Parlance.Tests.Protocols.OpenAIChat;

public sealed class OpenAIChatRequestReaderTests
{
    private static readonly OpenAIChatProtocol s_protocol = new(new OpenAIChatDialect
    {
        HasRequestLabels = true, HasDeveloperRole = true, HasTopK = true, PrefixMember = "prefix", EmitsCacheControl = true, TokenLimitMember = "max_tokens", AcceptsToolResultParts = true,
        HasCustomTools = true, HasAllowedTools = true, HasWebSearchOptions = true, TakesToolSettingsAlone = true,
    });

    public static TheoryData<string> Bodies =>
    [
        """{"model":"m","messages":[{"role":"assistant","content":null,"tool_calls":[{"id":"c","type":"function","function":{"name":"f","arguments":"{}"}}]},{"role":"assistant","content":null,"tool_calls":[{"id":"d","type":"function","function":{"name":"g","arguments":"{}"}}]},{"role":"tool","content":"1"},{"role":"tool","content":"2"}]}""",
        """{"model":"m","messages":[{"role":"developer","content":"a"},{"role":"user","name":"n","content":[{"type":"text","text":"a","cache_control":{"type":"ephemeral"}}]}]}""",
        """{"model":"m","messages":[{"role":"user","content":[{"type":"image_url","image_url":{"url":"https://x/y z.png","detail":"high","zoom":2}},{"type":"image_url","image_url":"data:image/png;base64,QUJD"}]}]}""",
        """{"model":"m","messages":[{"role":"user","content":[{"type":"input_audio","input_audio":{"data":"QUJD","format":"mp3"}},{"type":"file","file":{"file_data":"data:application/pdf;base64,QUJD","filename":"f"}},{"type":"file","file":{"file_id":"f1"}},{"type":"video_url","video_url":{"url":"https://v"}}]}]}""",
        """{"model":"m","messages":[{"role":"assistant","content":null,"tool_calls":[{"id":"c","type":"function","function":{"name":"f","arguments":"{ \"a\": 1 }"},"index":0},{"id":"d","type":"custom","custom":{"name":"g","input":"free"}}]},{"role":"tool","tool_call_id":"c","content":[{"type":"text","text":"x"},{"type":"text","text":"y"}]}]}""",
        """{"model":"m","messages":[{"role":"assistant","reasoning_content":"Hm","content":"a"},{"role":"assistant","reasoning":"","reasoning_details":[{"type":"reasoning.text","text":"t","signature":"s"}],"content":"a"}]}""",
        """{"model":"m","messages":[{"role":"assistant","content":"a","refusal":"no"},{"role":"assistant","content":[{"type":"refusal","refusal":"no"},{"type":"thinking","thinking":[{"type":"text","text":"t"}]}]},{"role":"assistant","content":"","audio":{"id":"a1"}}]}""",
        """{"model":"m","messages":[{"role":"assistant","content":null,"function_call":{"name":"f","arguments":"{}"}},{"role":"function","name":"f","content":"1"}],"functions":[{"name":"f","parameters":{"type":"object","properties":{}}}],"function_call":{"name":"f"}}""",
        """{"model":"m","messages":[{"role":"assistant","content":"a","prefix":true},{"role":"assistant","content":"a","partial":false}],"tools":[{"type":"function","function":{"name":"f","description":"d","parameters":{"type":"object","properties":{},"additionalProperties":false},"strict":true,"x":1},"y":2},{"type":"custom","custom":{"name":"g"}}],"tool_choice":{"type":"allowed_tools","allowed_tools":{}}}""",
        """{"model":"m","messages":[{"role":"user","content":"Hi"}],"tools":[{"type":"function","function":{"name":"f","parameters":{"type":"object","properties":{}}}}],"tool_choice":{"type":"function","function":{"name":"f","x":1},"y":2}}""",
        """{"model":"m","messages":[{"role":"user","content":"Hi"}],"response_format":{"type":"json_schema","json_schema":{"name":"n","description":"d","schema":{"type":"object","properties":{},"additionalProperties":false},"strict":true}},"web_search_options":{"search_context_size":"low"}}""",
        """{"model":"m","messages":[{"role":"user","content":"Hi"}],"stream":true,"stream_options":{"include_usage":true,"include_obfuscation":true},"temperature":0,"top_p":0.9,"top_k":3,"frequency_penalty":0.5,"presence_penalty":-1,"seed":4,"stop":["a"],"logprobs":true,"top_logprobs":2,"user":"u","service_tier":"flex","prompt_cache_key":"k","metadata":{"a":"b"},"max_tokens":5,"n":2,"logit_bias":{"5":1}}""",
        """{"model":"m","messages":[{"role":"user","content":"Hi"}],"reasoning":{"effort":"high","exclude":true}}""",
        """{"model":"m","messages":[{"role":"user","content":"Hi"}],"reasoning_effort":"low","thinking":{"type":"disabled","clear_thinking":true}}""",
        """{"model":"m","messages":[{"role":"user","content":"Hi"}],"enable_thinking":true,"thinking_budget":5,"chat_template_kwargs":{"enable_thinking":true,"x":1}}""",
        """{"model":"m","messages":[{"role":"user","content":"Hi"}],"temperature":"hot","stop":[1],"seed":1.5,"tool_choice":{"type":"function","name":"f"}}""",
    ];

    [Theory]
    [MemberData(nameof(Bodies))]
    public void Nothing_is_lost_between_reading_and_writing(string body)
    {
        var (written, warnings) = Write(Read(body));
        JsonElement.DeepEquals(JsonElement.Parse(written), JsonElement.Parse(body)).ShouldBeTrue(written);
        warnings.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("not json")]
    [InlineData("[]")]
    [InlineData("""{"model":"m"}""")]
    [InlineData("""{"messages":[{"content":"a"}]}""")]
    [InlineData("""{"messages":[1]}""")]
    public void A_body_that_is_no_request_is_refused(string body) =>
        Should.Throw<LlmException>(() => Read(body)).Kind.ShouldBe(LlmErrorKind.InvalidRequest);

    [Fact]
    public void One_message_of_the_wire_is_one_message()
    {
        var call = Read("""{"model":"m","messages":[{"role":"user","content":"a"},{"role":"user","content":"b"},{"role":"system","content":"c"},{"role":"tool","tool_call_id":"1","content":"d"},{"role":"tool","tool_call_id":"2","content":"e"}]}""");
        call.Messages.Select(message => message.Role.Value).ShouldBe(["user", "user", "system", "tool", "tool"]);
        call.Messages[3].Contents.OfType<FunctionResultContent>().Single().CallId.ShouldBe("1");
    }

    public static TheoryData<string, Action<ChatCall>, string> Mutations => new()
    {
        { """{"model":"m","messages":[{"role":"user","content":"Hi"}],"temperature":1}""", call => call.Options.Temperature = 0.5f, "\"temperature\":0.5" },
        { """{"model":"m","messages":[{"role":"user","content":"Hi"}],"max_tokens":1}""", call => call.Options.MaxOutputTokens = 2, "\"max_tokens\":2" },
        { """{"model":"m","messages":[{"role":"user","content":"Hi"}],"stop":"a"}""", call => call.Options.StopSequences!.Add("b"), "\"stop\":[\"a\",\"b\"]" },
        { """{"model":"m","messages":[{"role":"user","content":"Hi"}],"reasoning":{"effort":"low","exclude":true}}""", call => call.Options.ReasoningEffort = "high", "\"reasoning\":{\"effort\":\"high\",\"exclude\":true}" },
        { """{"model":"m","messages":[{"role":"user","content":"Hi"}],"thinking":{"type":"enabled"}}""", call => call.Options.ReasoningEnabled = false, "\"thinking\":{\"type\":\"disabled\"}" },
        { """{"model":"m","messages":[{"role":"user","content":"Hi"}],"tool_choice":"auto"}""", call => call.Options.ToolMode = ChatToolMode.None, "\"tool_choice\":\"none\"" },
        { """{"model":"m","messages":[{"role":"user","content":"Hi"}],"response_format":{"type":"json_object"}}""", call => call.Options.ResponseFormat = ChatResponseFormat.Text, "{\"type\":\"text\"}" },
        { """{"model":"m","messages":[{"role":"user","content":"Hi"}],"user":"a"}""", call => call.Options.EndUserId = "b", "\"user\":\"b\"" },
        { """{"model":"m","messages":[{"role":"user","content":"Hi"}],"service_tier":"a"}""", call => call.Options.ServiceTier = null, "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}" },
        { """{"model":"m","messages":[{"role":"user","content":[{"type":"text","text":"a","x":1}]}]}""", call => ((TextContent)call.Messages[0].Contents[0]).Text = "b", "{\"type\":\"text\",\"text\":\"b\",\"x\":1}" },
        { """{"model":"m","messages":[{"role":"user","content":[{"type":"image_url","image_url":{"url":"https://x","detail":"low"}}]}]}""", call => call.Messages[0].Contents[0].Detail = "high", "\"detail\":\"high\"" },
        { """{"model":"m","messages":[{"role":"user","name":"a","content":"x"}]}""", call => call.Messages[0].AuthorName = "b", "\"name\":\"b\"" },
        { """{"model":"m","messages":[{"role":"assistant","reasoning_content":"a","content":"x"}]}""", call => ((TextReasoningContent)call.Messages[0].Contents[0]).Text = "b", "\"reasoning_content\":\"b\"" },
        { """{"model":"m","messages":[{"role":"assistant","content":null,"tool_calls":[{"id":"c","type":"function","function":{"name":"f","arguments":"{\"a\":1}"}}]}]}""", call => ((FunctionCallContent)call.Messages[0].Contents[0]).Arguments!["a"] = 2, "{\\\"a\\\":2}" },
        { """{"model":"m","messages":[{"role":"tool","tool_call_id":"c","content":"a"}]}""", call => ((FunctionResultContent)call.Messages[0].Contents[0]).Result = "b", "\"content\":\"b\"" },
        { """{"model":"m","messages":[{"role":"assistant","content":"a","prefix":false}]}""", call => call.Messages[0].IsPrefix = true, "\"prefix\":true" },
        { """{"model":"m","messages":[{"role":"user","content":[{"type":"text","text":"a","cache_control":{"type":"ephemeral","ttl":"5m"}}]}]}""", call => call.Messages[0].Contents[0].CacheBreakpoint = "1h", "\"ttl\":\"1h\"" },
    };

    [Theory]
    [MemberData(nameof(Mutations))]
    public void A_value_that_is_changed_after_reading_is_written_changed(string body, Action<ChatCall> change, string expected)
    {
        var call = Read(body);
        change(call);
        Write(call).Body.ShouldContain(expected);
    }

    [Fact]
    public void The_spelling_of_reasoning_is_the_callers_only_at_the_host_it_was_meant_for()
    {
        var call = Read("""{"model":"m","messages":[{"role":"user","content":"Hi"}],"thinking":{"type":"disabled"}}""");
        var elsewhere = new ChatCall { Model = call.Model, Messages = call.Messages, Options = call.Options, Recipient = "other" };
        Write(elsewhere).Body.ShouldBe("""{"model":"m","reasoning_effort":"none","messages":[{"role":"user","content":"Hi"}]}""");
    }

    [Fact]
    public void Warnings_name_the_member_of_the_inbound_body() =>
        s_protocol.DescribeField(Read("""{"model":"m","messages":[{"role":"user","content":"Hi"}]}"""), FieldPath.OfMessage(1)[2].Of("CacheBreakpoint")).ShouldBe("$.messages[1].content[2].cache_control");

    private static ChatCall Read(string body)
    {
        var read = s_protocol.ReadRequest(Encoding.UTF8.GetBytes(body), "host");
        return read with { Recipient = "host" };
    }

    private static (string Body, IReadOnlyList<ChatWarning> Warnings) Write(ChatCall call)
    {
        using var body = new PooledBuffer();
        s_protocol.WriteRequest(call, body);
        return (Encoding.UTF8.GetString(body.Span), call.Warnings);
    }
}
