using Microsoft.Extensions.AI;

namespace Parlance.Protocols;

/// <summary>
/// How an object of a request was spelled, where its wire has several spellings of one meaning: words behind the wire's
/// name, under the key <c>parlance.spelling</c> of what the object became. Writing the same wire keeps the spelling;
/// everybody else sees the meaning alone.
/// </summary>
internal static class Spelling
{
    /// <summary>A message without content, not even an empty one.</summary>
    public const string NoContent = "no-content";

    /// <summary>A content that is an array of parts although one text would do.</summary>
    public const string Parts = "parts";

    /// <summary>A call or a result without an id: the one that it has was made by the reader, or is that of the call it answers.</summary>
    public const string NoId = "no-id";

    /// <summary>A call or a tool that does not say that it is a function.</summary>
    public const string NoType = "no-type";

    /// <summary>A tool without a schema, not even one of no parameters.</summary>
    public const string NoParameters = "no-parameters";

    /// <summary>A cache mark that states its lifetime although it is the default.</summary>
    public const string ExplicitLifetime = "explicit-lifetime";

    private const string Key = "parlance.spelling";

    /// <summary>Notes a word; returns the bag to store, made where needed.</summary>
    public static AdditionalPropertiesDictionary? Note(AdditionalPropertiesDictionary? bag, string wire, string word) =>
        Bag.Set(bag, Key, $"{Bag.GetText(bag, Key) ?? wire} {word}");

    public static bool Has(IReadOnlyDictionary<string, object?>? bag, string wire, string word)
    {
        if (Bag.GetText(bag, Key) is not { } spelling)
        {
            return false;
        }

        var words = spelling.Split(' ');
        return words[0] == wire && words.AsSpan(1).Contains(word);
    }
}
