using System.Text.Json;
using Microsoft.Extensions.AI;
using Parlance.Protocols;
using Parlance.Tests.Support;

namespace Parlance.Tests.Protocols.BedrockConverse;

/// <summary>Requests of Converse, written and read.</summary>
public sealed class ConverseRequestTests
{
    private static readonly ChatMessage s_hi = new(ChatRole.User, "Hi");

    [Fact]
    public void Results_of_tools_become_one_turn_of_the_user()
    {
        var (body, warnings) = ConverseWire.Write(
            new ChatMessage(ChatRole.System, "Be terse."),
            s_hi,
            new ChatMessage(ChatRole.Assistant, [new FunctionCallContent("1", "a"), new FunctionCallContent("2", "b")]),
            new ChatMessage(ChatRole.Tool, [new FunctionResultContent("1", "one")]),
            new ChatMessage(ChatRole.Tool, [new FunctionResultContent("2", JsonElement.Parse("""{"n":2}""")) { IsError = true }]));

        warnings.ShouldHaveSingleItem().Field.ShouldBe("Tools");
        body.ShouldMeanTheSame("""
            {"toolConfig":{"tools":[{"toolSpec":{"name":"a","description":"A tool that was called earlier in this conversation.","inputSchema":{"json":{"type":"object","properties":{}}}}},{"toolSpec":{"name":"b","description":"A tool that was called earlier in this conversation.","inputSchema":{"json":{"type":"object","properties":{}}}}}]},
             "system":[{"text":"Be terse."}],"messages":[
              {"role":"user","content":[{"text":"Hi"}]},
              {"role":"assistant","content":[{"toolUse":{"toolUseId":"1","name":"a","input":{}}},{"toolUse":{"toolUseId":"2","name":"b","input":{}}}]},
              {"role":"user","content":[{"toolResult":{"toolUseId":"1","content":[{"text":"one"}]}},{"toolResult":{"toolUseId":"2","content":[{"json":{"n":2}}],"status":"error"}}]}]}
            """);
    }

    [Fact]
    public void The_mark_of_a_whole_request_stands_behind_its_last_turn()
    {
        var (body, warnings) = ConverseWire.Write(new ChatOptions { CacheBreakpoint = "1h" }, s_hi, new ChatMessage(ChatRole.Assistant, "Hello"), new ChatMessage(ChatRole.User, "Go on"));

        warnings.ShouldBeEmpty();
        body.ShouldMeanTheSame("""
            {"messages":[
              {"role":"user","content":[{"text":"Hi"}]},
              {"role":"assistant","content":[{"text":"Hello"}]},
              {"role":"user","content":[{"text":"Go on"},{"cachePoint":{"type":"default","ttl":"1h"}}]}]}
            """);
    }

    [Fact]
    public void Settings_tools_and_the_form_of_the_answer()
    {
        var options = new ChatOptions
        {
            MaxOutputTokens = 100,
            Temperature = 0.5f,
            TopK = 40,
            StopSequences = ["END"],
            ServiceTier = "priority",
            ToolMode = ChatToolMode.Auto,
            Tools = [new DeclaredFunction("f", "Does f.", JsonElement.Parse("""{"type":"object"}"""), new() { ["strict"] = true, [AIToolExtensions.CacheKey] = "1h" })],
            ResponseFormat = ChatResponseFormat.ForJsonSchema(JsonElement.Parse("""{"type":"object"}"""), "answer", "An answer."),
            Seed = 1,
        };

        var (body, warnings) = ConverseWire.Write(options, s_hi);

        warnings.ShouldHaveSingleItem().Field.ShouldBe("Seed");
        body.ShouldMeanTheSame("""
            {"inferenceConfig":{"maxTokens":100,"temperature":0.5,"stopSequences":["END"]},
             "additionalModelRequestFields":{"top_k":40},
             "outputConfig":{"textFormat":{"type":"json_schema","structure":{"jsonSchema":{"name":"answer","description":"An answer.","schema":"{\"type\":\"object\",\"additionalProperties\":false}"}}}},
             "serviceTier":{"type":"priority"},
             "toolConfig":{"tools":[{"toolSpec":{"name":"f","description":"Does f.","inputSchema":{"json":{"type":"object","additionalProperties":false}},"strict":true}},{"cachePoint":{"type":"default","ttl":"1h"}}],"toolChoice":{"auto":{}}},
             "messages":[{"role":"user","content":[{"text":"Hi"}]}]}
            """);
    }

