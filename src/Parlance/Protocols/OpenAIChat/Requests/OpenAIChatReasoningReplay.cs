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

    private static readonly ReplayTraits s_words = new() { IsState = static state => ReasoningDetails.TryParse(state).ValueKind == JsonValueKind.Array };
    private static readonly ReplayTraits s_details = s_words with { Reasoning = ReasoningReplay.OwnState };

    /// <summary>Words go where the host has a place for them, or where the caller had them; details that can be read go beside them.</summary>
    public static ReplayTraits TraitsFor(TextReasoningContent reasoning, ChatDialect dialect) => IsPart(reasoning, dialect)
        ? s_words with { IsState = static _ => false }
        : HasMember(reasoning, dialect) ? s_words : s_details;

    public static MessageMembers Classify(TextReasoningContent reasoning, Replay replay, ChatDialect dialect) =>
        replay.Fate == ReplayFate.LeaveOut ? replay.Reason is null ? MessageMembers.None : MessageMembers.LeftOut
        : IsPart(reasoning, dialect) ? MessageMembers.Content
        : HasMember(reasoning, dialect) && !string.IsNullOrEmpty(reasoning.Text) ? MessageMembers.Reasoning
        : MessageMembers.ReasoningState;

    public static void Write(in ClassifiedMessage said, RequestBodyWriter writer, ChatDialect dialect)
    {
        List<JsonElement>? details = null;
        for (var i = said.First(Reasoning); i >= 0; i = said.Next(Reasoning, i))
        {
            var reasoning = (TextReasoningContent)said.Message.Contents[i];
            var replay = Replay.Decide(reasoning, said.Message.Role, writer.Call, TraitsFor(reasoning, dialect));
            writer.Report(replay, reasoning, said.Field[i]);
            if (replay.Fate == ReplayFate.Keep && reasoning.ProtectedData is { Length: > 0 } state)
            {
                (details ??= []).AddRange(ReasoningDetails.TryParse(state).EnumerateArray());
            }
        }

        if (said.First(MessageMembers.Reasoning) is >= 0 and var first)
        {
            writer.Json.WriteString(MemberOf((TextReasoningContent)said.Message.Contents[first], dialect), said.Join(MessageMembers.Reasoning));
        }

        WriteDetails(writer, details ?? []);
    }

    /// <summary>True for reasoning that is a part of the content.</summary>
    private static bool IsPart(TextReasoningContent reasoning, ChatDialect dialect) =>
        reasoning.WireType == ChatWireNames.ThinkingPart
        || (dialect.ReplaysReasoningAsPart && reasoning.WireType is not (ChatWireNames.ReasoningContent or ChatWireNames.Reasoning) && !string.IsNullOrEmpty(reasoning.Text));

    /// <summary>True where there is a member for the words.</summary>
    private static bool HasMember(TextReasoningContent reasoning, ChatDialect dialect) =>
        reasoning.WireType is ChatWireNames.ReasoningContent or ChatWireNames.Reasoning || dialect.ReasoningReplayMember is not null;

    private static string MemberOf(TextReasoningContent reasoning, ChatDialect dialect) => reasoning.WireType switch
    {
        ChatWireNames.ReasoningContent => "reasoning_content",
        ChatWireNames.Reasoning => "reasoning",
        _ => dialect.ReasoningReplayMember!,
    };

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
