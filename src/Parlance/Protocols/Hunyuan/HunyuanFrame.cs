using System.Text.Json;
using Parlance.Json;

namespace Parlance.Protocols.Hunyuan;

/// <summary>What one event, or a whole answer, says. An answer may stand under <c>Response</c>.</summary>
internal readonly ref struct HunyuanFrame
{
    private HunyuanFrame(JsonSlice frame)
    {
        var body = frame.Member("Response"u8).Or(frame);
        var choice = body.Member("Choices"u8).First();
        var message = choice.Member("Message"u8).Or(choice.Member("Delta"u8));
        Body = body;
        Choice = choice;
        Error = body.Member("Error"u8).Or(body.Member("ErrorMsg"u8));
        Id = body.Member("Id"u8);
        Created = body.Member("Created"u8);
        Usage = body.Member("Usage"u8);
        Content = message.Member("Content"u8);
        Reasoning = message.Member("ReasoningContent"u8);
        ToolCalls = message.Member("ToolCalls"u8);
        FinishReason = choice.Member("FinishReason"u8);
    }

    /// <summary>The object that the choices stand in.</summary>
    public JsonSlice Body { get; }

    /// <summary>The first choice.</summary>
    public JsonSlice Choice { get; }

    public JsonSlice Error { get; }

    public JsonSlice Id { get; }

    public JsonSlice Created { get; }

    public JsonSlice Usage { get; }

    public JsonSlice Content { get; }

    public JsonSlice Reasoning { get; }

    public JsonSlice ToolCalls { get; }

    /// <summary>Empty while the model writes.</summary>
    public JsonSlice FinishReason { get; }

    public static HunyuanFrame Read(ReadOnlySpan<byte> data)
    {
        var frame = JsonSlice.Parse(data);
        return frame.IsObject ? new HunyuanFrame(frame) : throw new JsonException("A frame is a JSON object.");
    }
}
