using System.Text.Json;
using Microsoft.Extensions.AI;
using Parlance.Json;

namespace Parlance.Protocols.OpenAIChat;

/// <summary>A citation as <c>url_citation</c>.</summary>
internal static class OpenAIChatCitation
{
    public static JsonElement Write(CitationAnnotation citation)
    {
        using var buffer = new PooledBuffer();
        using (var json = new Utf8JsonWriter(buffer, JsonFormat.Wire))
        {
            json.WriteStartObject();
            json.WriteString("type"u8, "url_citation"u8);
            json.WriteStartObject("url_citation"u8);
            json.WriteString("url"u8, citation.Url!.OriginalString);
            json.WriteString("title"u8, citation.Title ?? "");
            if (citation.AnnotatedRegions?.OfType<TextSpanAnnotatedRegion>().FirstOrDefault() is { StartIndex: { } start, EndIndex: { } end })
            {
                json.WriteNumber("start_index"u8, start);
                json.WriteNumber("end_index"u8, end);
            }

            json.WriteEndObject();
            json.WriteEndObject();
        }

        return JsonElement.Parse(buffer.Span);
    }
}