    [Theory]
    [InlineData("amazon.nova-2-lite-v1:0", """{"reasoningConfig":{"type":"enabled","maxReasoningEffort":"high"}}""")]
    [InlineData("openai.gpt-oss-120b-1:0", """{"reasoning_effort":"high"}""")]
    [InlineData("us.anthropic.claude-opus-4-7", """{"thinking":{"type":"adaptive"},"output_config":{"effort":"high"}}""")]
    [InlineData("anthropic.claude-sonnet-4-20250514-v1:0", """{"thinking":{"type":"enabled","budget_tokens":10240}}""")]
    [InlineData("meta.llama3-3-70b-instruct-v1:0", null)]
    public void Every_maker_is_told_to_reason_in_its_own_way(string model, string? expected)
    {
        var (body, warnings) = ConverseWire.Write(model, new ChatOptions { ReasoningEffort = "high" }, s_hi);

        var fields = JsonElement.Parse(body).TryGetProperty("additionalModelRequestFields", out var found) ? found.GetRawText() : null;
        fields.ShouldBe(expected);
        warnings.Count.ShouldBe(expected is null || expected.Contains("budget", StringComparison.Ordinal) ? 1 : 0);
    }

    [Fact]
    public void Media_by_their_format()
    {
        var (body, _) = ConverseWire.Write(new ChatMessage(ChatRole.User,
        [
            new DataContent("data:image/png;base64,AAAA", "image/png"),
            new DataContent("data:application/pdf;base64,AAAA", "application/pdf") { Name = "a.b" },
            new UriContent("s3://bucket/film.mp4", "video/mp4") { CacheBreakpoint = "5m" },
            new DataContent("data:application/x-pdf;base64,AAAA", "application/x-pdf") { Name = "a.b" },
        ]));

        body.ShouldMeanTheSame("""
            {"messages":[{"role":"user","content":[
              {"image":{"format":"png","source":{"bytes":"AAAA"}}},
              {"document":{"format":"pdf","name":"a-b","source":{"bytes":"AAAA"}}},
              {"video":{"format":"mp4","source":{"s3Location":{"uri":"s3://bucket/film.mp4"}}}},
              {"cachePoint":{"type":"default"}},
              {"document":{"format":"pdf","name":"a-b (2)","source":{"bytes":"AAAA"}}},
              {"text":"See the document."}]}]}
            """);
        var refused = Should.Throw<LlmException>(() => ConverseWire.Write(new ChatMessage(ChatRole.User, [new UriContent("https://example.com/a.png", "image/png")])));
        refused.Kind.ShouldBe(LlmErrorKind.Unsupported);
        refused.Message.ShouldContain("Messages[0].Contents[0]");
    }

    [Fact]
    public void What_another_issuer_signed_is_left_out_with_a_warning()
    {
        var foreign = new TextReasoningContent("Hm") { ProtectedData = "c2ln", Issuer = "gemini" };
        var own = new TextReasoningContent("Hm") { ProtectedData = "c2ln", Issuer = "bedrock" };

        var (body, warnings) = ConverseWire.Write(s_hi, new ChatMessage(ChatRole.Assistant, [foreign, own, new TextContent("Yes")]));

        warnings.ShouldHaveSingleItem().Field.ShouldBe("Messages[1].Contents[0]");
        body.ShouldMeanTheSame("""
            {"messages":[{"role":"user","content":[{"text":"Hi"}]},{"role":"assistant","content":[
              {"reasoningContent":{"reasoningText":{"text":"Hm","signature":"c2ln"}}},{"text":"Yes"}]}]}
            """);
    }

    [Fact]
    public void A_request_comes_out_as_it_came_in()
    {
        const string Body = """
            {"system":[{"text":"S"},{"cachePoint":{"type":"default"}}],"messages":[
              {"role":"user","content":[{"text":"A"},{"cachePoint":{"type":"default","ttl":"5m"}},{"document":{"format":"txt","name":"d","source":{"text":"words"},"context":"c","citations":{"enabled":true}}},
                {"guardContent":{"text":{"text":"G","qualifiers":["query"]}}}]},
              {"role":"assistant","content":[{"reasoningContent":{"reasoningText":{"text":"T","signature":"s"}}},{"toolUse":{"toolUseId":"1","name":"f","input":{"b": 1.0}}}]},
              {"role":"user","content":[{"toolResult":{"toolUseId":"1","content":[{"json":{"x":1}},{"text":"t"}],"status":"success"}}]}],
             "inferenceConfig":{"maxTokens":5,"later":true},"additionalModelRequestFields":{"thinking":{"type":"adaptive","display":"summarized"},"top_k":3},
             "toolConfig":{"tools":[{"systemTool":{"name":"nova_grounding"}},{"toolSpec":{"name":"f","inputSchema":{"json":{"type":"object","properties":{}}}}},{"cachePoint":{"type":"default"}}],"toolChoice":{"auto":{}}},
             "guardrailConfig":{"guardrailIdentifier":"g","guardrailVersion":"1"},"performanceConfig":{"latency":"optimized"},"requestMetadata":{"k":"v"},
             "serviceTier":{"type":"flex"},"additionalModelResponseFieldPaths":["/stop_sequence"]}
            """;

        ConverseWire.RoundTrip(Body).ShouldMeanTheSame(Body);
    }

