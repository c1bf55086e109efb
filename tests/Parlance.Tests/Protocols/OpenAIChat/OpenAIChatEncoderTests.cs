using System.Text;
using System.Text.Json;
using Microsoft.Extensions.AI;
using Parlance.Json;
using Parlance.Protocols;
using Parlance.Protocols.OpenAIChat;
using Parlance.Responses;
using Parlance.Tests.Support;

namespace Parlance.Tests.Protocols.OpenAIChat;

public sealed class OpenAIChatEncoderTests
{
    private const string Head = "\"id\":\"r1\",\"object\":\"chat.completion.chunk\",\"created\":5,\"model\":\"m\"";

    [Fact]
    public void A_stream_has_the_standard_chunks()
    {
        Encode(isStreaming: true, encoder =>
        {
            encoder.Start("r1", "m", DateTimeOffset.FromUnixTimeSeconds(5));
            encoder.BlockStart(0, BlockKind.Text, null, null, null);
            encoder.Delta(0, "Hi"u8);
            encoder.BlockEnd(0);
            encoder.BlockStart(1, BlockKind.ToolCall, "c", "f", null);
            encoder.Delta(1, "{}"u8);
            encoder.BlockEnd(1);
            encoder.Extra("system_fingerprint", "\"fp\""u8);
            encoder.Usage(new TokenUsage { UncachedInputTokens = 1, CacheReadTokens = 2, OutputTokens = 3, ReasoningTokens = 1 }, default);
            encoder.Finish(ChatFinishReason.ToolCalls, "tool_calls");
        }).ShouldBe($$$"""
            data: {{{{Head}}},"choices":[{"index":0,"delta":{"role":"assistant","content":""},"logprobs":null,"finish_reason":null}],"usage":null}

            data: {{{{Head}}},"choices":[{"index":0,"delta":{"content":"Hi"},"logprobs":null,"finish_reason":null}],"usage":null}

            data: {{{{Head}}},"choices":[{"index":0,"delta":{"tool_calls":[{"index":0,"id":"c","type":"function","function":{"name":"f","arguments":""}}]},"logprobs":null,"finish_reason":null}],"usage":null}

            data: {{{{Head}}},"choices":[{"index":0,"delta":{"tool_calls":[{"index":0,"function":{"arguments":"{}"}}]},"logprobs":null,"finish_reason":null}],"usage":null}

            data: {{{{Head}}},"choices":[{"index":0,"delta":{},"logprobs":null,"finish_reason":"tool_calls"}],"usage":null,"system_fingerprint":"fp"}

            data: {{{{Head}}},"choices":[],"usage":{"prompt_tokens":3,"completion_tokens":3,"total_tokens":6,"prompt_tokens_details":{"cached_tokens":2},"completion_tokens_details":{"reasoning_tokens":1}},"system_fingerprint":"fp"}

            data: [DONE]


            """.ReplaceLineEndings("\n"));
    }

    [Fact]
    public void Usage_that_the_client_did_not_ask_for_is_not_in_its_stream()
    {
        using var output = new PooledBuffer();
        using var encoder = new OpenAIChatProtocol().CreateEncoder(output, new ResponseContext(IsStreaming: true, "m") { IncludeUsage = false });
        encoder.Start("r1", "m", null);
        encoder.Usage(new TokenUsage { UncachedInputTokens = 1, OutputTokens = 3 }, default);
        encoder.Finish(ChatFinishReason.Stop, null);

        Encoding.UTF8.GetString(output.Span).ShouldNotContain("usage");
    }

    [Theory]
    [InlineData("text/uri-list", "https://a.example/b.png", "https://a.example/b.png")]
    [InlineData("image/png", "aGk=", "data:image/png;base64,aGk=")]
    public void An_image_stands_by_its_address_or_in_it(string mediaType, string content, string expected)
    {
        Encode(isStreaming: true, encoder =>
        {
            encoder.Start("r1", "m", null);
            encoder.BlockStart(0, BlockKind.Media, null, "image/png", mediaType);
            encoder.Delta(0, Encoding.UTF8.GetBytes(content));
            encoder.BlockEnd(0);
            encoder.Finish(ChatFinishReason.Stop, null);
        }).ShouldContain($"\"url\":\"{expected}\"");
    }

