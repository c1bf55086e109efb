namespace Parlance.Protocols.OpenAIResponses;

/// <summary>One item of the output while its events arrive.</summary>
internal sealed class OpenAIResponsesOpenBlock(long index)
{
    private readonly List<Part> _parts = [];

    /// <summary>Its place in the output, as the events name it.</summary>
    public long Index => index;

    public string? Id { get; set; }

    public OpenAIResponsesItemKind Kind { get; set; }

    /// <summary>The phase of the answer that a message belongs to, as the block's name; null where it has none.</summary>
    public string? Phase { get; set; }

    /// <summary>The block of an item that has one for all of its parts; -1 before it begins.</summary>
    public int Block { get; set; } = -1;

    /// <summary>True once a delta has been delivered: what repeats the whole text afterwards says nothing new.</summary>
    public bool HasDeltas { get; set; }

    /// <summary>True once all of it has been delivered.</summary>
    public bool IsDone { get; set; }

    /// <summary>The state that has been attached to a call; empty where there is none.</summary>
    public byte[] State { get; set; } = [];

    /// <summary>The last preview of an image that is being made, base64 text, and its format.</summary>
    public byte[]? Preview { get; set; }

    public string? PreviewFormat { get; set; }

    /// <summary>The part of a message's content at an index, made where it is new.</summary>
    public Part PartAt(long contentIndex)
    {
        foreach (var part in _parts)
        {
            if (part.Index == contentIndex)
            {
                return part;
            }
        }

        var added = new Part(contentIndex);
        _parts.Add(added);
        return added;
    }

    /// <summary>
    /// The part that an element of the whole content is: by its index, else by its place among the parts, because hosts
    /// have counted the parts of all items together.
    /// </summary>
    public Part PartOfElement(int place) =>
        _parts.Find(part => part.Index == place) ?? (place < _parts.Count ? _parts[place] : PartAt(place));

    /// <summary>A part of a message's content.</summary>
    public sealed class Part(long index)
    {
        public long Index => index;

        public int Block { get; set; } = -1;

        public bool HasText { get; set; }

        public bool HasAnnotations { get; set; }

        public bool HasLogProbs { get; set; }
    }
}
