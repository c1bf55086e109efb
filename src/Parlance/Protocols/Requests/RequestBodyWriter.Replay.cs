using Microsoft.Extensions.AI;

namespace Parlance.Protocols;

/// <summary>
/// Parts of earlier answers that do not go back. What somebody said and the model will not read is a loss; what only its
/// issuer could have read is none, and neither is reasoning that the host itself does not want back.
/// </summary>
public sealed partial class RequestBodyWriter
{
    /// <summary>Reports what the answer does not depend on: no policy makes it an error.</summary>
    /// <param name="field">What, such as <c>PromptCacheKey</c>.</param>
    /// <param name="message">What became of it.</param>
    public void Note(string field, string message) => Call.Warn(ChatWarningKind.Other, field, message);

    /// <summary>Reports reasoning that is left out.</summary>
    /// <param name="reasoning">The reasoning.</param>
    /// <param name="field">Where it stands.</param>
    /// <param name="reason">Why it is, as a sentence.</param>
    internal void LeaveOut(TextReasoningContent reasoning, MessageField field, string reason)
    {
        if (string.IsNullOrEmpty(reasoning.Text) || (reasoning.Issuer is { } issuer && issuer == Call.Recipient))
        {
            Note(field, reason);
        }
        else
        {
            Unsupported(field, reason);
        }
    }

    /// <summary>Reports a part of an earlier answer, other than reasoning, that is left out because another provider made it.</summary>
    internal void LeaveOut(AIContent content, MessageField field) =>
        Unsupported(field, $"What another provider's own '{content.WireType ?? content.GetType().Name}' did cannot be told to this one; it was left out.");

    /// <summary>Reports state that stays behind while the content that carries it is sent.</summary>
    internal void LeaveOutState(AIContent content, MessageField field) =>
        Note($"{field}.{(content is TextReasoningContent ? nameof(TextReasoningContent.ProtectedData) : "OpaqueState")}", $"Only {content.Issuer ?? "its issuer"} can read the state that stands here; it was left out.");
}
