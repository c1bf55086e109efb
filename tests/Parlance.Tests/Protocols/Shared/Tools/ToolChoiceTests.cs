using System.Text;
using Microsoft.Extensions.AI;
using Parlance.Json;
using Parlance.Protocols;
using Parlance.Protocols.OpenAIChat;
using Parlance.Protocols.OpenAIResponses;

namespace Parlance.Tests.Protocols.Shared.Tools;

public sealed class ToolChoiceTests
{
    private const string Tools = """[{"type":"function","function":{"name":"a","parameters":{"type":"object","properties":{"x":{"type":"string"}}}}},{"type":"function","function":{"name":"b","parameters":{"type":"object","properties":{"x":{"type":"string"}}}}}]""";
    private const string Allowed = """{"type":"allowed_tools","allowed_tools":{"mode":"required","tools":[{"type":"function","function":{"name":"b"}}]}}""";

    [Theory]
    [InlineData("""{"model":"m","messages":[{"role":"user","content":"Hi"}],"parallel_tool_calls":false,"tool_choice":"auto"}""", "Other ToolMode, Other AllowMultipleToolCalls")]
    [InlineData("""{"model":"m","messages":[{"role":"user","content":"Hi"}],"tool_choice":"none"}""", "Other ToolMode")]
    [InlineData("""{"model":"m","messages":[{"role":"user","content":"Hi"}],"tool_choice":"required"}""", "Unsupported ToolMode")]
    public void Without_tools_there_is_no_choice(string body, string warnings)
    {
        foreach (var wire in new[] { "openai-chat", "anthropic-messages", "gemini-generate", "bedrock-converse" })
        {
            var (written, losses) = Translate(body, WireNames.Get(wire).Protocol);
            written.ShouldNotContain("tool");
            losses.ShouldBe(warnings);
        }
    }

    [Fact]
    public void Allowed_tools_are_named_where_they_can_be_and_else_offered_alone()
    {
        var body = $$"""{"model":"m","messages":[{"role":"user","content":"Hi"}],"tools":{{Tools}},"tool_choice":{{Allowed}}}""";
        Translate(body, new OpenAIChatProtocol(new OpenAIChatDialect { HasAllowedTools = true })).Body.ShouldContain($"\"tool_choice\":{Allowed}");
        Translate(body, new OpenAIResponsesProtocol()).Body.ShouldContain("""
            "tool_choice":{"type":"allowed_tools","mode":"required","tools":[{"type":"function","name":"b"}]}
            """.Trim());
        Translate(body, WireNames.Get("gemini-generate").Protocol).Body.ShouldContain("""{"mode":"ANY","allowedFunctionNames":["b"]}""");
        var elsewhere = Translate(body, WireNames.Get("anthropic-messages").Protocol).Body;
        elsewhere.ShouldContain("\"tool_choice\":{\"type\":\"any\"}");
        elsewhere.ShouldContain("\"name\":\"b\"");
        elsewhere.ShouldNotContain("\"name\":\"a\"");
    }

    [Theory]
    [InlineData("bedrock-converse")]
    [InlineData("ollama-chat")]
    [InlineData("openai-chat")]
    public void Where_no_tool_is_left_none_is_said(string wire)
    {
        var call = WireNames.Get("anthropic-messages").Protocol.ReadRequest("""{"model":"c","max_tokens":9,"messages":[{"role":"user","content":"w"}],"tools":[{"type":"web_search_20250305","name":"web_search"},{"type":"bash_20250124","name":"bash"}],"tool_choice":{"type":"tool","name":"web_search"}}"""u8.ToArray());
        var (body, losses) = Write(call, WireNames.Get(wire).Protocol);
        body.ShouldNotContain("tool", Case.Insensitive);
        body.ShouldNotContain("web_search");
        losses.ShouldBe("Unsupported Tools[0], Unsupported Tools[1], Unsupported ToolMode");
    }

    [Fact]
    public void A_tool_of_the_host_is_named_as_the_host_names_it()
    {
        var call = WireNames.Get("anthropic-messages").Protocol.ReadRequest("""{"model":"c","max_tokens":9,"messages":[{"role":"user","content":"w"}],"tools":[{"type":"web_search_20250305","name":"web_search"}],"tool_choice":{"type":"tool","name":"web_search"}}"""u8.ToArray());
        Write(call, new OpenAIResponsesProtocol()).Body.ShouldContain("""{"tools":[{"type":"web_search"}],"tool_choice":{"type":"web_search"}""".TrimStart('{'));
        Write(call, WireNames.Get("anthropic-messages").Protocol).Body.ShouldContain("""{"type":"tool","name":"web_search"}""");
    }

