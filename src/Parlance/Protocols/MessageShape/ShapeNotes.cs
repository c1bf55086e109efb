using Microsoft.Extensions.AI;

namespace Parlance.Protocols.MessageShape;

/// <summary>
/// Where an object that was read differs in form, not in meaning, from what the writer makes of the same content: noting
/// it keeps a request the same when it is written again. Key <c>parlance.messageShape</c>.
/// </summary>
internal static class ShapeNotes
{
    /// <summary>A message without content, not even an empty one.</summary>
    public const string NoContent = "no-content";

    /// <summary>A content that is an array of parts although one text would do.</summary>
    public const string Parts = "parts";

    /// <summary>A call or a tool that does not say that it is a function.</summary>
    public const string NoType = "no-type";

    /// <summary>A tool without a schema, not even one of no parameters.</summary>
    public const string NoParameters = "no-parameters";

    /// <summary>A call or result without an id: the one that it has was made by the reader, or is that of the call it answers.</summary>
    public const string NoId = "no-id";

    private const string Key = "parlance.messageShape";

    public static AdditionalPropertiesDictionary? Note(AdditionalPropertiesDictionary? bag, string note) =>
        Bag.Set(bag, Key, Bag.GetText(bag, Key) is { } notes ? $"{notes} {note}" : note);

    public static bool Has(AdditionalPropertiesDictionary? bag, string note) => Contains(Bag.GetText(bag, Key), note);

    public static bool Has(AITool tool, string note) =>
        tool.AdditionalProperties.TryGetValue(Key, out var notes) && Contains(notes as string, note);

    private static bool Contains(string? notes, string note) => notes?.Split(' ').Contains(note, StringComparer.Ordinal) == true;
}
