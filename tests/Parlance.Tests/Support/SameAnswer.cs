using Parlance.Protocols.AnthropicMessages;
using Parlance.Protocols.Gemini;
using Parlance.Protocols.Ollama;
using Parlance.Protocols.OpenAIResponses;
using Parlance.Testing;

namespace Parlance.Tests.Support;

/// <summary>
/// One answer as five wires say it, whole and streamed: the reasoning "Easy.", the text "Hello", the call
/// <c>add({"a":1})</c>, and a usage of 7 and 5 tokens.
/// </summary>
internal static class SameAnswer
{
    private const string ChatBody = """
        {"id":"r1","object":"chat.completion","created":1,"model":"m","choices":[{"index":0,"message":{"role":"assistant","reasoning_content":"Easy.","content":"Hello","tool_calls":[{"id":"c1","type":"function","function":{"name":"add","arguments":"{\"a\":1}"}}]},"finish_reason":"tool_calls"}],"usage":{"prompt_tokens":7,"completion_tokens":5,"total_tokens":12}}
        """;

    private const string ChatStream = """
        data: {"id":"r1","object":"chat.completion.chunk","created":1,"model":"m","choices":[{"index":0,"delta":{"role":"assistant","reasoning_content":"Easy."},"finish_reason":null}]}

        data: {"id":"r1","object":"chat.completion.chunk","created":1,"model":"m","choices":[{"index":0,"delta":{"content":"Hel"},"finish_reason":null}]}

        data: {"id":"r1","object":"chat.completion.chunk","created":1,"model":"m","choices":[{"index":0,"delta":{"content":"lo"},"finish_reason":null}]}

        data: {"id":"r1","object":"chat.completion.chunk","created":1,"model":"m","choices":[{"index":0,"delta":{"tool_calls":[{"index":0,"id":"c1","type":"function","function":{"name":"add","arguments":""}}]},"finish_reason":null}]}

        data: {"id":"r1","object":"chat.completion.chunk","created":1,"model":"m","choices":[{"index":0,"delta":{"tool_calls":[{"index":0,"function":{"arguments":"{\"a\""}}]},"finish_reason":null}]}

        data: {"id":"r1","object":"chat.completion.chunk","created":1,"model":"m","choices":[{"index":0,"delta":{"tool_calls":[{"index":0,"function":{"arguments":":1}"}}]},"finish_reason":null}]}

        data: {"id":"r1","object":"chat.completion.chunk","created":1,"model":"m","choices":[{"index":0,"delta":{},"finish_reason":"tool_calls"}]}

        data: {"id":"r1","object":"chat.completion.chunk","created":1,"model":"m","choices":[],"usage":{"prompt_tokens":7,"completion_tokens":5,"total_tokens":12}}

        data: [DONE]


        """;

    private const string AnthropicBody = """
        {"id":"r1","type":"message","role":"assistant","model":"m","content":[{"type":"thinking","thinking":"Easy.","signature":"c2ln"},{"type":"text","text":"Hello"},{"type":"tool_use","id":"c1","name":"add","input":{"a":1}}],"stop_reason":"tool_use","stop_sequence":null,"usage":{"input_tokens":7,"output_tokens":5}}
        """;

    private const string AnthropicStream = """
        event: message_start
        data: {"type":"message_start","message":{"id":"r1","type":"message","role":"assistant","model":"m","content":[],"stop_reason":null,"stop_sequence":null,"usage":{"input_tokens":7,"output_tokens":1}}}

        event: content_block_start
        data: {"type":"content_block_start","index":0,"content_block":{"type":"thinking","thinking":"","signature":""}}

        event: content_block_delta
        data: {"type":"content_block_delta","index":0,"delta":{"type":"thinking_delta","thinking":"Easy."}}

        event: content_block_delta
        data: {"type":"content_block_delta","index":0,"delta":{"type":"signature_delta","signature":"c2ln"}}

        event: content_block_stop
        data: {"type":"content_block_stop","index":0}

        event: content_block_start
        data: {"type":"content_block_start","index":1,"content_block":{"type":"text","text":""}}

        event: content_block_delta
        data: {"type":"content_block_delta","index":1,"delta":{"type":"text_delta","text":"Hel"}}

        event: content_block_delta
        data: {"type":"content_block_delta","index":1,"delta":{"type":"text_delta","text":"lo"}}

        event: content_block_stop
        data: {"type":"content_block_stop","index":1}

        event: content_block_start
        data: {"type":"content_block_start","index":2,"content_block":{"type":"tool_use","id":"c1","name":"add","input":{}}}

        event: content_block_delta
        data: {"type":"content_block_delta","index":2,"delta":{"type":"input_json_delta","partial_json":"{\"a\""}}

        event: content_block_delta
        data: {"type":"content_block_delta","index":2,"delta":{"type":"input_json_delta","partial_json":":1}"}}

        event: content_block_stop
        data: {"type":"content_block_stop","index":2}

        event: message_delta
        data: {"type":"message_delta","delta":{"stop_reason":"tool_use","stop_sequence":null},"usage":{"output_tokens":5}}

        event: message_stop
        data: {"type":"message_stop"}


        """;

