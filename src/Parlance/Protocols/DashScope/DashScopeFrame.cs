using System.Text.Json;
using Parlance.Json;

namespace Parlance.Protocols.DashScope;

/// <summary>What one event, or a whole answer, says.</summary>
internal readonly ref struct DashScopeFrame
{
    private DashScopeFrame(JsonSlice body)
    {
        var output = body.Member("output"u8);
        // The older result format says in the output itself what the newer one says in the first choice and its message.
        var choice = output.Member("choices"u8).First().Or(output);
        var message = choice.Member("message"u8).Or(choice);
        HasOutput = output.IsObject;
        RequestId = body.Member("request_id"u8);
        Code = body.Member("code"u8);
        Usage = body.Member("usage"u8);
        Text = message.Member("content"u8).Or(output.Member("text"u8));
        Reasoning = message.Member("reasoning_content"u8);
        ToolCalls = message.Member("tool_calls"u8);
        FinishReason = ReadFinishReason(choice).Or(ReadFinishReason(output));
        LogProbs = choice.Member("logprobs"u8);
        SearchInfo = output.Member("search_info"u8);
    }

    public bool HasOutput { get; }

    public JsonSlice RequestId { get; }

    public JsonSlice Code { get; }

    public JsonSlice Usage { get; }

    public JsonSlice Text { get; }

    public JsonSlice Reasoning { get; }

    public JsonSlice ToolCalls { get; }

    /// <summary>Missing while the model writes.</summary>
    public JsonSlice FinishReason { get; }

    public JsonSlice LogProbs { get; }

    public JsonSlice SearchInfo { get; }

    public static DashScopeFrame Read(ReadOnlySpan<byte> data)
    {
        var body = JsonSlice.Parse(data);
        return body.IsObject ? new DashScopeFrame(body) : throw new JsonException("A frame is a JSON object.");
    }

    /// <summary>While the model writes, the reason is the text <c>"null"</c>.</summary>
    private static JsonSlice ReadFinishReason(JsonSlice source)
    {
        var reason = source.Member("finish_reason"u8);
        return reason.Bytes.SequenceEqual("null"u8) ? default : reason;
    }
}
