using Microsoft.Extensions.AI;
using Parlance.Json;

namespace Parlance.Protocols;

/// <summary>What a content is called in messages that people read: by its wire's own word where it has one.</summary>
internal static class ContentKind
{
    public static string Of(AIContent content) => content.WireType ?? content.Raw.Member("type"u8).AsText() ?? content switch
    {
        DataContent data => data.MediaType,
        UriContent link => $"link to {link.MediaType}",
        HostedFileContent => "uploaded file",
        TextContent => "text",
        TextReasoningContent => "reasoning",
        FunctionCallContent => "tool call",
        FunctionResultContent => "tool result",
        ErrorContent => "error",
        UsageContent => "usage",
        _ => content.GetType().Name,
    };
}
