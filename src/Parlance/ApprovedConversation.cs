using Microsoft.Extensions.AI;

namespace Parlance;

/// <summary>
/// A conversation as it would be had no tool loop asked a person. <c>FunctionInvokingChatClient</c> puts its question in
/// the place of a call, and once it has the answer takes the message apart: the call and its result stand beside what
/// is left of it, under the same message id. The question and the answer stay in the conversation too.
/// </summary>
internal static class ApprovedConversation
{
    /// <summary>
    /// Leaves out questions and answers whose call has a result, which no wire knows and the model has no need of, and
    /// makes the messages whole again: providers want the thoughts and the call that they led to in one turn.
    /// </summary>
    /// <remarks>An open question stays, and the wire says that it cannot be sent.</remarks>
    public static IReadOnlyList<ChatMessage> Restore(IReadOnlyList<ChatMessage> messages) => Rejoin(LeaveOutSettled(messages));

    private static IReadOnlyList<ChatMessage> LeaveOutSettled(IReadOnlyList<ChatMessage> messages)
    {
        if (!messages.Any(message => message.Contents.Any(content => CallOf(content) is not null)))
        {
            return messages;
        }

        var answered = messages.SelectMany(message => message.Contents).OfType<FunctionResultContent>().Select(result => result.CallId).ToHashSet(StringComparer.Ordinal);
        bool IsSettled(AIContent content) => CallOf(content) is { } call && answered.Contains(call.CallId);
        return
        [
            .. messages
                .Where(message => message.Contents.Count == 0 || !message.Contents.All(IsSettled))
                .Select(message => message.Contents.Any(IsSettled) ? WithContents(message, message.Contents.Where(content => !IsSettled(content))) : message),
        ];
    }

    private static IReadOnlyList<ChatMessage> Rejoin(IReadOnlyList<ChatMessage> messages)
    {
        List<ChatMessage>? joined = null;
        for (var index = 1; index < messages.Count; index++)
        {
            var (last, next) = (joined?[^1] ?? messages[index - 1], messages[index]);
            if (ArePartsOfOne(last, next))
            {
                joined ??= [.. messages.Take(index)];
                joined[^1] = WithContents(last, last.Contents.Concat(next.Contents));
            }
            else
            {
                joined?.Add(next);
            }
        }

        return joined ?? messages;
    }

    private static bool ArePartsOfOne(ChatMessage first, ChatMessage second) =>
        second.MessageId is { } id && first.MessageId == id && first.Role == ChatRole.Assistant && second.Role == ChatRole.Assistant;

    private static FunctionCallContent? CallOf(AIContent content) => content switch
    {
        ToolApprovalRequestContent question => question.ToolCall as FunctionCallContent,
        ToolApprovalResponseContent answer => answer.ToolCall as FunctionCallContent,
        _ => null,
    };

    private static ChatMessage WithContents(ChatMessage message, IEnumerable<AIContent> contents)
    {
        var copy = message.Clone();
        copy.Contents = [.. contents];
        return copy;
    }
}
