using Microsoft.Extensions.AI;
using Parlance.Json;

namespace Parlance.Streaming;

/// <summary>
/// A wire's citation to a <see cref="CitationAnnotation"/>. The wires differ in nesting and in names, not in meaning, so
/// one reader looks for the names; the original is kept beside it.
/// </summary>
internal static class CitationReader
{
    public static CitationAnnotation Read(ReadOnlySpan<byte> json)
    {
        var whole = JsonSlice.Parse(json);
        var nested = whole.Member("url_citation"u8);
        var citation = nested.IsObject ? nested : whole;
        var location = citation.Member("location"u8).Member("web"u8);
        var annotation = new CitationAnnotation
        {
            Title = First(citation, "title"u8, "document_title"u8, "filename"u8),
            FileId = First(citation, "file_id"u8),
            Snippet = First(citation, "cited_text"u8, "content"u8, "snippet"u8) ?? JoinSource(citation.Member("sourceContent"u8)),
            Url = Uri.TryCreate(First(citation, "url"u8) ?? First(location, "url"u8), UriKind.Absolute, out var url) ? url : null,
            Raw = whole.ToElement(),
        };
        if (citation.Member("start_index"u8).AsCount() is { } start && citation.Member("end_index"u8).AsCount() is { } end)
        {
            annotation.AnnotatedRegions = [new TextSpanAnnotatedRegion { StartIndex = (int)start, EndIndex = (int)end }];
        }

        return annotation;
    }

    /// <summary>The cited words, where a wire holds them as blocks of text.</summary>
    private static string? JoinSource(in JsonSlice blocks)
    {
        string? words = null;
        foreach (var block in blocks.Elements())
        {
            words += block.Member("text"u8).AsNonEmptyText();
        }

        return words;
    }

    private static string? First(in JsonSlice citation, ReadOnlySpan<byte> name, ReadOnlySpan<byte> other = default, ReadOnlySpan<byte> third = default) =>
        citation.Member(name).AsNonEmptyText()
        ?? (other.IsEmpty ? null : citation.Member(other).AsNonEmptyText())
        ?? (third.IsEmpty ? null : citation.Member(third).AsNonEmptyText());
}
