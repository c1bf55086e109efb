using Microsoft.Extensions.AI;

namespace Parlance.Testing;

/// <summary>What of a conversation the simulated model answers to.</summary>
internal static class PromptText
{
    /// <summary>The user's last message; empty where there is none.</summary>
    public static ChatMessage LastOfUser(IReadOnlyList<ChatMessage> messages) =>
        messages.LastOrDefault(message => message.Role == ChatRole.User && message.Contents.Any(content => content is not FunctionResultContent))
        ?? new ChatMessage(ChatRole.User, "");

    /// <summary>The tool results after the last answer of the model: what it has to go on with.</summary>
    public static IReadOnlyList<FunctionResultContent> PendingResults(IReadOnlyList<ChatMessage> messages)
    {
        var results = new List<FunctionResultContent>();
        for (var index = messages.Count - 1; index >= 0 && messages[index].Role != ChatRole.Assistant; index--)
        {
            results.InsertRange(0, messages[index].Contents.OfType<FunctionResultContent>());
        }

        return results;
    }

    /// <summary>A tool's result as text.</summary>
    public static string Describe(FunctionResultContent result) => result.Result switch
    {
        null => result.Exception?.Message ?? "",
        string text => text,
        System.Text.Json.JsonElement json => Parlance.Json.JsonElementExtensions.AsText(json) ?? json.GetRawText(),
        AIContent content => content.ToString() ?? "",
        IEnumerable<AIContent> contents => string.Concat(contents),
        IFormattable value => value.ToString(null, System.Globalization.CultureInfo.InvariantCulture),
        var other => other.ToString() ?? "",
    };
}
