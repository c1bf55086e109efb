using System.Text.Json;
using Microsoft.Extensions.AI;

namespace Parlance.Protocols.OpenAIChat;

/// <summary>
/// Earlier reasoning on its way back. Text goes where the host takes it or where the caller had it; signed and encrypted
/// details go to their issuer alone.
/// </summary>
internal static class OpenAIChatReasoningReplay
{
    private const MessageMembers Reasoning = MessageMembers.Reasoning | MessageMembers.ReasoningState;

    private static readonly ReplayTraits s_words = new() { IsState = static state => OpenAIChatDetails.TryParse(state).ValueKind == JsonValueKind.Array };
    private static readonly ReplayTraits s_parts = s_words with { IsState = static _ => false };
    private static readonly ReplayTraits s_details = s_words with { Reasoning = ReasoningReplay.OwnState };

    /// <summary>Words go where the host has a place for them, or where the caller had them; details that can be read go beside them.</summary>
    public static ReplayTraits TraitsFor(TextReasoningContent reasoning, ChatCall call, OpenAIChatDialect dialect) => IsPart(reasoning, call, dialect)
        ? s_parts
        : HasMember(reasoning, call, dialect) ? s_words : s_details;

    public static MessageMembers Classify(TextReasoningContent reasoning, Replay replay, ChatCall call, OpenAIChatDialect dialect) =>
        replay.Fate == ReplayFate.LeaveOut ? replay.Reason is null ? MessageMembers.None : MessageMembers.LeftOut
        : IsPart(reasoning, call, dialect) ? MessageMembers.Content
        : HasMember(reasoning, call, dialect) && !string.IsNullOrEmpty(reasoning.Text) ? MessageMembers.Reasoning
        : MessageMembers.ReasoningState;

    public static void Write(in ClassifiedMessage said, RequestBodyWriter writer, OpenAIChatDialect dialect)
    {
        List<JsonElement>? details = null;
        for (var i = said.First(Reasoning); i >= 0; i = said.Next(Reasoning, i))
        {
            var reasoning = (TextReasoningContent)said.Message.Contents[i];
            var replay = Replay.Decide(reasoning, said.Message.Role, writer.Call, TraitsFor(reasoning, writer.Call, dialect));
            writer.Report(replay, reasoning, said.Field[i]);
            if (replay.Fate == ReplayFate.Keep && reasoning.ProtectedData is { Length: > 0 } state)
            {
                (details ??= []).AddRange(OpenAIChatDetails.TryParse(state).EnumerateArray());
            }
        }

        if (said.First(MessageMembers.Reasoning) is >= 0 and var first)
        {
            writer.Json.WriteString(MemberOf((TextReasoningContent)said.Message.Contents[first], writer.Call, dialect), said.Join(MessageMembers.Reasoning));
        }
        else if (dialect is { ReasoningStandIn: { } blank, ReasoningReplayMember: { } member } && said.Has(MessageMembers.ToolCalls) && (writer.Call.Inbound is null || !writer.Call.IsOwnOf(OpenAIChatSpelling.Wire)))
        {
            writer.Json.WriteString(member, blank);
        }

        if (details is not null)
        {
            WriteDetails(writer, details);
        }
    }

    /// <summary>True for reasoning that is a part of the content.</summary>
    private static bool IsPart(TextReasoningContent reasoning, ChatCall call, OpenAIChatDialect dialect) =>
        dialect.ReplaysReasoningAsPart ? SpellingOf(reasoning, call, dialect) is not (OpenAIChatSpelling.ReasoningContent or OpenAIChatSpelling.Reasoning) && !string.IsNullOrEmpty(reasoning.Text)
        : SpellingOf(reasoning, call, dialect) == OpenAIChatSpelling.ThinkingPart;

    /// <summary>True where there is a member for the words.</summary>
    private static bool HasMember(TextReasoningContent reasoning, ChatCall call, OpenAIChatDialect dialect) =>
        SpellingOf(reasoning, call, dialect) is OpenAIChatSpelling.ReasoningContent or OpenAIChatSpelling.Reasoning || dialect.ReasoningReplayMember is not null;

    private static string MemberOf(TextReasoningContent reasoning, ChatCall call, OpenAIChatDialect dialect) => SpellingOf(reasoning, call, dialect) switch
    {
        OpenAIChatSpelling.ReasoningContent => "reasoning_content",
        OpenAIChatSpelling.Reasoning => "reasoning",
        _ => dialect.ReasoningReplayMember!,
    };

    /// <summary>How the host's own client spelled it; hosts refuse each other's spellings, so what came for another host has the dialect's.</summary>
    private static string? SpellingOf(TextReasoningContent reasoning, ChatCall call, OpenAIChatDialect dialect) =>
        call.IsOwnOf(OpenAIChatSpelling.Wire) && (reasoning.WireType == OpenAIChatSpelling.ThinkingPart || dialect.KnownMembers.IsEmpty || dialect.ReasoningReplayMember is not null) ? reasoning.WireType : null;

    private static void WriteDetails(RequestBodyWriter writer, List<JsonElement> details)
    {
        writer.Json.WriteStartArray("reasoning_details"u8);
        foreach (var detail in details)
        {
            writer.WriteRaw(detail);
        }

        writer.Json.WriteEndArray();
    }
}
