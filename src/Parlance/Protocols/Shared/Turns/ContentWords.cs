using System.Text;
using System.Text.Json;
using Microsoft.Extensions.AI;
using Parlance.Json;

namespace Parlance.Protocols;

/// <summary>
/// Content that is words in a form of its own, such as a search result or a file of text: a receiver that lacks the form
/// gets the words.
/// </summary>
internal static class ContentWords
{
    private static readonly string[] s_texts = ["title", "source", "text", "data", "snippet", "content", "document", "tool_name"];

    /// <summary>Puts such contents into words, in messages and in results of tools.</summary>
    public static void Say(ConversationDraft draft, TurnTraits traits)
    {
        Func<AIContent, bool> needsWords = content => NeedsWords(content, traits);
        for (var i = 0; i < draft.Count; i++)
        {
            if (!draft[i].HasAny(needsWords))
            {
                continue;
            }

            draft.SetContents(i, draft.ContentsOf(i).ConvertAll(placed => NeedsWords(placed.Content, traits) ? Put(draft, placed, traits) : placed));
        }
    }

    private static bool NeedsWords(AIContent content, TurnTraits traits) => content is FunctionResultContent result
        ? ToolResultText.PartsOf(result) is { } parts && NeedsWords(parts, traits)
        : FindWords(content, traits) is not null;

    private static bool NeedsWords(List<AIContent> parts, TurnTraits traits) => parts.Exists(part => FindWords(part, traits) is not null);

    private static PlacedContent Put(ConversationDraft draft, PlacedContent placed, TurnTraits traits)
    {
        draft.Call.Warn(ChatWarningKind.Coerced, placed.Field, "The receiver has no form for such content; its words were sent as text.");
        return placed.Content is not FunctionResultContent result
            ? placed with { Content = new TextContent(FindWords(placed.Content, traits)) }
            : placed with { Content = ToolResultMedia.With(result, ToolResultText.PartsOf(result)!.ConvertAll(part => FindWords(part, traits) is { } words ? new TextContent(words) : part)) };
    }

    /// <summary>The words of a content that the receiver lacks the form of, null for any other.</summary>
    private static string? FindWords(AIContent content, TurnTraits traits) => content switch
    {
        DataContent file when !traits.TakesTextFiles && file.HasTopLevelMediaType("text") => $"{(file.Name is { } name ? name + ":\n" : "")}{Encoding.UTF8.GetString(file.Data.Span)}",
        { Raw: { ValueKind: JsonValueKind.Object } raw } when content.GetType() == typeof(AIContent) && WholeContent.WireOf(content) != traits.Wire
            && content.WireType is "search_result" or "searchResult" or "document" or "tool_reference" => Read(raw),
        _ => null,
    };

    private static string? Read(JsonElement raw)
    {
        var words = new StringBuilder();
        Collect(raw, words);
        return words.Length == 0 ? null : words.ToString().TrimEnd();
    }

    private static void Collect(JsonElement value, StringBuilder words)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.String:
                words.Append(value.AsText()).Append('\n');
                break;
            case JsonValueKind.Array:
                foreach (var element in value.EnumerateArray())
                {
                    Collect(element, words);
                }

                break;
            case JsonValueKind.Object when value.Member("type"u8).AsText() is not ("base64" or "url" or "file" or "image"):
                foreach (var member in value.EnumerateObject())
                {
                    if (s_texts.Contains(member.Name))
                    {
                        Collect(member.Value, words);
                    }
                }

                break;
        }
    }
}
