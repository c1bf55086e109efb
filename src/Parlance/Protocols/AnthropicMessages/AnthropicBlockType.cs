using Parlance.Json;
using Parlance.Responses;

namespace Parlance.Protocols.AnthropicMessages;

/// <summary>The wire's block types by what they are in the response grammar.</summary>
internal static class AnthropicBlockType
{
    public const string Text = "text";
    public const string Thinking = "thinking";
    public const string RedactedThinking = RedactedReasoning.Thinking;
    public const string ToolUse = "tool_use";
    public const string ContainerUpload = "container_upload";

    /// <summary>The kind of a block. A type that is not known is opaque, so that it survives to be sent again.</summary>
    public static BlockKind GetKind(ReadOnlySpan<byte> type) =>
        type.SequenceEqual("text"u8) ? BlockKind.Text
        : type.SequenceEqual("tool_use"u8) ? BlockKind.ToolCall
        : type.SequenceEqual("thinking"u8) || type.SequenceEqual("redacted_thinking"u8) ? BlockKind.Reasoning
        : type.EndsWith("_tool_use"u8) ? BlockKind.ServerToolCall
        : type.EndsWith("_tool_result"u8) ? BlockKind.ServerToolResult
        : BlockKind.Opaque;

    /// <summary>The kind that a delta implies, for hosts that send one without having begun its block.</summary>
    public static BlockKind GetKindOfDelta(in AnthropicFrame frame) =>
        !frame.Text.IsMissing ? BlockKind.Text
        : !frame.Thinking.IsMissing || !frame.Signature.IsMissing ? BlockKind.Reasoning
        : BlockKind.Opaque;

    /// <summary>True for a block's JSON that this wire takes back: its <c>type</c> is one of this wire's.</summary>
    public static bool IsServerBlock(in JsonSlice block)
    {
        var type = block.Member("type"u8);
        return type.AsText() is { } name && IsServerType(name);
    }

    /// <summary>True for the type of a block that only the provider makes.</summary>
    public static bool IsServerType(string type) =>
        type.EndsWith("_tool_use", StringComparison.Ordinal)
        || type.EndsWith("_tool_result", StringComparison.Ordinal)
        || type is "compaction" or "fallback" or "tool_addition";

    /// <summary>Which blocks go back: those that hold no state to anybody, others to who made them.</summary>
    public static ReplayTraits Replay { get; } = new()
    {
        IsBlock = static (content, block, _) => block.Member("type"u8).AsText() is { } type && (IsStateless(type) || content.Issuer is not null || IsServerType(type)),
        IsStateless = static (content, block) => block.Member("type"u8).AsText() is { } type && IsStateless(type) && WholeContent.WireOf(content) is null or AnthropicMessagesProtocol.WireName,
    };

    /// <summary>True for a citation in this wire's own shape.</summary>
    public static bool IsCitation(string? type) =>
        type is "char_location" or "page_location" or "content_block_location" or "web_search_result_location" or "search_result_location";

    private static bool IsStateless(string type) => type is "search_result" or "document" or "image" or "tool_reference";
}
