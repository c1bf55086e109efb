using System.Text.Json;
using Microsoft.Extensions.AI;

namespace Parlance.Protocols;

/// <summary>The tools that a conversation called, declared anew for a receiver that wants to be told of them.</summary>
internal static class EarlierTools
{
    private static readonly JsonElement s_anything = JsonElement.Parse("""{"type":"object","properties":{}}"""u8);

    /// <summary>The options with a declaration of each tool that was called; the same ones where functions are offered or none was called.</summary>
    public static ChatOptions Declare(ChatCall call, IReadOnlyList<ChatMessage> messages, ChatOptions options)
    {
        if (options.Tools?.Any(static tool => tool is AIFunctionDeclaration) == true)
        {
            return options;
        }

        var names = messages.SelectMany(static message => message.Contents).OfType<FunctionCallContent>().Select(static called => called.Name).Distinct(StringComparer.Ordinal).ToList();
        if (names.Count == 0)
        {
            return options;
        }

        call.Warn(ChatWarningKind.Coerced, "Tools", "The conversation holds calls, which the receiver takes beside their tools alone; the tools that were called were declared.");
        var declared = options.Clone();
        declared.Tools = [.. options.Tools ?? [], .. names.Select(static name => AIFunctionFactory.CreateDeclaration(name, "A tool that was called earlier in this conversation.", s_anything))];
        return declared;
    }
}
