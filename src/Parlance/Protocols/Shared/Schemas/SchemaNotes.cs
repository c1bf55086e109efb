using System.Text.Json.Nodes;

namespace Parlance.Protocols;

/// <summary>What a receiver's schema cannot say: in words for the model where it can read them, and for the caller in any case.</summary>
internal sealed class SchemaNotes
{
    private readonly SortedSet<string> _described = new(StringComparer.Ordinal);

    /// <summary>What is said nowhere.</summary>
    public SortedSet<string> Lost { get; } = new(StringComparer.Ordinal);

    /// <summary>What was changed into what the receiver takes.</summary>
    public SortedSet<string> Changed { get; } = new(StringComparer.Ordinal);

    public void Lose(string what) => Lost.Add(what);

    public void Change(string what) => Changed.Add(what);

    /// <summary>Moves a keyword into the description.</summary>
    public void Describe(JsonObject schema, string keyword)
    {
        var value = schema[keyword];
        schema.Remove(keyword);
        Describe(schema, $"{{{keyword}: {value?.ToJsonString() ?? "null"}}}", keyword);
    }

    /// <summary>Says something in the description.</summary>
    public void Describe(JsonObject schema, string words, string what)
    {
        var described = schema["description"] is JsonValue known && known.TryGetValue<string>(out var text) && text.Length > 0 ? $"{text}\n{words}" : words;
        schema["description"] = described;
        _described.Add(what);
    }

    /// <summary>Everything in one sentence or two, null where there is nothing to say.</summary>
    public string? Tell() => (_described.Count, Changed.Count, Lost.Count) == (0, 0, 0) ? null : string.Join(' ', Sentences());

    private IEnumerable<string> Sentences()
    {
        if (_described.Count > 0)
        {
            yield return $"The receiver's schemas do not take {string.Join(", ", _described)}: it was moved to the description.";
        }

        if (Changed.Count > 0)
        {
            yield return $"The receiver's schemas need a change: {string.Join(", ", Changed)}.";
        }

        if (Lost.Count > 0)
        {
            yield return $"The receiver's schemas cannot say: {string.Join(", ", Lost)}. It was left out of the schema.";
        }
    }
}