    [Theory]
    [InlineData("a block with a member of a later day", """{"content":[{"text":"Hi","later":{"a":1}}]}""", "{}")]
    [InlineData("a block of a later day", """{"content":[{"hologram":{"format":"x"}}]}""", "{}")]
    [InlineData("a cited text with a member of a later day", """{"content":[{"citationsContent":{"content":[{"text":"Hi","later":1}],"citations":[]}}]}""", "{}")]
    [InlineData("a result with a content of a later day", """{"content":[{"toolResult":{"toolUseId":"1","content":[{"text":"a","later":1}]}}]}""", "{}")]
    [InlineData("a tool with members of a later day", """{"content":[{"text":"Hi"}]}""", """{"toolConfig":{"tools":[{"toolSpec":{"name":"f","inputSchema":{"json":{"type":"object","properties":{}},"later":1}}},{"toolSpec":{"name":"g"},"later":2}]}}""")]
    [InlineData("a choice with a member of a later day", """{"content":[{"text":"Hi"}]}""", """{"toolConfig":{"tools":[{"toolSpec":{"name":"f","inputSchema":{"json":{"type":"object","properties":{}}}}}],"toolChoice":{"any":{"later":1}}}}""")]
    [InlineData("no stop sequences", """{"content":[{"text":"Hi"}]}""", """{"inferenceConfig":{"stopSequences":[]}}""")]
    public void What_nobody_knows_yet_comes_out_as_it_came_in(string why, string message, string settings)
    {
        var body = $$"""{"messages":[{"role":"user",{{message[1..^1]}}}]{{(settings.Length > 2 ? "," : "")}}{{settings[1..^1]}}}""";
        ConverseWire.RoundTrip(body).ShouldMeanTheSame(body);
        why.ShouldNotBeEmpty();
    }

    [Fact]
    public void A_block_whose_other_members_are_null_is_what_the_one_says() =>
        ConverseWire.Protocol.ReadRequest("""{"messages":[{"role":"user","content":[{"image":null,"text":"Hi","toolUse":null}]}]}"""u8.ToArray())
            .Messages[0].Text.ShouldBe("Hi");

    [Theory]
    [InlineData(false, "/model/us.anthropic.claude-sonnet-4-5-20250929-v1%3A0/converse")]
    [InlineData(true, "/model/us.anthropic.claude-sonnet-4-5-20250929-v1%3A0/converse-stream")]
    public void The_model_stands_in_the_path(bool isStreaming, string path) =>
        ConverseWire.Protocol.GetPath(new ChatCall { Model = "us.anthropic.claude-sonnet-4-5-20250929-v1:0", Messages = [s_hi], IsStreaming = isStreaming }).ShouldBe(path);

    [Fact]
    public void Anthropics_wire_names_version_and_betas_in_the_body_and_the_model_in_the_path()
    {
        var protocol = WireNames.Get("bedrock-invoke").Protocol;
        var options = new ChatOptions { MaxOutputTokens = 9, Tools = [new WireTool("anthropic-messages", JsonElement.Parse("""{"type":"computer_20250124","name":"computer"}"""))] };
        var call = new ChatCall { Model = "anthropic.claude-v2:1", Messages = [s_hi], Options = options, IsStreaming = true };
        var body = new System.Buffers.ArrayBufferWriter<byte>();

        protocol.WriteRequest(call, body);

        protocol.GetPath(call).ShouldBe("/model/anthropic.claude-v2%3A1/invoke-with-response-stream");
        protocol.GetHeaders(call).ShouldBeEmpty();
        System.Text.Encoding.UTF8.GetString(body.WrittenSpan).ShouldMeanTheSame("""
            {"anthropic_version":"bedrock-2023-05-31","anthropic_beta":["computer-use-2025-01-24"],"max_tokens":9,
             "tools":[{"type":"computer_20250124","name":"computer"}],"messages":[{"role":"user","content":"Hi"}]}
            """);
    }
}
