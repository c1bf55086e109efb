using Microsoft.Extensions.AI;

namespace Parlance;

/// <summary>What <see cref="ChatMessage"/> lacks. Every property lives in the message's own bag.</summary>
public static class ChatMessageExtensions
{
    private const string PrefixKey = "parlance.prefix";
    private const string RoleKey = "parlance.role";

    extension(ChatMessage message)
    {
        /// <summary>
        /// On a last message of the assistant: the model continues this text instead of answering anew. Key
        /// <c>parlance.prefix</c>.
        /// </summary>
        public bool IsPrefix
        {
            get => Bag.GetFlag(message.AdditionalProperties, PrefixKey) == true;
            set => message.AdditionalProperties = Bag.Set(message.AdditionalProperties, PrefixKey, value ? true : null);
        }

        /// <summary>The message's role in its wire's own word, where several roles of the wire are one in .NET; else null.</summary>
        internal string? WireRole
        {
            get => Bag.GetText(message.AdditionalProperties, RoleKey);
            set => message.AdditionalProperties = Bag.Set(message.AdditionalProperties, RoleKey, value);
        }
    }
}
