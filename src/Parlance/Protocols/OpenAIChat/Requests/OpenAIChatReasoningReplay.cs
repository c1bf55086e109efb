using System.Text.Json;
using Microsoft.Extensions.AI;
using Parlance.Protocols.MessageShape;

namespace Parlance.Protocols.OpenAIChat;

/// <summary>
/// Earlier reasoning on its way back. Text goes where the host takes it or where the caller had it; signed and encrypted
/// details go to their issuer alone.
/// </summary>
internal static class OpenAIChatReasoningReplay
{
    private const MessageMembers Reasoning = MessageMembers.Reasoning | MessageMembers.ReasoningState;

    public static MessageMembers Classify(TextReasoningContent reasoning, ChatDialect dialect) => reasoning.WireType switch
    {
        ChatWireNames.ThinkingPart => MessageMembers.Content,
        ChatWireNames.ReasoningContent or ChatWireNames.Reasoning => MessageMembers.Reasoning,
        _ when string.IsNullOrEmpty(reasoning.Text) => MessageMembers.ReasoningState,
        _ when dialect.ReplaysReasoningAsPart => MessageMembers.Content,
        _ => dialect.ReasoningReplayMember is null ? MessageMembers.ReasoningState : MessageMembers.Reasoning,
    };

    public static void Write(in ClassifiedMessage said, RequestBodyWriter writer, ChatDialect dialect)
    {
        List<JsonElement>? details = null;
        for (var i = said.First(Reasoning); i >= 0; i = said.Next(Reasoning, i))
        {
            var reasoning = (TextReasoningContent)said.Message.Contents[i];
            if (reasoning.ProtectedData is null || !writer.Call.MayReplay(reasoning.Issuer) || !TryReadDetails(reasoning.ProtectedData, details ??= []))
            {
                Report(writer, reasoning, said.Field[i], isSaid: said[i] == MessageMembers.Reasoning);
            }
        }

        if (said.First(MessageMembers.Reasoning) is >= 0 and var first)
        {
            writer.Json.WriteString(MemberOf((TextReasoningContent)said.Message.Contents[first], dialect), said.Join(MessageMembers.Reasoning));
        }

        WriteDetails(writer, details ?? []);
    }

    private static string MemberOf(TextReasoningContent reasoning, ChatDialect dialect) => reasoning.WireType switch
    {
        ChatWireNames.ReasoningContent => "reasoning_content",
        ChatWireNames.Reasoning => "reasoning",
        _ => dialect.ReasoningReplayMember!,
    };

    private static void Report(RequestBodyWriter writer, TextReasoningContent reasoning, MessageField field, bool isSaid)
    {
        if (!isSaid && (reasoning.ProtectedData is not null || !string.IsNullOrEmpty(reasoning.Text)))
        {
            writer.LeaveOut(reasoning, field, "The host takes no reasoning back, or not another's; it was left out.");
        }
        else if (reasoning.ProtectedData is not null)
        {
            writer.LeaveOutState(reasoning, field);
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
