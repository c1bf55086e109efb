using Microsoft.Extensions.AI;
using Parlance.Json;

namespace Parlance.Responses;

/// <summary>
/// A wire's citation to a <see cref="CitationAnnotation"/>. The wires differ in nesting and in names, not in meaning, so
/// one reader looks for the names; the original is kept beside it.
/// </summary>
internal static class CitationReader
{
    public static CitationAnnotation Read(ReadOnlySpan<byte> json)
    {
        var whole = JsonSlice.Parse(json);
        var citation = Inner(whole);
        var location = citation.Member("location"u8).Member("web"u8);
        var annotation = new CitationAnnotation
        {
            Title = First(citation, "title"u8, "document_title"u8, "filename"u8),
            FileId = First(citation, "file_id"u8),
            Snippet = First(citation, "cited_text"u8, "content"u8, "snippet"u8) ?? JoinSource(citation.Member("sourceContent"u8)),
            Url = Uri.TryCreate(First(citation, "url"u8, "uri"u8) ?? First(location, "url"u8), UriKind.Absolute, out var url) ? url : null,
            Raw = whole.ToElement(),
        };
        if (Count(citation, "start_index"u8, "startIndex"u8) is { } start && Count(citation, "end_index"u8, "endIndex"u8) is { } end)
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

    /// <summary>Some wires name the kind of the source first and describe it in an object below.</summary>
    private static JsonSlice Inner(in JsonSlice whole)
    {
        foreach (var (_, value) in whole.Members())
        {
            if (value.IsObject && (!value.Member("url"u8).IsMissing || !value.Member("uri"u8).IsMissing || !value.Member("title"u8).IsMissing))
            {
                return value;
            }
        }

        return whole;
    }

    private static long? Count(in JsonSlice citation, ReadOnlySpan<byte> name, ReadOnlySpan<byte> other) =>
        citation.Member(name).AsCount() ?? citation.Member(other).AsCount();

    private static string? First(in JsonSlice citation, ReadOnlySpan<byte> name, ReadOnlySpan<byte> other = default, ReadOnlySpan<byte> third = default) =>
        citation.Member(name).AsNonEmptyText()
        ?? (other.IsEmpty ? null : citation.Member(other).AsNonEmptyText())
        ?? (third.IsEmpty ? null : citation.Member(third).AsNonEmptyText());
}
