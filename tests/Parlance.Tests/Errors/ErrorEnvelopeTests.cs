using System.Buffers;
using System.Text;
using System.Text.Json;
using Parlance.Protocols;
using Parlance.Responses;
using Parlance.Tests.Support;

namespace Parlance.Tests.Errors;

/// <summary>A failure that comes from one wire and is told on another keeps its kind, in the other's own envelope.</summary>
public sealed class ErrorEnvelopeTests
{
    // A failure of the gateway's own has no kind at the client; it is a failure of the server to whoever asked.
    private static readonly (LlmErrorKind Kind, int Status)[] s_kinds =
    [
        (LlmErrorKind.InvalidRequest, 400), (LlmErrorKind.Authentication, 401), (LlmErrorKind.PermissionDenied, 403), (LlmErrorKind.ModelNotFound, 404),
        (LlmErrorKind.RateLimited, 429), (LlmErrorKind.Overloaded, 503), (LlmErrorKind.ServerError, 500), (LlmErrorKind.Timeout, 504),
    ];

    public static TheoryData<string, LlmErrorKind, int> Kinds
    {
        get
        {
            var rows = new TheoryData<string, LlmErrorKind, int>();
            foreach (var wire in ServerWires.Names)
            {
                foreach (var (kind, status) in s_kinds)
                {
                    rows.Add(wire, kind, status);
                }
            }

            return rows;
        }
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void A_kind_of_failure_is_the_same_kind_to_a_client_of_any_wire(string wire, LlmErrorKind kind, int status)
    {
        var body = Encode(wire, isStreaming: false, new LlmException(kind, "It failed.") { StatusCode = status });
        var error = WireNames.Get(wire).Protocol.ReadError(new ErrorResponse { StatusCode = status, Body = body });

        error.Kind.ShouldBe(kind);
        error.Message.ShouldContain("It failed.");
    }

    [Theory]
    [InlineData("openai-chat", """{"error":{"message":"Slow down.","type":"rate_limit_error","param":null,"code":"rate_limit_exceeded"}}""")]
    [InlineData("openai-responses", """{"error":{"message":"Slow down.","type":"rate_limit_error","param":null,"code":"rate_limit_exceeded"}}""")]
    [InlineData("anthropic-messages", """{"type":"error","error":{"type":"rate_limit_error","message":"Slow down."},"request_id":"req_1"}""")]
    [InlineData("gemini-generate", """{"error":{"code":429,"message":"Slow down.","status":"RESOURCE_EXHAUSTED"}}""")]
    [InlineData("ollama-chat", """{"error":"Slow down."}""")]
    public void Each_wire_has_its_own_envelope(string wire, string expected)
    {
        var error = new LlmException(LlmErrorKind.RateLimited, "Slow down.") { StatusCode = 429, RequestId = "req_1" };

        JsonElement.DeepEquals(JsonElement.Parse(Encode(wire, isStreaming: false, error)), JsonElement.Parse(expected))
            .ShouldBeTrue(Encoding.UTF8.GetString(Encode(wire, isStreaming: false, error)));
    }

    [Theory]
    [MemberData(nameof(ServerWires.All), MemberType = typeof(ServerWires))]
    public void A_stream_that_fails_is_a_failure_to_its_client(string wire)
    {
        var output = new ArrayBufferWriter<byte>();
        using (var encoder = Create(wire, isStreaming: true, output))
        {
            encoder.Start("id", "model", DateTimeOffset.UnixEpoch);
            encoder.BlockStart(0, BlockKind.Text, null, null, null);
            encoder.Delta(0, "Half of it"u8);
            encoder.Fail(new LlmException(LlmErrorKind.StreamInterrupted, "The connection was lost."));
        }

        using var sink = new UpdateSink(issuer: null, []);
        WireNames.Get(wire).Protocol.Decode(output.WrittenSpan.ToArray(), sink);

        sink.Error.ShouldNotBeNull();
        sink.Error.Message.ShouldContain("The connection was lost.");
        string.Concat(sink.Pending.Select(update => update.Text)).ShouldBe("Half of it");
    }

    private static byte[] Encode(string wire, bool isStreaming, LlmException error)
    {
        var output = new ArrayBufferWriter<byte>();
        using var encoder = Create(wire, isStreaming, output);
        encoder.Fail(error);
        return output.WrittenSpan.ToArray();
    }

    private static ResponseEncoder Create(string wire, bool isStreaming, IBufferWriter<byte> output) =>
        WireNames.Get(wire).Protocol.CreateEncoder(output, new ResponseContext(isStreaming, "model"));
}
