using System.Buffers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.AI;
using Parlance.Json;
using Parlance.Protocols;
using Parlance.Protocols.OpenAIChat;
using Parlance.Protocols.OpenAIResponses;
using Parlance.Responses;

namespace Parlance.Tests.Protocols.Shared.Tools;

/// <summary>Two turns of an agent behind a gateway: what is offered, what comes back, and what the next request makes of it.</summary>
public sealed class ToolTranslationTests
{
    private const string Custom = """{"type":"custom","name":"patch","description":"Patches.","format":{"type":"grammar","syntax":"lark","definition":"start: X"}}""";
    private const string Namespace = """{"type":"namespace","name":"mcp__git__","tools":[{"type":"function","name":"status","description":"d","strict":false,"parameters":{"type":"object","properties":{"dir":{"type":"string"}},"required":["dir"]}}]}""";
    private const string Dotted = """{"type":"function","name":"fs/read","parameters":{"type":"object","properties":{"path":{"type":"string"}}}}""";

    /// <summary>Each target with an answer of its that calls a tool, and how a call of the history looks there.</summary>
    private static readonly Dictionary<string, (Func<string, string, string> Answer, Func<string, string, string> Call)> s_wires = new(StringComparer.Ordinal)
    {
        ["anthropic-messages"] = (
            (name, arguments) => $$$$$$"""{"id":"m","type":"message","role":"assistant","model":"x","content":[{"type":"tool_use","id":"c1","name":"{{{{{{name}}}}}}","input":{{{{{{arguments}}}}}}}],"stop_reason":"tool_use","usage":{"input_tokens":1,"output_tokens":1}}""",
            (name, arguments) => $$$$$$"""{"type":"tool_use","id":"c1","name":"{{{{{{name}}}}}}","input":{{{{{{arguments}}}}}}}"""),
        ["gemini-generate"] = (
            (name, arguments) => $$$$$$"""{"candidates":[{"content":{"role":"model","parts":[{"functionCall":{"id":"c1","name":"{{{{{{name}}}}}}","args":{{{{{{arguments}}}}}}}}]},"finishReason":"STOP"}]}""",
            (name, arguments) => $"\"name\":\"{name}\",\"args\":{arguments}"),
        ["bedrock-converse"] = (
            (name, arguments) => $$$$$$"""{"output":{"message":{"role":"assistant","content":[{"toolUse":{"toolUseId":"c1","name":"{{{{{{name}}}}}}","input":{{{{{{arguments}}}}}}}}]}},"stopReason":"tool_use","usage":{"inputTokens":1,"outputTokens":1,"totalTokens":2}}""",
            (name, arguments) => $$$$$$"""{"toolUse":{"toolUseId":"c1","name":"{{{{{{name}}}}}}","input":{{{{{{arguments}}}}}}"""),
        ["openai-chat"] = (
            (name, arguments) => $$$$$$"""{"choices":[{"message":{"role":"assistant","tool_calls":[{"id":"c1","type":"function","function":{"name":"{{{{{{name}}}}}}","arguments":{{{{{{Quote(arguments)}}}}}}}}]},"finish_reason":"tool_calls"}]}""",
            (name, arguments) => $$$$$$"""{"name":"{{{{{{name}}}}}}","arguments":{{{{{{Quote(arguments)}}}}}}}"""),
        ["ollama-chat"] = (
            (name, arguments) => $$$$$$"""{"model":"x","message":{"role":"assistant","content":"","tool_calls":[{"id":"c1","function":{"name":"{{{{{{name}}}}}}","arguments":{{{{{{arguments}}}}}}}}]},"done":true,"done_reason":"stop"}""",
            (name, arguments) => $$$$$$"""{"name":"{{{{{{name}}}}}}","arguments":{{{{{{arguments}}}}}}}"""),
    };

    public static TheoryData<string, bool> Targets
    {
        get
        {
            var data = new TheoryData<string, bool>();
            foreach (var wire in s_wires.Keys)
            {
                data.Add(wire, false);
                data.Add(wire, true);
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Targets))]
    public void A_custom_tool_is_a_function_of_one_text_elsewhere_and_comes_back(string wire, bool isStreaming) =>
        TwoTurns(wire, isStreaming, Custom, "patch", """{"input":"*** \"x\""}""", "custom_tool_call", "input", "*** \"x\"", null)
            .ShouldContain("The input follows this grammar (lark):\\nstart: X");

    [Theory]
    [MemberData(nameof(Targets))]
    public void The_tools_of_a_namespace_stand_by_themselves_elsewhere_and_come_back(string wire, bool isStreaming) =>
        TwoTurns(wire, isStreaming, Namespace, "mcp__git__status", """{"dir":"."}""", "function_call", "arguments", """{"dir":"."}""", "mcp__git__");

    [Theory]
    [MemberData(nameof(Targets))]
    public void A_name_that_is_refused_is_another_there_and_comes_back(string wire, bool isStreaming) =>
        TwoTurns(wire, isStreaming, Dotted, "fs_read", """{"path":"a"}""", "function_call", "arguments", """{"path":"a"}""", null);

