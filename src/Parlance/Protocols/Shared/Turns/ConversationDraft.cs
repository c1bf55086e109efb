using Microsoft.Extensions.AI;

namespace Parlance.Protocols;

/// <summary>
/// A conversation on its way to the form that its receiver takes, and where each part of it stood. Nothing is copied as
/// long as nothing changes, and the caller's messages are never written to.
/// </summary>
internal sealed class ConversationDraft(ChatCall call)
{
    private List<Entry>? _entries;

    /// <summary>The call as it was given.</summary>
    public ChatCall Call => call;

    /// <summary>True once something is not as it was given.</summary>
    public bool IsChanged => _entries is not null;

    public int Count => _entries?.Count ?? call.Messages.Count;

    public ChatMessage this[int index] => _entries is null ? call.Messages[index] : _entries[index].Message;

    private List<Entry> Entries => _entries ??= [.. call.Messages.Select(static (message, index) => new Entry(message, FieldPath.OfMessage(index), null))];

    /// <summary>Where the caller put a message.</summary>
    public FieldPath PlaceOf(int message) => _entries is null ? FieldPath.OfMessage(message) : _entries[message].Place;

    /// <summary>Where the caller put a content.</summary>
    public FieldPath PlaceOf(int message, int content) =>
        _entries?[message] is not { } entry ? FieldPath.OfMessage(message)[content]
        : entry.Places is { } places ? places[content]
        : entry.Place[content];

    /// <summary>Gives a message other contents.</summary>
    /// <param name="message">Which message.</param>
    /// <param name="contents">The contents.</param>
    public void SetContents(int message, List<PlacedContent> contents) => SetMessage(message, this[message].Clone(), contents);

    /// <summary>Puts a message in the place of another.</summary>
    /// <param name="index">Which message.</param>
    /// <param name="message">The new one; its contents are set.</param>
    /// <param name="contents">Its contents.</param>
    public void SetMessage(int index, ChatMessage message, List<PlacedContent> contents) => Entries[index] = MakeEntry(message, Entries[index].Place, contents);

    /// <summary>Adds a message.</summary>
    /// <param name="index">In front of which.</param>
    /// <param name="role">Who says it.</param>
    /// <param name="place">The place that warnings about it name.</param>
    /// <param name="contents">Its contents.</param>
    public void Insert(int index, ChatRole role, FieldPath place, List<PlacedContent> contents) => Entries.Insert(index, MakeEntry(new ChatMessage { Role = role }, place, contents));

    public void RemoveAt(int index) => Entries.RemoveAt(index);

    /// <summary>Puts a message elsewhere.</summary>
    public void Move(int from, int to)
    {
        var entry = Entries[from];
        Entries.RemoveAt(from);
        Entries.Insert(to, entry);
    }

    /// <summary>The contents of a message with their places.</summary>
    public List<PlacedContent> ContentsOf(int message)
    {
        var contents = this[message].Contents;
        var placed = new List<PlacedContent>(contents.Count);
        for (var i = 0; i < contents.Count; i++)
        {
            placed.Add(new PlacedContent(contents[i], PlaceOf(message, i)));
        }

        return placed;
    }

    /// <summary>The call in its new form: the same one where nothing changed.</summary>
    public ChatCall Finish() => _entries is null
        ? call
        : call.Reshape([.. _entries.Select(static entry => entry.Message)], new Origins([.. _entries.Select(static entry => entry.Place)], [.. _entries.Select(static entry => entry.Places)]));

    private static Entry MakeEntry(ChatMessage message, FieldPath place, List<PlacedContent> contents)
    {
        message.Contents = [.. contents.Select(static placed => placed.Content)];
        return new Entry(message, place, [.. contents.Select(static placed => placed.Field)]);
    }

    private sealed record Entry(ChatMessage Message, FieldPath Place, IReadOnlyList<FieldPath>? Places);
}
