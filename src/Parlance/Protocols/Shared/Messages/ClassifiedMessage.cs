using System.Text;
using Microsoft.Extensions.AI;

namespace Parlance.Protocols;

/// <summary>The members of a message that contents become.</summary>
[Flags]
internal enum MessageMembers : ushort
{
    /// <summary>None: the content is for the caller alone.</summary>
    None = 0,

    /// <summary>The member for readable reasoning.</summary>
    Reasoning = 1 << 0,

    /// <summary>None that could be read: of this reasoning nothing but its state goes back.</summary>
    ReasoningState = 1 << 1,

    /// <summary>The content, as its one text or among its parts.</summary>
    Content = 1 << 2,

    Refusal = 1 << 3,

    Sound = 1 << 4,

    Images = 1 << 5,

    /// <summary>The member that held a call before several could be made at once.</summary>
    LegacyToolCall = 1 << 6,

    ToolCalls = 1 << 7,

    /// <summary>A message of its own.</summary>
    Result = 1 << 8,

    /// <summary>None: the receiver could not read it, so that it is left out and reported.</summary>
    LeftOut = 1 << 9,
}

internal static class MessageMembersExtensions
{
    public static bool HasAny(this MessageMembers members, MessageMembers any) => (members & any) != MessageMembers.None;
}

/// <summary>A message and the member that each of its contents becomes: asked once, then written in the order of the wire.</summary>
internal readonly ref struct ClassifiedMessage(ChatMessage message, int index, ReadOnlySpan<MessageMembers> members, MessageMembers all)
{
    private readonly ReadOnlySpan<MessageMembers> _members = members;

    public ChatMessage Message => message;

    /// <summary>Which message of the conversation it is.</summary>
    public int Index => index;

    public FieldPath Field => FieldPath.OfMessage(index);

    /// <summary>The member that a content becomes.</summary>
    public MessageMembers this[int content] => _members[content];

    /// <summary>True where a content becomes one of these members.</summary>
    public bool Has(MessageMembers any) => all.HasAny(any);

    /// <summary>The index of the first content that becomes one of these members, -1 where there is none.</summary>
    public int First(MessageMembers any) => Has(any) ? Next(any, -1) : -1;

    /// <summary>The index of the next content that becomes one of these members, -1 where there is none.</summary>
    public int Next(MessageMembers any, int after)
    {
        for (var i = after + 1; i < _members.Length; i++)
        {
            if (_members[i].HasAny(any))
            {
                return i;
            }
        }

        return -1;
    }

    /// <summary>How many contents become one of these members.</summary>
    public int Count(MessageMembers any)
    {
        var count = 0;
        for (var i = First(any); i >= 0; i = Next(any, i))
        {
            count++;
        }

        return count;
    }

    /// <summary>The texts that become a member, as one.</summary>
    public string Join(MessageMembers member)
    {
        var first = First(member);
        if (first < 0 || Next(member, first) < 0)
        {
            return first < 0 ? "" : TextOf(first);
        }

        var joined = new StringBuilder();
        for (var i = first; i >= 0; i = Next(member, i))
        {
            joined.Append(TextOf(i));
        }

        return joined.ToString();
    }

    private string TextOf(int content) => message.Contents[content] switch
    {
        TextContent text => text.Text,
        TextReasoningContent reasoning => reasoning.Text,
        _ => "",
    };
}