    private const string OllamaBody = """
        {"model":"m","created_at":"1970-01-01T00:00:01Z","message":{"role":"assistant","thinking":"Easy.","content":"Hello","tool_calls":[{"id":"c1","function":{"name":"add","arguments":{"a":1}}}]},"done":true,"done_reason":"stop","prompt_eval_count":7,"eval_count":5}
        """;

    private const string OllamaStream = """
        {"model":"m","created_at":"1970-01-01T00:00:01Z","message":{"role":"assistant","content":"","thinking":"Easy."},"done":false}
        {"model":"m","created_at":"1970-01-01T00:00:01Z","message":{"role":"assistant","content":"Hel"},"done":false}
        {"model":"m","created_at":"1970-01-01T00:00:01Z","message":{"role":"assistant","content":"lo"},"done":false}
        {"model":"m","created_at":"1970-01-01T00:00:01Z","message":{"role":"assistant","content":"","tool_calls":[{"id":"c1","function":{"name":"add","arguments":{"a":1}}}]},"done":false}
        {"model":"m","created_at":"1970-01-01T00:00:01Z","message":{"role":"assistant","content":""},"done":true,"done_reason":"stop","prompt_eval_count":7,"eval_count":5}

        """;

    private const string ResponsesBody = """
        {"id":"r1","object":"response","created_at":1,"status":"completed","model":"m","output":[{"id":"rs_1","type":"reasoning","summary":[{"type":"summary_text","text":"Easy."}]},{"id":"msg_1","type":"message","role":"assistant","status":"completed","content":[{"type":"output_text","text":"Hello","annotations":[]}]},{"id":"fc_1","type":"function_call","call_id":"c1","name":"add","arguments":"{\"a\":1}","status":"completed"}],"usage":{"input_tokens":7,"output_tokens":5,"total_tokens":12}}
        """;

    private static readonly string s_responsesStream = string.Concat(
        Event("response.created", """{"type":"response.created","sequence_number":0,"response":{"id":"r1","object":"response","created_at":1,"status":"in_progress","model":"m","output":[]}}"""),
        Event("response.output_item.added", """{"type":"response.output_item.added","sequence_number":1,"output_index":0,"item":{"id":"rs_1","type":"reasoning","summary":[]}}"""),
        Event("response.reasoning_summary_text.delta", """{"type":"response.reasoning_summary_text.delta","sequence_number":2,"output_index":0,"item_id":"rs_1","summary_index":0,"delta":"Easy."}"""),
        Event("response.output_item.done", """{"type":"response.output_item.done","sequence_number":3,"output_index":0,"item":{"id":"rs_1","type":"reasoning","summary":[{"type":"summary_text","text":"Easy."}]}}"""),
        Event("response.output_item.added", """{"type":"response.output_item.added","sequence_number":4,"output_index":1,"item":{"id":"msg_1","type":"message","role":"assistant","status":"in_progress","content":[]}}"""),
        Event("response.output_text.delta", """{"type":"response.output_text.delta","sequence_number":5,"output_index":1,"item_id":"msg_1","content_index":0,"delta":"Hel"}"""),
        Event("response.output_text.delta", """{"type":"response.output_text.delta","sequence_number":6,"output_index":1,"item_id":"msg_1","content_index":0,"delta":"lo"}"""),
        Event("response.output_item.done", """{"type":"response.output_item.done","sequence_number":7,"output_index":1,"item":{"id":"msg_1","type":"message","role":"assistant","status":"completed","content":[{"type":"output_text","text":"Hello","annotations":[]}]}}"""),
        Event("response.output_item.added", """{"type":"response.output_item.added","sequence_number":8,"output_index":2,"item":{"id":"fc_1","type":"function_call","call_id":"c1","name":"add","arguments":"","status":"in_progress"}}"""),
        Event("response.function_call_arguments.delta", """{"type":"response.function_call_arguments.delta","sequence_number":9,"output_index":2,"item_id":"fc_1","delta":"{\"a\""}"""),
        Event("response.function_call_arguments.delta", """{"type":"response.function_call_arguments.delta","sequence_number":10,"output_index":2,"item_id":"fc_1","delta":":1}"}"""),
        Event("response.output_item.done", """{"type":"response.output_item.done","sequence_number":11,"output_index":2,"item":{"id":"fc_1","type":"function_call","call_id":"c1","name":"add","arguments":"{\"a\":1}","status":"completed"}}"""),
        Event("response.completed", $$"""{"type":"response.completed","sequence_number":12,"response":{{ResponsesBody}}}"""));

