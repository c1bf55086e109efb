using System.Text;
using Parlance.Protocols.BedrockConverse;
using Parlance.Protocols.CohereV2;
using Parlance.Protocols.DashScope;
using Parlance.Protocols.Embeddings;
using Parlance.Protocols.HuggingFace;
using Parlance.Protocols.Hunyuan;
using Parlance.Testing;
using Parlance.Tests.Support;

namespace Parlance.Tests.ProviderRows;

/// <summary>
/// What a row's host would answer, of the one model contract-1: by the simulator where it speaks the wire, else in the
/// shape that the wire was recorded in.
/// </summary>
internal static class HostAnswers
{
    /// <summary>The wires of which a client alone exists, each whole and streamed.</summary>
    private static readonly Dictionary<Type, (string Whole, string Streamed)> s_chats = new()
    {
        [typeof(CohereV2Protocol)] = (
            """{"id":"r","finish_reason":"COMPLETE","message":{"role":"assistant","content":[{"type":"text","text":"Hello"}]},"usage":{"tokens":{"input_tokens":1,"output_tokens":1}}}""",
            """
            event: message-start
            data: {"id":"r","type":"message-start","delta":{"message":{"role":"assistant","content":[],"tool_plan":"","tool_calls":[],"citations":[]}}}

            event: content-start
            data: {"type":"content-start","index":0,"delta":{"message":{"content":{"type":"text","text":""}}}}

            event: content-delta
            data: {"type":"content-delta","index":0,"delta":{"message":{"content":{"text":"Hello"}}}}

            event: content-end
            data: {"type":"content-end","index":0}

            event: message-end
            data: {"type":"message-end","delta":{"finish_reason":"COMPLETE","usage":{"tokens":{"input_tokens":1,"output_tokens":1}}}}


            """),
        [typeof(DashScopeProtocol)] = (
            """{"output":{"choices":[{"message":{"content":"Hello","role":"assistant"},"finish_reason":"stop"}]},"usage":{"input_tokens":1,"output_tokens":1},"request_id":"r"}""",
            """
            event:result
            data:{"output":{"choices":[{"message":{"content":"Hel","role":"assistant"},"finish_reason":"null"}]},"request_id":"r"}

            event:result
            data:{"output":{"choices":[{"message":{"content":"lo","role":"assistant"},"finish_reason":"stop"}]},"usage":{"input_tokens":1,"output_tokens":1},"request_id":"r"}


            """),
        [typeof(HunyuanProtocol)] = (
            """{"Response":{"RequestId":"r","Id":"r","Choices":[{"Message":{"Role":"assistant","Content":"Hello"},"FinishReason":"stop"}]}}""",
            """
            data: {"Choices":[{"FinishReason":"","Delta":{"Role":"assistant","Content":"Hel"}}],"Id":"r"}

            data: {"Choices":[{"FinishReason":"stop","Delta":{"Role":"assistant","Content":"lo"}}],"Id":"r"}


            """),
        [typeof(HuggingFaceProtocol)] = (
            """[{"generated_text":"Hello","details":{"finish_reason":"eos_token","generated_tokens":1}}]""",
            """
            data:{"index":1,"token":{"id":1,"text":"Hello","special":false},"generated_text":null,"details":null}

            data:{"index":2,"token":{"id":2,"text":"</s>","special":true},"generated_text":"Hello","details":{"finish_reason":"eos_token","generated_tokens":1}}


            """),
    };

    private static readonly string s_converse = """{"output":{"message":{"role":"assistant","content":[{"text":"Hello"}]}},"stopReason":"end_turn","usage":{"inputTokens":1,"outputTokens":1,"totalTokens":2}}""";

