using Microsoft.Extensions.AI;
using Parlance.Json;

namespace Parlance.Protocols.CohereV2;

/// <summary>
/// Messages. Reasoning about tools is the message's plan, other reasoning is a part of the content beside the text.
/// </summary>
internal sealed class CohereV2MessageWriter(RequestBodyWriter writer, CohereV2Dialect dialect) : MessageWriter(writer, CohereV2Protocol.Names)
{
    /// <summary>The wire type of reasoning that stood among the parts of the content.</summary>
    public const string ThinkingPart = $"{CohereV2Protocol.WireName}:thinking";

    /// <summary>The wire type of reasoning that stood in the message's plan, be there calls or not.</summary>
    private const string Plan = $"{CohereV2Protocol.WireName}:tool_plan";

    protected override bool IsReasoningMember(TextReasoningContent reasoning, ChatMessage message) =>
        reasoning.WireType == Plan || (reasoning.WireType != ThinkingPart && message.Contents.Any(content => content is FunctionCallContent));

    protected override bool HasPart(AIContent content) => content is TextContent or TextReasoningContent || (dialect.AcceptsImages && MediaAddress.Find(content, "image") is not null);

    protected override void WritePart(AIContent content, FieldPath field)
    {
        var json = Writer.Json;
        switch (content)
        {
            case TextContent text:
                json.WriteString("type"u8, "text"u8);
                json.WriteString("text"u8, text.Text);
                break;
            case TextReasoningContent reasoning:
                json.WriteString("type"u8, "thinking"u8);
                json.WriteString("thinking"u8, reasoning.Text);
                ReportState(reasoning, field);
                break;
            default:
                json.WriteString("type"u8, "image_url"u8);
                var image = Writer.BeginObject("image_url"u8);
                json.WriteString("url"u8, MediaAddress.Find(content, "image"));
                json.WriteOptional("detail"u8, content.Detail);
                Writer.EndNested(image, WireExtras.Get(content.AdditionalProperties), "image_url"u8);
                break;
        }
    }
}
