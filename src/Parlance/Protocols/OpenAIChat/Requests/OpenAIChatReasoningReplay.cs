using System.Text.Json;
using Microsoft.Extensions.AI;

namespace Parlance.Protocols.OpenAIChat;

/// <summary>
/// Earlier reasoning on its way back. Text goes where the host takes it or where the caller had it; signed and encrypted
/// details go to their issuer alone.
/// </summary>
internal static class OpenAIChatReasoningReplay
{
    /// <summary>True for reasoning that is written among the parts of the content.</summary>
    public static bool IsPart(MessagePlace place, TextReasoningContent reasoning) =>
        reasoning.WireType == ChatWireNames.ThinkingPart
        || (place.Dialect.ReplaysReasoningAsPart && reasoning.WireType is not (ChatWireNames.Reasoning or ChatWireNames.ReasoningContent)
            && !string.IsNullOrEmpty(reasoning.Text));

    public static void Write(MessagePlace place)
    {
        string? member = null;
        var text = "";
        List<JsonElement>? details = null;
        var contents = place.Message.Contents;
        for (var i = 0; i < contents.Count; i++)
        {
            if (contents[i] is not TextReasoningContent reasoning || IsPart(place, reasoning))
            {
                continue;
            }

            var spelling = reasoning.WireType switch
            {
                ChatWireNames.ReasoningContent => "reasoning_content",
                ChatWireNames.Reasoning => "reasoning",
                _ => string.IsNullOrEmpty(reasoning.Text) ? null : place.Dialect.ReasoningReplayMember,
            };
            if (spelling is not null)
            {
                member ??= spelling;
                text += reasoning.Text;
            }

            var hasDetails = reasoning.ProtectedData is not null && place.Writer.Call.MayReplay(reasoning.Issuer) && TryReadDetails(reasoning.ProtectedData, details ??= []);
            if (!hasDetails)
            {
                Report(place, reasoning, i, isSaid: spelling is not null);
            }
        }

        if (member is not null)
        {
            place.Writer.Json.WriteString(member, text);
        }

        WriteDetails(place.Writer, details ?? []);
    }

    private static void Report(MessagePlace place, TextReasoningContent reasoning, int index, bool isSaid)
    {
        if (!isSaid && (reasoning.ProtectedData is not null || !string.IsNullOrEmpty(reasoning.Text)))
        {
            place.Writer.LeaveOut(reasoning, place.FieldOf(index), "The host takes no reasoning back, or not another's; it was left out.");
        }
        else if (reasoning.ProtectedData is not null)
        {
            place.Writer.LeaveOutState(reasoning, place.FieldOf(index));
        }
    }

    private static bool TryReadDetails(string state, List<JsonElement> details)
    {
        var array = ReasoningDetails.TryParse(state);
        if (array.ValueKind != JsonValueKind.Array)
        {
            return false;
        }

        details.AddRange(array.EnumerateArray());
        return true;
    }

    private static void WriteDetails(RequestBodyWriter writer, List<JsonElement> details)
    {
        if (details.Count == 0)
        {
            return;
        }

        writer.Json.WriteStartArray("reasoning_details"u8);
        foreach (var detail in details)
        {
            writer.WriteRaw(detail);
        }

        writer.Json.WriteEndArray();
    }
}
