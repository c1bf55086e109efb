using System.Text.Json;
using Parlance.Json;

namespace Parlance.Protocols.BedrockConverse;

/// <summary>The wire's names of blocks that several places need, and how its blocks are known from those of other wires.</summary>
internal static class ConverseBlocks
{
    public const string RedactedContent = RedactedReasoning.Content;
    public const string CitationsContent = "citationsContent";
    public const string GuardContent = "guardContent";

    /// <summary>The member that names what a block is; false where it has several, or none that says something.</summary>
    public static bool TryGetOnlyMember(JsonElement block, out JsonProperty only)
    {
        only = default;
        var count = 0;
        foreach (var member in block.EnumerateObject())
        {
            if (member.Value.ValueKind != JsonValueKind.Null)
            {
                only = member;
                count++;
            }
        }

        return count == 1;
    }

    /// <summary>True for a block's JSON in this wire's shape: an object whose only member names what it is.</summary>
    public static bool IsBlock(JsonElement block) =>
        block.ValueKind == JsonValueKind.Object && block.GetPropertyCount() == 1 && block.EnumerateObject().First().Name is
            "text" or "image" or "document" or "video" or "audio" or "toolUse" or "toolResult" or "guardContent" or "cachePoint"
            or "reasoningContent" or "citationsContent" or "searchResult" or "json";

    /// <summary>True for a citation in this wire's own shape.</summary>
    public static bool IsCitation(JsonElement citation) =>
        citation.ValueKind == JsonValueKind.Object
        && citation.Member("type"u8).ValueKind == JsonValueKind.Undefined
        && (citation.TryGetMember("location"u8, out _) || citation.TryGetMember("sourceContent"u8, out _));
}
