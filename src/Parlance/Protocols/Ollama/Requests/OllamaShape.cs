using Microsoft.Extensions.AI;

namespace Parlance.Protocols.Ollama;

/// <summary>
/// Where an object that was read from this wire differs in form, not in meaning, from what the writer makes of the same
/// content. The wire lets clients leave out ids, names and more; noting that keeps a request the same when it is
/// written again, and says nothing to any other wire. Key <c>parlance.ollamaShape</c>.
/// </summary>
internal static class OllamaShape
{
    /// <summary>The request does not say whether to stream: this wire then does.</summary>
    public const string NoStream = "no-stream";

    /// <summary>A request to generate without a prompt, which only loads the model.</summary>
    public const string NoPrompt = "no-prompt";

    /// <summary>A message without content, not even an empty one.</summary>
    public const string NoContent = "no-content";

    /// <summary>A call or result without an id: the one that it has was made by the reader.</summary>
    public const string NoId = "no-id";

    /// <summary>A result that does not name its tool.</summary>
    public const string NoName = "no-name";

    /// <summary>A call that says <c>"type": "function"</c>.</summary>
    public const string HasType = "has-type";

    /// <summary>A call that states its position.</summary>
    public const string HasIndex = "has-index";

    /// <summary>A tool that does not say <c>"type": "function"</c>.</summary>
    public const string NoType = "no-type";

    /// <summary>A tool without a schema, not even one of no parameters.</summary>
    public const string NoParameters = "no-parameters";

    private const string Key = "parlance.ollamaShape";

    public static AdditionalPropertiesDictionary? Note(AdditionalPropertiesDictionary? bag, string note) =>
        Bag.Set(bag, Key, Bag.GetText(bag, Key) is { } notes ? $"{notes} {note}" : note);

    public static bool Has(AdditionalPropertiesDictionary? bag, string note) =>
        Bag.GetText(bag, Key) is { } notes && Contains(notes, note);

    public static bool Has(AITool tool, string note) =>
        tool.AdditionalProperties.TryGetValue(Key, out var notes) && notes is string text && Contains(text, note);

    private static bool Contains(string notes, string note) => notes.Split(' ').Contains(note, StringComparer.Ordinal);
}
