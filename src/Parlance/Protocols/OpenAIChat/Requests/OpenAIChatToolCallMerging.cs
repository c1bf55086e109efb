using System.Text.Json;
using Microsoft.Extensions.AI;

namespace Parlance.Protocols.OpenAIChat;

/// <summary>
/// Calls that are made together stand in one message of this wire, and results must follow before anything else is said.
/// Other wires have an item for each call, which is a message each.
/// </summary>
internal static class OpenAIChatToolCallMerging
{
    /// <summary>The last of the messages whose calls belong to the message at an index; that index where there are none.</summary>
    public static int FindLast(IReadOnlyList<ChatMessage> messages, int index)
    {
        var last = index;
        while (last + 1 < messages.Count && IsContinuation(messages[last + 1], messages[index]))
        {
            last++;
        }

        return last;
    }

    /// <summary>Marks each assistant message of tool calls that followed another such message. The mark keeps the writer from merging the two.</summary>
    public static void KeepApart(List<ChatMessage> read)
    {
        for (var i = 1; i < read.Count; i++)
        {
            if (IsContinuation(read[i], read[i - 1]))
            {
                read[i].AdditionalProperties = Spelling.Note(read[i].AdditionalProperties, OpenAIChatSpelling.Wire, OpenAIChatSpelling.SeparateCalls);
            }
        }
    }

    private static bool IsContinuation(ChatMessage message, ChatMessage first) =>
        message.Role == ChatRole.Assistant
        && message.Contents.Count > 0
        && CountToolCalls(message) == message.Contents.Count
        && message.AuthorName == first.AuthorName
        && !message.IsPrefix
        && first.Role == ChatRole.Assistant
        && CountToolCalls(first) > 0
        && !Spelling.Has(message.AdditionalProperties, OpenAIChatSpelling.Wire, OpenAIChatSpelling.SeparateCalls)
        && WireExtras.Get(message.AdditionalProperties).ValueKind == JsonValueKind.Undefined;

    private static int CountToolCalls(ChatMessage message)
    {
        var count = 0;
        for (var i = 0; i < message.Contents.Count; i++)
        {
            count += message.Contents[i] is FunctionCallContent call && !OpenAIChatToolCallState.IsLegacyFunction(call) ? 1 : 0;
        }

        return count;
    }
}
