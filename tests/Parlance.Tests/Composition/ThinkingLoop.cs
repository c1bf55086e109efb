using System.Text.Json;
using Parlance.Testing;
using Parlance.Tests.Support;

namespace Parlance.Tests.Composition;

/// <summary>
/// A model that thinks, calls <c>next(1)</c>, thinks, calls <c>next(2)</c> and is done, as four wires say it. What its
/// provider must get back is in <see cref="Replayed"/>, byte for byte; § stands for the number of the turn.
/// </summary>
internal sealed record ThinkingLoop
{
    private static readonly ThinkingLoop s_anthropic = new()
    {
        Whole = """{"id":"msg_§","type":"message","role":"assistant","model":"m","content":[{"type":"thinking","thinking":"Thought §.","signature":"EqoB§+/z=="},{"type":"tool_use","id":"call_§","name":"next","input":{"n":§}}],"stop_reason":"tool_use","usage":{"input_tokens":1,"output_tokens":1}}""",
        Streamed = Events(
            """{"type":"message_start","message":{"id":"msg_§","type":"message","role":"assistant","model":"m","content":[],"usage":{"input_tokens":1,"output_tokens":1}}}""",
            """{"type":"content_block_start","index":0,"content_block":{"type":"thinking","thinking":"","signature":""}}""",
            """{"type":"content_block_delta","index":0,"delta":{"type":"thinking_delta","thinking":"Thought "}}""",
            """{"type":"content_block_delta","index":0,"delta":{"type":"thinking_delta","thinking":"§."}}""",
            """{"type":"content_block_delta","index":0,"delta":{"type":"signature_delta","signature":"EqoB§+/z=="}}""",
            """{"type":"content_block_stop","index":0}""",
            """{"type":"content_block_start","index":1,"content_block":{"type":"tool_use","id":"call_§","name":"next","input":{}}}""",
            """{"type":"content_block_delta","index":1,"delta":{"type":"input_json_delta","partial_json":"{\"n\":§}"}}""",
            """{"type":"content_block_stop","index":1}""",
            """{"type":"message_delta","delta":{"stop_reason":"tool_use"},"usage":{"output_tokens":1}}""",
            """{"type":"message_stop"}"""),
        WholeEnd = """{"id":"msg_3","type":"message","role":"assistant","model":"m","content":[{"type":"text","text":"Done."}],"stop_reason":"end_turn","usage":{"input_tokens":1,"output_tokens":1}}""",
        StreamedEnd = Events(
            """{"type":"message_start","message":{"id":"msg_3","type":"message","role":"assistant","model":"m","content":[],"usage":{"input_tokens":1,"output_tokens":1}}}""",
            """{"type":"content_block_start","index":0,"content_block":{"type":"text","text":""}}""",
            """{"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"Done."}}""",
            """{"type":"content_block_stop","index":0}""",
            """{"type":"message_delta","delta":{"stop_reason":"end_turn"},"usage":{"output_tokens":1}}""",
            """{"type":"message_stop"}"""),
        Replayed =
        [
            """{"type":"thinking","thinking":"Thought §.","signature":"EqoB§+/z=="}""",
            """{"type":"tool_use","id":"call_§","name":"next","input":{"n":§}}""",
        ],
        FindReplayed = body => Items(body, "messages", message => IsRole(message, "assistant") ? message.GetProperty("content").EnumerateArray() : []),
    };