    [Fact]
    public void Custom_tools_are_said_natively_between_the_wires_that_have_them()
    {
        var native = new OpenAIChatProtocol(new OpenAIChatDialect { HasCustomTools = true });
        var read = new OpenAIResponsesProtocol().ReadRequest(Encoding.UTF8.GetBytes(
            $$$$"""{"model":"m","input":[{"role":"user","content":"Hi"},{"type":"custom_tool_call","call_id":"c1","name":"patch","input":"x y"},{"type":"custom_tool_call_output","call_id":"c1","output":"ok"}],"tools":[{{{{Custom}}}}],"tool_choice":{"type":"custom","name":"patch"}}"""));
        var chat = Write(native, read);
        read.Warnings.ShouldBeEmpty();
        chat.ShouldBe("""
            {"model":"m","tools":[{"type":"custom","custom":{"name":"patch","description":"Patches.","format":{"type":"grammar","grammar":{"syntax":"lark","definition":"start: X"}}}}],"tool_choice":{"type":"custom","custom":{"name":"patch"}},"messages":[{"role":"user","content":"Hi"},{"role":"assistant","content":null,"tool_calls":[{"id":"c1","type":"custom","custom":{"name":"patch","input":"x y"}}]},{"role":"tool","tool_call_id":"c1","content":"ok"}]}
            """);
        var back = native.ReadRequest(Encoding.UTF8.GetBytes(chat));
        var responses = Write(new OpenAIResponsesProtocol(), back);
        back.Warnings.ShouldBeEmpty();
        responses.ShouldBe($$$$"""
            {"model":"m","tools":[{{{{Custom}}}}],"tool_choice":{"type":"custom","name":"patch"},"input":[{"role":"user","content":"Hi"},{"type":"custom_tool_call","call_id":"c1","name":"patch","input":"x y"},{"type":"custom_tool_call_output","call_id":"c1","output":"ok"}]}
            """);
    }

    [Fact]
    public void A_call_without_an_id_is_no_state_of_another_wire()
    {
        var read = new OpenAIChatProtocol().ReadRequest("""{"model":"m","messages":[{"role":"user","content":"Hi"},{"role":"assistant","content":null,"function_call":{"name":"f","arguments":"{}"}},{"role":"function","name":"f","content":"1"}],"functions":[{"name":"f","parameters":{"type":"object","properties":{}}}]}"""u8.ToArray());
        Write(WireNames.Get("anthropic-messages").Protocol, read).ShouldNotContain("function_call");
    }

    [Fact]
    public void A_listener_is_put_between_only_where_a_name_differs()
    {
        using var sink = new UpdateSink(null, []);
        var call = new ChatCall { Model = "m", Messages = [new(ChatRole.User, "Hi")], Options = new() { Tools = [AIFunctionFactory.Create(() => 1, "f")] } };
        ToolShaper.Listen(sink, call, new ToolTraits("x")).ShouldBeSameAs(sink);
        ToolShaper.Shape(call, new ToolTraits("x")).ShouldBeSameAs(call);
    }

    private static string Quote(string text) => JsonSerializer.Serialize(text, JsonSerializerOptions.Web).Replace("\\u0022", "\\\"", StringComparison.Ordinal);

    private static string TwoTurns(string wire, bool isStreaming, string tool, string name, string arguments, string type, string member, string text, string? group)
    {
        var (answer, call) = s_wires[wire];
        var client = new OpenAIResponsesProtocol();
        var target = wire == "openai-chat" ? new OpenAIChatProtocol() : WireNames.Get(wire).Protocol;
        var input = new JsonArray(new JsonObject { ["role"] = "user", ["content"] = "Go" });
        var first = Read(client, input, tool);
        var sent = Write(target, first);
        sent.ShouldContain($"\"{name}\"");
        first.Warnings.ShouldContain(warning => warning.Kind == ChatWarningKind.Coerced && warning.Path.Tool == 0);

        var item = Answer(client, target, first, answer(name, arguments), isStreaming);
        item["type"]!.GetValue<string>().ShouldBe(type);
        item["name"]!.GetValue<string>().ShouldBe(JsonNode.Parse(tool)!["tools"]?[0]!["name"]!.GetValue<string>() ?? JsonNode.Parse(tool)!["name"]!.GetValue<string>());
        item[member]!.GetValue<string>().ShouldBe(text);
        (item["namespace"]?.GetValue<string>()).ShouldBe(group);

        input.Add(item.DeepClone());
        input.Add(new JsonObject { ["type"] = type + "_output", ["call_id"] = item["call_id"]!.GetValue<string>(), ["output"] = "done" });
        var second = Write(target, Read(client, input, tool));
        second.ShouldContain(call(name, arguments));
        second.ShouldContain("done");
        second.ShouldNotContain("custom");
        return sent;
    }

    private static ChatCall Read(Protocol client, JsonArray input, string tool)
    {
        var body = new JsonObject { ["model"] = "m", ["input"] = input.DeepClone(), ["tools"] = new JsonArray(JsonNode.Parse(tool)) };
        return client.ReadRequest(Encoding.UTF8.GetBytes(body.ToJsonString()), "client") with { Recipient = "target" };
    }

    /// <summary>The first item that a client gets for an answer.</summary>
    private static JsonObject Answer(Protocol client, Protocol target, ChatCall call, string body, bool isStreaming)
    {
        var output = new ArrayBufferWriter<byte>();
        using var encoder = client.CreateEncoder(output, new ResponseContext(isStreaming, "m"));
        using (var reader = new ResponseReader(target.CreateDecoder(encoder, call)))
        {
            reader.Write(Encoding.UTF8.GetBytes(body));
            reader.Complete();
        }

        var text = Encoding.UTF8.GetString(output.WrittenSpan);
        var whole = isStreaming
            ? JsonNode.Parse(text.Split('\n').Last(static line => line.StartsWith("data: {", StringComparison.Ordinal))["data: ".Length..])!["response"]!
            : JsonNode.Parse(text)!;
        return whole["output"]![0]!.AsObject();
    }

    private static string Write(Protocol protocol, ChatCall call)
    {
        using var body = new PooledBuffer();
        protocol.WriteRequest(call, body);
        return Encoding.UTF8.GetString(body.Span);
    }
}
