using Microsoft.Extensions.AI;

namespace Parlance.Protocols;

/// <summary>Parts of earlier answers that do not go back, or not with all that they hold.</summary>
public sealed partial class RequestBodyWriter
{
    /// <summary>Reports what the answer does not depend on: no policy makes it an error.</summary>
    /// <param name="field">What, such as <c>PromptCacheKey</c>.</param>
    /// <param name="message">What became of it.</param>
    public void Note(FieldPath field, string message) => Call.Warn(ChatWarningKind.Other, field, message);

    /// <summary>Reports what becomes of a content, where it is not sent whole.</summary>
    internal void Report(Replay replay, AIContent content, FieldPath field)
    {
        if (replay.Fate == ReplayFate.KeepWords)
        {
            LeaveOutState(content, field);
        }
        else if (replay.Reason is { } reason)
        {
            Call.Warn(replay.Kind, field, reason);
        }
    }

    /// <summary>Reports state that stays behind while the content that carries it is sent.</summary>
    internal void LeaveOutState(AIContent content, FieldPath field) =>
        Note(field.Of(content is TextReasoningContent ? nameof(TextReasoningContent.ProtectedData) : "OpaqueState"), $"Only {content.Issuer ?? "its issuer"} can read the state that stands here; it was left out.");
}