    private static readonly ThinkingLoop s_responses = new()
    {
        Whole = """{"id":"resp_§","object":"response","model":"m","status":"completed","output":[{"type":"reasoning","id":"rs_§","summary":[{"type":"summary_text","text":"Thought §."}],"encrypted_content":"EqoB§+/z=="},{"type":"function_call","id":"fc_§","call_id":"call_§","name":"next","arguments":"{\"n\": §}","status":"completed"}]}""",
        Streamed = Events(
            """{"type":"response.created","response":{"id":"resp_§","object":"response","model":"m","status":"in_progress","output":[]}}""",
            """{"type":"response.output_item.added","output_index":0,"item":{"type":"reasoning","id":"rs_§","summary":[]}}""",
            """{"type":"response.reasoning_summary_text.delta","output_index":0,"item_id":"rs_§","summary_index":0,"delta":"Thought §."}""",
            """{"type":"response.output_item.done","output_index":0,"item":{"type":"reasoning","id":"rs_§","summary":[{"type":"summary_text","text":"Thought §."}],"encrypted_content":"EqoB§+/z=="}}""",
            """{"type":"response.output_item.added","output_index":1,"item":{"type":"function_call","id":"fc_§","call_id":"call_§","name":"next","arguments":"","status":"in_progress"}}""",
            """{"type":"response.function_call_arguments.delta","output_index":1,"item_id":"fc_§","delta":"{\"n\": §}"}""",
            """{"type":"response.output_item.done","output_index":1,"item":{"type":"function_call","id":"fc_§","call_id":"call_§","name":"next","arguments":"{\"n\": §}","status":"completed"}}""",
            """{"type":"response.completed","response":{"id":"resp_§","object":"response","model":"m","status":"completed","output":[]}}"""),
        WholeEnd = """{"id":"resp_3","object":"response","model":"m","status":"completed","output":[{"type":"message","id":"msg_3","role":"assistant","status":"completed","content":[{"type":"output_text","text":"Done.","annotations":[]}]}]}""",
        StreamedEnd = Events(
            """{"type":"response.created","response":{"id":"resp_3","object":"response","model":"m","status":"in_progress","output":[]}}""",
            """{"type":"response.output_item.added","output_index":0,"item":{"type":"message","id":"msg_3","role":"assistant","status":"in_progress","content":[]}}""",
            """{"type":"response.output_text.delta","output_index":0,"item_id":"msg_3","content_index":0,"delta":"Done."}""",
            """{"type":"response.output_item.done","output_index":0,"item":{"type":"message","id":"msg_3","role":"assistant","status":"completed","content":[{"type":"output_text","text":"Done.","annotations":[]}]}}""",
            """{"type":"response.completed","response":{"id":"resp_3","object":"response","model":"m","status":"completed","output":[]}}"""),
        Replayed =
        [
            """{"type":"reasoning","id":"rs_§","summary":[{"type":"summary_text","text":"Thought §."}],"encrypted_content":"EqoB§+/z=="}""",
            """{"type":"function_call","call_id":"call_§","name":"next","arguments":"{\"n\": §}","id":"fc_§"}""",
        ],
        FindReplayed = body => Items(body, "input", item => item.TryGetProperty("type", out var type) && type.GetString() is "reasoning" or "function_call" ? [item] : []),
    };

    private static readonly ThinkingLoop s_gemini = new()
    {
        Whole = """{"candidates":[{"content":{"role":"model","parts":[{"text":"Thought §.","thought":true},{"functionCall":{"id":"call_§","name":"next","args":{"n":§}},"thoughtSignature":"EqoB§+/z=="}]},"finishReason":"STOP"}],"modelVersion":"m","responseId":"r_§"}""",
        Streamed = Events(
            """{"candidates":[{"content":{"role":"model","parts":[{"text":"Thought §.","thought":true}]}}],"modelVersion":"m","responseId":"r_§"}""",
            """{"candidates":[{"content":{"role":"model","parts":[{"functionCall":{"id":"call_§","name":"next","args":{"n":§}},"thoughtSignature":"EqoB§+/z=="}]},"finishReason":"STOP"}],"modelVersion":"m","responseId":"r_§"}"""),
        WholeEnd = """{"candidates":[{"content":{"role":"model","parts":[{"text":"Done."}]},"finishReason":"STOP"}],"modelVersion":"m","responseId":"r_3"}""",
        StreamedEnd = Events("""{"candidates":[{"content":{"role":"model","parts":[{"text":"Done."}]},"finishReason":"STOP"}],"modelVersion":"m","responseId":"r_3"}"""),
        Replayed =
        [
            """{"text":"Thought §.","thought":true}""",
            """{"functionCall":{"id":"call_§","name":"next","args":{"n":§}},"thoughtSignature":"EqoB§+/z=="}""",
        ],
        FindReplayed = body => Items(body, "contents", content => IsRole(content, "model") ? content.GetProperty("parts").EnumerateArray() : []),
    };

