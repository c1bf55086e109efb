using System.Text.Json;
using Microsoft.Extensions.AI;
using Parlance.Json;
using Parlance.Responses;

namespace Parlance.Protocols.OpenAIResponses;

/// <summary>A citation in this wire's shape, whose members stand beside its type.</summary>
internal static class OpenAIResponsesAnnotation
{
    private static readonly string[] s_types = ["url_citation", "file_citation", "container_file_citation", "file_path"];

    /// <summary>The citation; null for one that the wire cannot say.</summary>
    public static JsonElement? Read(ReadOnlySpan<byte> json)
    {
        var whole = JsonSlice.Parse(json);
        var type = whole.Member("type"u8).AsText();
        if (type is not null && s_types.Contains(type) && !whole.Member("url_citation"u8).IsObject)
        {
            return whole.ToElement();
        }

        var citation = CitationReader.Read(json);
        return citation.Url is null ? null : Write(citation);
    }

    private static JsonElement Write(CitationAnnotation citation)
    {
        var region = citation.AnnotatedRegions?.OfType<TextSpanAnnotatedRegion>().FirstOrDefault();
        using var buffer = new PooledBuffer();
        using (var json = new Utf8JsonWriter(buffer, JsonFormat.Wire))
        {
            json.WriteStartObject();
            json.WriteString("type"u8, "url_citation"u8);
            json.WriteString("url"u8, citation.Url!.OriginalString);
            json.WriteString("title"u8, citation.Title ?? "");
            json.WriteNumber("start_index"u8, region?.StartIndex ?? 0);
            json.WriteNumber("end_index"u8, region?.EndIndex ?? 0);
            json.WriteEndObject();
        }

        return JsonElement.Parse(buffer.Span);
    }
}