    [Fact]
    public void A_tool_that_nobody_offers_cannot_be_demanded()
    {
        var call = new ChatCall { Model = "m", Messages = [new(ChatRole.User, "Hi")], Options = new() { Tools = [AIFunctionFactory.Create(() => 1, "f")], ToolMode = ChatToolMode.RequireSpecific("g") } };
        var (body, losses) = Write(call, new OpenAIChatProtocol());
        body.ShouldNotContain("tool_choice");
        losses.ShouldBe("Unsupported ToolMode");
    }

    [Fact]
    public void A_search_of_stored_pages_is_no_search_of_the_web()
    {
        var call = new OpenAIResponsesProtocol().ReadRequest("""{"model":"m","input":"Hi","tools":[{"type":"web_search","external_web_access":false}]}"""u8.ToArray());
        Write(call, WireNames.Get("anthropic-messages").Protocol).Body.ShouldNotContain("web_search");
        Write(call, new OpenAIResponsesProtocol()).Body.ShouldContain("\"external_web_access\":false");
    }

    [Fact]
    public void Of_tools_of_one_name_the_first_is_offered()
    {
        AIFunction Make(string description) => AIFunctionFactory.Create(() => 1, "f", description);
        var call = new ChatCall { Model = "m", Messages = [new(ChatRole.User, "Hi")], Options = new() { Tools = [Make("one"), Make("one"), Make("two")] } };
        var (body, losses) = Write(call, new OpenAIChatProtocol());
        body.ShouldContain("one");
        body.ShouldNotContain("two");
        losses.ShouldBe("Unsupported Tools[2]");
    }

    [Fact]
    public void What_a_host_runs_is_told_what_it_is_given()
    {
        var tools = new List<AITool>
        {
            new HostedCodeInterpreterTool { Inputs = [new HostedFileContent("file-1"), new TextContent("x")] },
            new HostedImageGenerationTool { Options = new() { ImageSize = new(1024, 1536), MediaType = "image/webp", ModelId = "gpt-image-1" } },
            new HostedMcpServerTool("mail", "connector_gmail") { ServerDescription = "Mails." },
            new HostedFileSearchTool(),
        };
        var call = new ChatCall { Model = "m", Messages = [new(ChatRole.User, "Hi")], Options = new() { Tools = tools } };
        var (body, losses) = Write(call, new OpenAIResponsesProtocol());
        body.ShouldContain("""
            [{"type":"code_interpreter","container":{"type":"auto","file_ids":["file-1"]}},{"type":"image_generation","model":"gpt-image-1","size":"1024x1536","output_format":"webp"},{"type":"mcp","server_label":"mail","connector_id":"connector_gmail","server_description":"Mails."}]
            """.Trim());
        losses.ShouldBe("Unsupported Tools[3], Unsupported Tools[0].Inputs");
    }

    [Fact]
    public void An_author_has_the_name_that_the_host_takes()
    {
        var call = new ChatCall { Model = "m", Messages = [new(ChatRole.User, "Hi") { AuthorName = "Zoë <Müller>" }] };
        var (body, losses) = Write(call, new OpenAIChatProtocol());
        body.ShouldContain("\"name\":\"Zoë__Müller_\"");
        losses.ShouldBe("Coerced Messages[0].AuthorName");
    }

    [Theory]
    [InlineData("openai-chat")]
    [InlineData("openai-responses")]
    [InlineData("anthropic-messages")]
    [InlineData("gemini-generate")]
    [InlineData("bedrock-converse")]
    [InlineData("ollama-chat")]
    [InlineData("cohere-v2-chat")]
    [InlineData("dashscope-native")]
    [InlineData("hunyuan-native")]
    [InlineData("huggingface-inference")]
    public void A_representation_of_another_client_is_reported(string wire)
    {
        var call = new ChatCall { Model = "m", Messages = [new(ChatRole.User, "Hi")], Options = new() { RawRepresentationFactory = static _ => null } };
        Write(call, WireNames.Get(wire).Protocol).Losses.ShouldContain("Unsupported RawRepresentationFactory");
    }

    private static (string Body, string Losses) Translate(string chat, Protocol to) => Write(new OpenAIChatProtocol().ReadRequest(Encoding.UTF8.GetBytes(chat)), to);

    private static (string Body, string Losses) Write(ChatCall call, Protocol to)
    {
        var copy = call with { };
        using var body = new PooledBuffer();
        to.WriteRequest(copy, body);
        return (Encoding.UTF8.GetString(body.Span), string.Join(", ", copy.Warnings.Select(warning => $"{warning.Kind} {warning.Field}")));
    }
}
