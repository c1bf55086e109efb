using System.Buffers;
using Microsoft.Extensions.AI;
using Parlance.Protocols;
using Parlance.Responses;
using Parlance.Tests.Support;

namespace Parlance.Tests.Protocols;

/// <summary>One response that holds more than any wire can say, and what each of them reports as lost or changed.</summary>
public sealed class ResponseLossTests
{
    private static readonly string[] s_everywhere = ["vendor_member", "FinishReason"];

    [Theory]
    [InlineData("openai-chat", "Annotations,ServerToolCall,OpaqueState")]
    [InlineData("openai-responses", "Annotations,ServerToolCall,OpaqueState")]
    [InlineData("anthropic-messages", "Refusal,Annotations,ServerToolCall,OpaqueState,ToolCalls,Media,logprobs")]
    [InlineData("gemini-generate", "Refusal,Annotations,ServerToolCall,ToolCalls,Usage,logprobs")]
    [InlineData("ollama-chat", "Refusal,Annotations,ServerToolCall,OpaqueState,ToolCalls,Usage,logprobs")]
    public void A_whole_response_names_everything_that_its_wire_cannot_say(string wire, string lost) =>
        Losses(wire, isStreaming: false).ShouldBe([.. lost.Split(','), .. Everywhere(wire)], ignoreOrder: true);

    [Theory]
    [InlineData("openai-chat", "Annotations,ServerToolCall,OpaqueState")]
    [InlineData("openai-responses", "Annotations,ServerToolCall,OpaqueState,logprobs")]
    // Arguments travel as text in its streams, whatever they are.
    [InlineData("anthropic-messages", "Refusal,Annotations,ServerToolCall,OpaqueState,Media,logprobs")]
    [InlineData("gemini-generate", "Refusal,Annotations,ServerToolCall,ToolCalls,Usage,logprobs")]
    [InlineData("ollama-chat", "Refusal,Annotations,ServerToolCall,OpaqueState,ToolCalls,Usage,logprobs")]
    public void A_streamed_response_names_everything_that_its_wire_cannot_say(string wire, string lost) =>
        Losses(wire, isStreaming: true).ShouldBe([.. lost.Split(','), .. Everywhere(wire)], ignoreOrder: true);

    [Theory]
    [MemberData(nameof(ServerWires.All), MemberType = typeof(ServerWires))]
    public void What_every_wire_can_say_is_said_without_a_warning(string wire)
    {
        using var encoder = Create(wire, isStreaming: true);
        encoder.Start("id", "model", DateTimeOffset.UnixEpoch);
        encoder.BlockStart(0, BlockKind.Reasoning, null, null, null);
        encoder.Delta(0, "Hm."u8);
        encoder.BlockEnd(0);
        encoder.BlockStart(1, BlockKind.Text, null, null, null);
        encoder.Delta(1, "Hi."u8);
        encoder.BlockEnd(1);
        encoder.BlockStart(2, BlockKind.ToolCall, "call_1", "weather", null);
        encoder.Delta(2, """{"city":"Paris"}"""u8);
        encoder.BlockEnd(2);
        encoder.Usage(new TokenUsage { UncachedInputTokens = 3, OutputTokens = 2 }, default);
        encoder.Finish(ChatFinishReason.ToolCalls, null);
        encoder.Warnings.ShouldBeEmpty();
    }

    /// <summary>Two wires hand a reason that nobody knows on as it is.</summary>
    private static string[] Everywhere(string wire) => wire is "openai-chat" or "gemini-generate" ? s_everywhere : s_everywhere[..1];

    private static IEnumerable<string> Losses(string wire, bool isStreaming)
    {
        using var encoder = Create(wire, isStreaming);
        encoder.Start("id", "model", DateTimeOffset.UnixEpoch);
        encoder.BlockStart(0, BlockKind.Refusal, null, null, null);
        encoder.Delta(0, "No."u8);
        encoder.Annotation(0, """{"type":"made_up","page":3}"""u8);
        encoder.BlockEnd(0);
        encoder.BlockStart(1, BlockKind.ServerToolCall, "s", "made_up_tool", null);
        encoder.OpaqueState(1, """{"type":"made_up_tool"}"""u8);
        encoder.BlockEnd(1);
        encoder.BlockStart(2, BlockKind.ToolCall, "call_1", "weather", null);
        encoder.OpaqueState(2, "a signature"u8);
        encoder.Delta(2, "no object"u8);
        encoder.BlockEnd(2);
        encoder.BlockStart(3, BlockKind.Media, null, null, "image/png");
        encoder.Delta(3, "aGk="u8);
        encoder.BlockEnd(3);
        encoder.Extra("vendor_member", "1"u8);
        encoder.Extra(ResponseExtra.LogProbs, """[{"made_up":1}]"""u8);
        encoder.Usage(new TokenUsage { UncachedInputTokens = 3, CacheWrite5mTokens = 2, OutputTokens = 2 }, default);
        encoder.Finish(new ChatFinishReason("made_up"), "made_up");
        return encoder.Warnings.Select(warning => warning.Field);
    }

    private static ResponseEncoder Create(string wire, bool isStreaming) =>
        WireNames.Get(wire).Protocol.CreateEncoder(new ArrayBufferWriter<byte>(), new ResponseContext(isStreaming, "model"));
}
