using Microsoft.Extensions.AI;

namespace Parlance.Protocols;

/// <summary>A conversation that a host keeps, and that a request continues by naming it.</summary>
internal static class StoredConversation
{
    private const string Conversation = "conv_";
    private const string Response = "resp_";

    /// <summary>True for the id of a conversation; false for that of a response to continue from.</summary>
    public static bool IsConversation(string id) => id.StartsWith(Conversation, StringComparison.Ordinal);

    /// <summary>
    /// Why a receiver that does not know the conversation cannot answer: a request that holds no earlier answer is only the
    /// end of what was said. Null where the request holds the conversation itself.
    /// </summary>
    public static string? FindRefusal(ChatCall call)
    {
        var id = call.Options.ConversationId!;
        var isStored = call.Inbound is not null || IsConversation(id) || id.StartsWith(Response, StringComparison.Ordinal);
        return isStored && !call.Messages.Any(static message => message.Role == ChatRole.Assistant)
            ? "What was said before is kept by the host that made this id, and the receiver cannot read it. Send the whole conversation instead."
            : null;
    }
}
