using Microsoft.Extensions.AI;

namespace Parlance.Protocols;

/// <summary>
/// A conversation as those wires see it that have one system prompt in front of everything and two sides behind it: which
/// messages go into the prompt, and which of the others are one turn.
/// </summary>
internal static class Turns
{
    private static readonly ChatRole s_developer = new("developer");

    public static bool IsSystem(ChatMessage message) => message.Role == ChatRole.System || message.Role == s_developer;

    /// <summary>Finds the messages of the system prompt, by their indices, and reports those that did not stand in front.</summary>
    public static List<int> FindSystem(RequestBodyWriter writer, Func<ChatMessage, bool> isSystem)
    {
        var found = new List<int>();
        var messages = writer.Call.Messages;
        for (var index = 0; index < messages.Count; index++)
        {
            if (!isSystem(messages[index]))
            {
                continue;
            }

            if (found.Count < index)
            {
                writer.Coerced(new MessageField(index), "The wire has one system prompt, in front of the conversation; the message was moved there.");
            }

            found.Add(index);
        }

        return found;
    }

    /// <summary>The last message of the turn that begins at one: tools' results that follow each other are one turn.</summary>
    public static int FindLast(IReadOnlyList<ChatMessage> messages, int first)
    {
        var last = first;
        while (messages[first].Role == ChatRole.Tool && last + 1 < messages.Count && messages[last + 1].Role == ChatRole.Tool)
        {
            last++;
        }

        return last;
    }

    /// <summary>Reports the names of those who speak in a turn, on a wire that has none.</summary>
    public static void ReportNames(RequestBodyWriter writer, int first, int last)
    {
        for (var index = first; index <= last; index++)
        {
            if (writer.Call.Messages[index].AuthorName is not null)
            {
                writer.Unsupported($"{new MessageField(index)}.AuthorName", "The wire has no names on messages; it was left out.");
            }
        }
    }
}
