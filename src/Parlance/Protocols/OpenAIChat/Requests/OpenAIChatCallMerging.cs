using System.Text.Json;
using Microsoft.Extensions.AI;

namespace Parlance.Protocols.OpenAIChat;

/// <summary>
/// Calls that are made together stand in one message of this wire, and results must follow before anything else is said.
/// Other wires have an item for each call, which is a message each.
/// </summary>
internal static class OpenAIChatCallMerging
{
    /// <summary>The last of the messages whose calls belong to the message at an index; that index where there are none.</summary>
    public static int FindLast(IReadOnlyList<ChatMessage> messages, int index)
    {
        var last = index;
        while (HasCalls(messages[index]) && last + 1 < messages.Count && IsContinuation(messages[last + 1], messages[index]))
        {
            last++;
        }

        return last;
    }

    /// <summary>Notes of the message that was read last that it stood by itself, so that it does so when it is written again.</summary>
    public static void KeepApart(List<ChatMessage> read)
    {
        if (read.Count > 1 && HasCalls(read[^2]) && IsContinuation(read[^1], read[^2]))
        {
            read[^1].AdditionalProperties = Spelling.Note(read[^1].AdditionalProperties, ChatWireNames.Wire, ChatWireNames.SeparateCalls);
        }
    }

    private static bool HasCalls(ChatMessage message) => message.Role == ChatRole.Assistant && message.Contents.Any(IsCall);

    private static bool IsContinuation(ChatMessage message, ChatMessage first) =>
        message.Role == ChatRole.Assistant
        && message.Contents.Count > 0
        && message.Contents.All(IsCall)
        && message.AuthorName == first.AuthorName
        && !message.IsPrefix
        && !Spelling.Has(message.AdditionalProperties, ChatWireNames.Wire, ChatWireNames.SeparateCalls)
        && WireExtras.Get(message.AdditionalProperties).ValueKind == JsonValueKind.Undefined;

    private static bool IsCall(AIContent content) => content is FunctionCallContent call && !ToolCallState.IsLegacyFunction(call.OpaqueState);
}
