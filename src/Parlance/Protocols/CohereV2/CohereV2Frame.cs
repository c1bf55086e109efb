using System.Text.Json;
using Parlance.Json;

namespace Parlance.Protocols.CohereV2;

/// <summary>What one event says in its <c>delta</c>, or a whole answer in itself, and in the <c>message</c> there.</summary>
internal readonly ref struct CohereV2Frame
{
    private CohereV2Frame(JsonSlice body)
    {
        var answer = body.Member("delta"u8).Or(body);
        var message = answer.Member("message"u8);
        Type = body.Member("type"u8);
        Id = body.Member("id"u8);
        Error = answer.Member("error"u8).Or(body.Member("error"u8));
        FinishReason = answer.Member("finish_reason"u8);
        Usage = answer.Member("usage"u8);
        LogProbs = answer.Member("logprobs"u8).Or(body.Member("logprobs"u8));
        Message = message;
        Content = message.Member("content"u8);
        ToolPlan = message.Member("tool_plan"u8);
        ToolCalls = message.Member("tool_calls"u8);
        Citations = message.Member("citations"u8);
    }

    public JsonSlice Type { get; }

    public JsonSlice Id { get; }

    public JsonSlice Error { get; }

    public JsonSlice FinishReason { get; }

    public JsonSlice Usage { get; }

    public JsonSlice LogProbs { get; }

    /// <summary>The answer's message, or the text of an error.</summary>
    public JsonSlice Message { get; }

    public JsonSlice Content { get; }

    public JsonSlice ToolPlan { get; }

    public JsonSlice ToolCalls { get; }

    public JsonSlice Citations { get; }

    public static CohereV2Frame Read(ReadOnlySpan<byte> data)
    {
        var body = JsonSlice.Parse(data);
        return body.IsObject ? new CohereV2Frame(body) : throw new JsonException("A frame is a JSON object.");
    }
}