    private static readonly ThinkingLoop s_chat = new()
    {
        Whole = """{"id":"c_§","model":"m","choices":[{"index":0,"message":{"role":"assistant","reasoning_content":"Thought §.","content":"","tool_calls":[{"id":"call_§","type":"function","function":{"name":"next","arguments":"{\"n\": §}"}}]},"finish_reason":"tool_calls"}]}""",
        Streamed = Events(
            """{"id":"c_§","model":"m","choices":[{"index":0,"delta":{"role":"assistant","reasoning_content":"Thought §."}}]}""",
            """{"id":"c_§","model":"m","choices":[{"index":0,"delta":{"tool_calls":[{"index":0,"id":"call_§","type":"function","function":{"name":"next","arguments":"{\"n\""}}]}}]}""",
            """{"id":"c_§","model":"m","choices":[{"index":0,"delta":{"tool_calls":[{"index":0,"function":{"arguments":": §}"}}]},"finish_reason":"tool_calls"}]}"""),
        WholeEnd = """{"id":"c_3","model":"m","choices":[{"index":0,"message":{"role":"assistant","content":"Done."},"finish_reason":"stop"}]}""",
        StreamedEnd = Events("""{"id":"c_3","model":"m","choices":[{"index":0,"delta":{"role":"assistant","content":"Done."},"finish_reason":"stop"}]}"""),
        Replayed =
        [
            "\"Thought §.\"",
            """{"id":"call_§","type":"function","function":{"name":"next","arguments":"{\"n\": §}"}}""",
        ],
        FindReplayed = body => Items(body, "messages", message => IsRole(message, "assistant") ? [message.GetProperty("reasoning_content"), .. message.GetProperty("tool_calls").EnumerateArray()] : []),
    };

    /// <summary>The hosts, each once whole and once streamed.</summary>
    public static TheoryData<string, bool> All { get; } = new MatrixTheoryData<string, bool>(["anthropic", "openai-responses", "gemini", "deepseek"], [false, true]);

    public required string Whole { get; init; }

    public required string Streamed { get; init; }

    public required string WholeEnd { get; init; }

    public required string StreamedEnd { get; init; }

    /// <summary>What of one turn goes back.</summary>
    public required IReadOnlyList<string> Replayed { get; init; }

    public required Func<JsonElement, IEnumerable<string>> FindReplayed { get; init; }

    /// <summary>A host that answers so.</summary>
    public static (ChatModel Model, ReplayHandler Handler) Ask(string host, bool isStreamed)
    {
        var loop = Of(host);
        var (turn, end) = isStreamed ? (loop.Streamed, loop.StreamedEnd) : (loop.Whole, loop.WholeEnd);
        var handler = new ReplayHandler(new ReplayResponse(At(turn, 1)), new ReplayResponse(At(turn, 2)), new ReplayResponse(end));
        return (ProviderRegistry.Default.Get(host).In().WithApiKey("k").WithHandler(handler).Chat("m"), handler);
    }

    /// <summary>A request carries the model's turns so far, in their order and as it wrote them.</summary>
    public static void ShouldCarryTurns(string host, CapturedRequest request, int turns)
    {
        var loop = Of(host);
        loop.FindReplayed(JsonElement.Parse(request.Body.Span))
            .ShouldBe(Enumerable.Range(1, turns).SelectMany(turn => loop.Replayed.Select(piece => At(piece, turn))));
    }

    private static ThinkingLoop Of(string host) => host switch
    {
        "anthropic" => s_anthropic,
        "openai-responses" => s_responses,
        "gemini" => s_gemini,
        _ => s_chat,
    };

    private static string At(string text, int turn) => text.Replace("§", $"{turn}", StringComparison.Ordinal);

    private static string Events(params string[] data) => string.Concat(data.Select(json => $"data: {json}\n\n"));

    private static bool IsRole(JsonElement message, string role) => message.TryGetProperty("role", out var value) && value.ValueEquals(role);

    private static IEnumerable<string> Items(JsonElement body, string list, Func<JsonElement, IEnumerable<JsonElement>> choose) =>
        body.GetProperty(list).EnumerateArray().SelectMany(choose).Select(item => item.GetRawText());
}
