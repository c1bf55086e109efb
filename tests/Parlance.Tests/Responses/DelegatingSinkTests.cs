using System.Reflection;
using System.Text;
using Microsoft.Extensions.AI;
using Parlance.Protocols.AnthropicMessages;
using Parlance.Protocols.OpenAIChat;
using Parlance.Responses;
using Parlance.Testing;
using Parlance.Tests.Protocols.AnthropicMessages;

namespace Parlance.Tests.Responses;

/// <summary>Taps, and what a response says of its request before it answers.</summary>
public sealed class DelegatingSinkTests
{
    private const string Counted =
        """
        event: message_start
        data: {"type":"message_start","message":{"id":"m1","model":"c","usage":{"input_tokens":7,"cache_read_input_tokens":3,"output_tokens":1}}}

        event: content_block_start
        data: {"type":"content_block_start","index":0,"content_block":{"type":"text","text":""}}

        event: content_block_delta
        data: {"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"Hi"}}

        event: content_block_stop
        data: {"type":"content_block_stop","index":0}

        event: message_delta
        data: {"type":"message_delta","delta":{"stop_reason":"end_turn"},"usage":{"output_tokens":9}}

        event: message_stop
        data: {"type":"message_stop"}


        """;

    [Fact]
    public void A_tap_that_overrides_nothing_changes_nothing()
    {
        var direct = new RecordingSink();
        AnthropicWire.Decode(Counted, direct);
        var tapped = new RecordingSink();
        AnthropicWire.Decode(Counted, new Through(tapped));

        tapped.Lines.ShouldBe(direct.Lines);
    }

    [Fact]
    public void Every_member_of_a_sink_can_be_tapped()
    {
        var members = typeof(IResponseSink).GetMethods().Select(static method => method.Name);
        var passed = typeof(DelegatingSink).GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly)
            .Where(static method => method is { IsVirtual: true, IsFinal: false }).Select(static method => method.Name);
        passed.ShouldBe(members, ignoreOrder: true);
    }

    [Fact]
    public void Counts_that_the_wire_states_before_its_answer_come_with_the_start()
    {
        TokenUsage? early = null;
        AnthropicWire.Decode(Counted, new Through(new RecordingSink()) { OnStart = response => early = response.InputUsage });

        early.ShouldBe(new TokenUsage { UncachedInputTokens = 7, CacheReadTokens = 3 });
    }

    [Fact]
    public void A_client_of_the_same_wire_hears_the_counts_of_its_request_as_early()
    {
        var events = AnthropicWire.Translate(Counted, isStreaming: true);

        events.Split('\n')[1].ShouldContain("\"usage\":{\"input_tokens\":7,\"cache_read_input_tokens\":3,\"output_tokens\":0}");
        events.ShouldContain("\"output_tokens\":9");
    }

    [Fact]
    public void An_encoder_adopts_what_comes_late_unless_it_has_told_something_else()
    {
        var output = new System.Buffers.ArrayBufferWriter<byte>();
        using var whole = new OpenAIChatProtocol().CreateEncoder(output, new ResponseContext(IsStreaming: false, "asked"));
        whole.Start(default);
        whole.Identify(new ResponseInfo { Id = "late", Model = "late-model", CreatedAt = DateTimeOffset.FromUnixTimeSeconds(5) });
        whole.Finish(ChatFinishReason.Stop, null);
        Encoding.UTF8.GetString(output.WrittenSpan).ShouldStartWith("""{"id":"late","object":"chat.completion","created":5,"model":"late-model",""");

        output = new System.Buffers.ArrayBufferWriter<byte>();
        using var streamed = new AnthropicMessagesProtocol().CreateEncoder(output, new ResponseContext(IsStreaming: true, "asked") { FallbackId = "msg_ours" });
        streamed.Start(default);
        streamed.Identify(new ResponseInfo { Id = "late" });
        streamed.BlockStart(0, BlockKind.ToolCall, id: "", name: "f");
        var text = Encoding.UTF8.GetString(output.WrittenSpan);
        text.ShouldContain("\"id\":\"msg_ours\"");
        text.ShouldContain("\"id\":\"toolu_msg_ours_0\"");
    }

    private sealed class Through(IResponseSink inner) : DelegatingSink(inner)
    {
        public Action<ResponseInfo>? OnStart { get; init; }

        public override void Start(in ResponseInfo response)
        {
            OnStart?.Invoke(response);
            base.Start(response);
        }
    }
}