    private static readonly byte[] s_converseStream =
    [
        .. EventStreamMessage.Event("messageStart", """{"role":"assistant"}"""),
        .. EventStreamMessage.Event("contentBlockDelta", """{"contentBlockIndex":0,"delta":{"text":"Hello"}}"""),
        .. EventStreamMessage.Event("contentBlockStop", """{"contentBlockIndex":0}"""),
        .. EventStreamMessage.Event("messageStop", """{"stopReason":"end_turn"}"""),
        .. EventStreamMessage.Event("metadata", """{"usage":{"inputTokens":1,"outputTokens":1,"totalTokens":2},"metrics":{"latencyMs":1}}"""),
    ];

    private static readonly string s_invoke = """{"id":"r","type":"message","role":"assistant","model":"m","content":[{"type":"text","text":"Hello"}],"stop_reason":"end_turn","usage":{"input_tokens":1,"output_tokens":1}}""";

    private static readonly byte[] s_invokeStream =
    [
        .. EventStreamMessage.Chunk("""{"type":"message_start","message":{"id":"r","type":"message","role":"assistant","model":"m","content":[],"stop_reason":null,"usage":{"input_tokens":1,"output_tokens":0}}}"""),
        .. EventStreamMessage.Chunk("""{"type":"content_block_start","index":0,"content_block":{"type":"text","text":""}}"""),
        .. EventStreamMessage.Chunk("""{"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"Hello"}}"""),
        .. EventStreamMessage.Chunk("""{"type":"content_block_stop","index":0}"""),
        .. EventStreamMessage.Chunk("""{"type":"message_delta","delta":{"stop_reason":"end_turn"},"usage":{"output_tokens":1}}"""),
        .. EventStreamMessage.Chunk("""{"type":"message_stop"}"""),
    ];

    private static readonly Simulator s_simulator = new() { Models = ["contract-1"] };

    public static HttpMessageHandler Chat(Provider row, bool isStreaming) =>
        s_chats.TryGetValue(row.Protocol.GetType(), out var texts) ? Replay(texts.Whole, Encoding.UTF8.GetBytes(texts.Streamed), "text/event-stream", isStreaming)
        : row.Protocol is ConverseProtocol ? Replay(s_converse, s_converseStream, "application/vnd.amazon.eventstream", isStreaming)
        : row.Name == "anthropic-bedrock" ? Replay(s_invoke, s_invokeStream, "application/vnd.amazon.eventstream", isStreaming)
        : s_simulator.CreateHandler();

    public static HttpMessageHandler Embeddings(Provider row) => row.EmbeddingWire switch
    {
        BedrockEmbeddings => new VerbatimHandler("""{"embedding":[1,-2],"inputTextTokenCount":1}"""),
        DashScopeEmbeddings => new VerbatimHandler("""{"output":{"embeddings":[{"text_index":0,"embedding":[1,-2]}]},"usage":{"total_tokens":1},"request_id":"r"}"""),
        _ => s_simulator.CreateHandler(),
    };

    public static HttpMessageHandler Models(Provider row) => row switch
    {
        { Name: "bedrock" or "anthropic-bedrock" } => new VerbatimHandler("""{"modelSummaries":[{"modelId":"contract-1","modelName":"Contract","providerName":"Anthropic"}]}"""),
        { Name: "vertex" or "anthropic-vertex" } => new VerbatimHandler("""{"publisherModels":[{"name":"publishers/google/models/contract-1","versionId":"default"}]}"""),
        { Protocol: CohereV2Protocol } => new VerbatimHandler("""{"models":[{"name":"contract-1","endpoints":["chat"]}]}"""),
        _ => s_simulator.CreateHandler(),
    };

    public static HttpMessageHandler TokenCount(Provider row) =>
        row.Name is "bedrock" or "anthropic-bedrock" ? new VerbatimHandler("""{"inputTokens":7}""") : s_simulator.CreateHandler();

    private static ReplayHandler Replay(string whole, byte[] streamed, string contentType, bool isStreaming) =>
        new(isStreaming ? new ReplayResponse(streamed).WithHeader("Content-Type", contentType) : new ReplayResponse(whole).WithHeader("Content-Type", "application/json"));
}