    [Fact]
    public void A_model_that_is_named_late_is_the_model_of_the_body()
    {
        Encode(isStreaming: false, encoder =>
        {
            encoder.Start("r1", null, null);
            encoder.Identify(new ResponseInfo { Model = "the-real-one" });
            encoder.Finish(ChatFinishReason.Stop, null);
        }).ShouldContain("\"model\":\"the-real-one\"");
    }

    [Fact]
    public void A_failure_after_the_start_ends_the_stream_without_its_terminal()
    {
        var written = Encode(isStreaming: true, encoder =>
        {
            encoder.Start("r1", "m", null);
            encoder.Fail(new LlmException(LlmErrorKind.Overloaded, "busy"));
        });
        written.ShouldEndWith("data: {\"error\":{\"message\":\"busy\",\"type\":\"overloaded_error\",\"param\":null,\"code\":\"overloaded_error\"}}\n\n");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_failure_before_the_start_is_the_body_of_an_error(bool isStreaming) =>
        Encode(isStreaming, encoder =>
        {
            encoder.Fail(new LlmException(LlmErrorKind.ContextOverflow, "long"));
            encoder.ContentType.ShouldBe("application/json");
        }).ShouldBe("{\"error\":{\"message\":\"long\",\"type\":\"invalid_request_error\",\"param\":null,\"code\":\"context_length_exceeded\"}}");

    public static TheoryData<string> Answers =>
    [
        """{"id":"r1","model":"m","created":5,"choices":[{"message":{"content":"Hi \"you\" 😀","reasoning":"Hm"},"finish_reason":"length"}],"usage":{"prompt_tokens":9,"completion_tokens":4,"prompt_tokens_details":{"cached_tokens":3}}}""",
        """{"id":"r1","model":"m","created":5,"choices":[{"message":{"refusal":"no"},"finish_reason":"stop"}]}""",
        """{"id":"r1","model":"m","created":5,"choices":[{"message":{"content":"a","tool_calls":[{"id":"c","function":{"name":"f","arguments":"{\"x\": 1}"},"extra_content":{"v":1}},{"id":"d","type":"custom","custom":{"name":"g","input":"free"}}]},"finish_reason":"tool_calls"}]}""",
        """{"id":"r1","model":"m","created":5,"choices":[{"message":{"content":"a","reasoning_details":[{"type":"reasoning.text","text":"t","signature":"s"}]},"finish_reason":"stop"}]}""",
        """{"id":"r1","model":"m","created":5,"choices":[{"message":{"content":"a","annotations":[{"type":"url_citation","url_citation":{"url":"https://x"}}]},"finish_reason":"content_filter","logprobs":{"content":[{"token":"a"}],"refusal":null}}],"service_tier":"default"}""",
        """{"id":"r1","model":"m","created":5,"choices":[{"message":{"images":[{"type":"image_url","image_url":{"url":"data:image/png;base64,QUJD"}}]},"finish_reason":"stop"}]}""",
    ];

    [Theory]
    [MemberData(nameof(Answers))]
    public void What_is_encoded_decodes_to_the_same_answer(string answer)
    {
        var expected = Describe(OpenAIChatWire.DecodeToResponse(answer));
        foreach (var isStreaming in new[] { true, false })
        {
            using var output = new PooledBuffer();
            using var encoder = new OpenAIChatProtocol().CreateEncoder(output, new ResponseContext(isStreaming, "m"));
            new OpenAIChatProtocol().Decode(answer, encoder);
            var written = Encoding.UTF8.GetString(output.Span);
            Describe(OpenAIChatWire.DecodeToResponse(written)).ShouldBe(expected, written);
            encoder.Warnings.ShouldBeEmpty();
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Signed_reasoning_of_another_wire_survives_a_client_of_this_one(bool isStreaming)
    {
        var response = OpenAIChatWire.DecodeToResponse(Encode(isStreaming, encoder =>
        {
            encoder.Start("r1", "m", null);
            foreach (var index in new[] { 0, 1 })
            {
                encoder.BlockStart(index, BlockKind.Reasoning, null, null, null);
                encoder.Delta(index, Encoding.UTF8.GetBytes($"thought {index}"));
                encoder.OpaqueState(index, Encoding.UTF8.GetBytes($"signature {index}"));
                encoder.BlockEnd(index);
            }

            encoder.Finish(ChatFinishReason.Stop, "end_turn");
        }));
        var details = response.Messages[0].Contents.OfType<TextReasoningContent>()
            .Where(content => content.ProtectedData is not null).Select(content => content.ProtectedData!.Trim('[', ']'));
        var body = $$"""{"model":"m","messages":[{"role":"assistant","reasoning_content":"thought 0thought 1","reasoning_details":[{{string.Join(',', details)}}],"content":"x"}]}""";
        var reasoning = new OpenAIChatProtocol().ReadRequest(Encoding.UTF8.GetBytes(body), "other").Messages[0].Contents.OfType<TextReasoningContent>().ToList();
        reasoning.Select(content => $"{content.Text}/{content.ProtectedData}/{content.Issuer}").ShouldBe(["thought 0/signature 0/other", "thought 1/signature 1/other"]);
    }

    [Fact]
    public void What_the_wire_cannot_carry_is_reported()
    {
        using var output = new PooledBuffer();
        using var encoder = new OpenAIChatProtocol().CreateEncoder(output, new ResponseContext(true, "m"));
        encoder.Start(null, null, null);
        encoder.BlockStart(0, BlockKind.ServerToolCall, "s", "web_search", null);
        encoder.BlockEnd(0);
        encoder.Extra("container", "{}"u8);
        encoder.Finish(null, null);
        encoder.Warnings.Select(warning => warning.Field).ShouldBe(["ServerToolCall", "container", "FinishReason"]);
        Encoding.UTF8.GetString(output.Span).ShouldContain("\"finish_reason\":\"stop\"");
    }

    private static string Describe(ChatResponse response) => JsonSerializer.Serialize(new
    {
        response.ResponseId,
        response.ModelId,
        response.CreatedAt,
        Finish = response.FinishReason?.Value,
        response.Text,
        Reasoning = string.Concat(response.Messages[0].Contents.OfType<TextReasoningContent>().Select(content => content.Text)),
        State = string.Concat(response.Messages[0].Contents.OfType<TextReasoningContent>().Select(content => content.ProtectedData)),
        Refusals = response.Messages[0].Contents.OfType<TextContent>().Count(content => content.IsRefusal),
        Annotations = response.Messages[0].Contents.Sum(content => content.Annotations?.Count ?? 0),
        Calls = response.Messages[0].Contents.OfType<FunctionCallContent>().Select(call => $"{call.CallId} {call.Name} {call.ArgumentsJson} {call.OpaqueState}"),
        Media = response.Messages[0].Contents.OfType<DataContent>().Select(media => media.Uri),
        Usage = response.TokenUsage?.ToString(),
        LogProbs = response.LogProbs.ToString(),
        Tier = response.Extras is { ValueKind: JsonValueKind.Object } extras && extras.TryGetProperty("service_tier", out var tier) ? tier.ToString() : "",
    });

    private static string Encode(bool isStreaming, Action<ResponseEncoder> speak)
    {
        using var output = new PooledBuffer();
        using var encoder = new OpenAIChatProtocol().CreateEncoder(output, new ResponseContext(isStreaming, "m"));
        speak(encoder);
        return Encoding.UTF8.GetString(output.Span);
    }
}
