using System.Text;
using Microsoft.Extensions.AI;
using Parlance.Json;

namespace Parlance.Protocols;

/// <summary>A conversation as one message of the user, for a receiver that continues one text and knows no roles.</summary>
internal static class Transcript
{
    /// <summary>Puts a conversation into one message.</summary>
    /// <param name="call">The call.</param>
    /// <param name="hasSystem">True where instructions in front have a place of their own.</param>
    /// <returns>The same call where it is one message of the user already.</returns>
    public static ChatCall Shape(ChatCall call, bool hasSystem)
    {
        var first = 0;
        while (hasSystem && first < call.Messages.Count && ConversationShaper.IsInstruction(call.Messages[first]))
        {
            first++;
        }

        if (first == call.Messages.Count - 1 && call.Messages[first].Role == ChatRole.User || call.Messages.Count == 0)
        {
            return call;
        }

        call.Warn(ChatWarningKind.Coerced, "Messages", "The wire continues one text and knows no roles; the conversation was written as one, with the name of who speaks in front of each message.");
        var draft = new ConversationDraft(call);
        var text = new StringBuilder();
        var media = new List<PlacedContent>();
        for (var i = first; i < draft.Count; i++)
        {
            Append(text, draft[i], i, media);
        }

        text.Append(NameOf(ChatRole.Assistant)).Append(':');
        draft.Insert(first, ChatRole.User, default, [new PlacedContent(new TextContent(text.ToString()), default), .. media]);
        while (draft.Count > first + 1)
        {
            draft.RemoveAt(first + 1);
        }

        return draft.Finish();
    }

    private static void Append(StringBuilder text, ChatMessage message, int index, List<PlacedContent> media)
    {
        text.Append(NameOf(message.Role)).Append(": ");
        for (var j = 0; j < message.Contents.Count; j++)
        {
            switch (message.Contents[j])
            {
                case TextContent said:
                    text.Append(said.Text);
                    break;
                case FunctionCallContent call:
                    text.Append(System.Globalization.CultureInfo.InvariantCulture, $"[calls {call.Name} with {ToolCallArguments.ToJson(call)}]");
                    break;
                case FunctionResultContent result:
                    text.Append(ToolResultText.Of(result));
                    break;
                case TextReasoningContent or UsageContent or ErrorContent:
                    break;
                case var other:
                    media.Add(new PlacedContent(other, FieldPath.OfMessage(index)[j]));
                    break;
            }
        }

        text.Append("\n\n");
    }

    private static string NameOf(ChatRole role) =>
        role == ChatRole.Assistant ? "Assistant"
        : role == ChatRole.Tool ? "Tool"
        : ConversationShaper.IsInstruction(new ChatMessage { Role = role }) ? "System"
        : "User";
}
