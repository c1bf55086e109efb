using Microsoft.Extensions.AI;

namespace Parlance.Protocols;

/// <summary>Questions about the contents of a message, asked of every message of every request: none of them makes an enumerator.</summary>
internal static class MessageContents
{
    /// <summary>True where a content meets a test.</summary>
    public static bool HasAny(this ChatMessage message, Func<AIContent, bool> test)
    {
        var contents = message.Contents;
        for (var i = 0; i < contents.Count; i++)
        {
            if (test(contents[i]))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>True where a content is of a type.</summary>
    public static bool HasAny<T>(this ChatMessage message)
        where T : AIContent => message.HasAny(static content => content is T);
}
