using System.Text.Json;
using Microsoft.Extensions.AI;
using Parlance.Json;

namespace Parlance.Protocols.OpenAIResponses;

/// <summary>A run of texts and media as one message item.</summary>
internal static class OpenAIResponsesMessageWriter
{
    /// <summary>True for content kept whole that was a part, as opposed to an item: its reader knew, else its type tells.</summary>
    public static bool IsKeptPart(AIContent content) =>
        Bag.GetFlag(content.AdditionalProperties, OpenAIResponsesSpelling.ItemKey) is { } isItem ? !isItem : IsPartType(content.WireType);

    private static bool IsPartType(string? type) => type is not null
        && (type.StartsWith("input_", StringComparison.Ordinal) || type.StartsWith("output_", StringComparison.Ordinal)
            || type is "text" or "refusal" or "summary_text" or "reasoning_text" or "computer_screenshot" or "");

    public static void Write(ItemPlace place, List<AIContent> parts, bool isFirst)
    {
        var json = place.Writer.Json;
        var isAssistant = place.Message.Role == ChatRole.Assistant;
        var id = isAssistant && parts is [{ WireId: { } known } first, ..] && place.Writer.Call.MayReplay(first.Issuer) ? known : null;
        var start = place.Writer.BeginObject();
        if (id is not null)
        {
            json.WriteString("type"u8, "message"u8);
            json.WriteString("id"u8, id);
        }

        json.WriteString("role"u8, RoleOf(place.Message));
        json.WriteOptional("phase"u8, isAssistant && parts.Count > 0 ? OpenAIResponsesSpelling.PhaseOf(parts[0].WireType) : null);
        WriteContent(place, parts, isAssistant, hasId: id is not null);
        place.End(start, isFirst);
    }

    private static string RoleOf(ChatMessage message)
    {
        var role = message.Role;
        return role == ChatRole.System && message.WireRole == "developer" ? "developer"
            : role == ChatRole.Tool ? "user"
            : role.Value;
    }

    private static void WriteContent(ItemPlace place, List<AIContent> parts, bool isAssistant, bool hasId)
    {
        var json = place.Writer.Json;
        if (!hasId && parts is [TextContent { IsRefusal: false, CacheBreakpoint: null } text]
            && !place.Writer.IsSpelled(text.AdditionalProperties, Spelling.Parts)
            && !place.Writer.HasOwnExtras(text.AdditionalProperties))
        {
            place.Writer.ReportExtras(text.AdditionalProperties, place.FieldOf(place.Message.Contents.IndexOf(text)));
            json.WriteString("content"u8, text.Text);
            return;
        }

        json.WriteStartArray("content"u8);
        foreach (var part in parts)
        {
            OpenAIResponsesPartWriter.Write(place, part, place.Message.Contents.IndexOf(part), isAssistant);
        }

        json.WriteEndArray();
    }
}