    private const string GeminiBody = """
        {"candidates":[{"content":{"role":"model","parts":[{"text":"Easy.","thought":true},{"text":"Hello"},{"functionCall":{"id":"c1","name":"add","args":{"a":1}}}]},"finishReason":"STOP","index":0}],"usageMetadata":{"promptTokenCount":7,"candidatesTokenCount":5,"totalTokenCount":12},"modelVersion":"m","responseId":"r1"}
        """;

    private const string GeminiStream = """
        data: {"candidates":[{"content":{"role":"model","parts":[{"text":"Easy.","thought":true}]},"index":0}],"modelVersion":"m","responseId":"r1"}

        data: {"candidates":[{"content":{"role":"model","parts":[{"text":"Hel"}]},"index":0}],"modelVersion":"m","responseId":"r1"}

        data: {"candidates":[{"content":{"role":"model","parts":[{"text":"lo"}]},"index":0}],"modelVersion":"m","responseId":"r1"}

        data: {"candidates":[{"content":{"role":"model","parts":[{"functionCall":{"id":"c1","name":"add","args":{"a":1}}}]},"finishReason":"STOP","index":0}],"usageMetadata":{"promptTokenCount":7,"candidatesTokenCount":5,"totalTokenCount":12},"modelVersion":"m","responseId":"r1"}


        """;

    /// <summary>Hosts of five makers' wires, several of them hosts of one wire.</summary>
    public static TheoryData<string> Hosts =>
    [
        "openai", "azure-openai", "openrouter", "deepseek", "zhipu-openai", "dashscope-openai", "moonshot", "mistral", "groq", "volcengine", "vllm",
        "anthropic", "minimax-anthropic", "ollama", "gemini", "openai-responses", "xai-responses",
    ];

    /// <summary>The body as the provider's wire has it.</summary>
    public static string Whole(Provider provider) => provider.Protocol switch
    {
        AnthropicMessagesProtocol => AnthropicBody,
        OllamaProtocol => OllamaBody,
        OpenAIResponsesProtocol => ResponsesBody,
        GeminiProtocol => GeminiBody,
        _ => ChatBody,
    };

    /// <summary>The stream as the provider's wire has it.</summary>
    public static string Streamed(Provider provider) => provider.Protocol switch
    {
        AnthropicMessagesProtocol => AnthropicStream,
        OllamaProtocol => OllamaStream,
        OpenAIResponsesProtocol => s_responsesStream,
        GeminiProtocol => GeminiStream,
        _ => ChatStream,
    };

    /// <summary>A host by name, with a key and an environment of its own, that answers so.</summary>
    public static (ChatModel Model, ReplayHandler Handler) Ask(string name, string? body = null)
    {
        var row = ProviderRegistry.Default.Get(name);
        var handler = new ReplayHandler(request => new ReplayResponse(body ?? (Streams(request) ? Streamed(row) : Whole(row))));
        var provider = row.In(("AZURE_OPENAI_ENDPOINT", "https://r.test")).WithHandler(handler);
        return ((provider.IsKeyOptional ? provider : provider.WithApiKey("k")).Chat("m"), handler);
    }

    private static bool Streams(CapturedRequest request) =>
        request.Text.Contains("\"stream\":true", StringComparison.Ordinal) || request.Url.AbsolutePath.Contains(":stream", StringComparison.Ordinal);

    private static string Event(string type, string data) => $"event: {type}\ndata: {data.ReplaceLineEndings("")}\n\n";
}
