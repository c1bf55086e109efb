using System.Buffers;
using System.Text.Json;
using Microsoft.Extensions.AI;
using Parlance.Protocols;
using Parlance.Protocols.DashScope;
using Parlance.Protocols.Gemini;
using Parlance.Protocols.Ollama;

namespace Parlance.Tests.Protocols;

public sealed class StrictToolTests
{
    public static TheoryData<string> Wires { get; } = ["ollama-chat", "gemini-generate", "dashscope-native"];

    [Theory]
    [MemberData(nameof(Wires))]
    public void A_wire_without_a_strict_mode_says_that_it_has_none(string wire)
    {
        Protocol protocol = wire switch
        {
            "ollama-chat" => new OllamaProtocol(),
            "gemini-generate" => new GeminiProtocol(),
            _ => new DashScopeProtocol(),
        };
        var tool = new DeclaredFunction("f", null, JsonElement.Parse("""{"type":"object","properties":{"a":{"type":"string"}}}"""), new() { [AIToolExtensions.StrictKey] = true });
        var call = new ChatCall { Model = "m", Messages = [new ChatMessage(ChatRole.User, "Hi")], Options = new ChatOptions { Tools = [tool] } };
        protocol.WriteRequest(call, new ArrayBufferWriter<byte>());
        call.Warnings.Single().Field.ShouldBe("Tools[0].Strict");
    }
}
