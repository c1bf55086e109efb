using System.Text;
using System.Text.Json;
using Microsoft.Extensions.AI;
using Parlance.Json;

namespace Parlance.Protocols.AnthropicMessages;

/// <summary>Images, documents and uploaded files as blocks.</summary>
internal static class AnthropicMediaWriter
{
    /// <summary>Begins the block of a media content and writes its source; false for what the wire has no block for.</summary>
    public static bool TryBegin(RequestBodyWriter writer, AIContent content, AnthropicDialect dialect, out long start)
    {
        start = 0;
        switch (content)
        {
            case DataContent data when MediaTypes.CommonImages.Contains(MediaTypes.Normalize(data.MediaType), StringComparer.Ordinal):
                start = Begin(writer, "image"u8);
                WriteBase64(writer, data);
                return true;
            case DataContent document when MediaTypes.Normalize(document.MediaType) == AnthropicMedia.Pdf:
                start = Begin(writer, "document"u8);
                WriteBase64(writer, document);
                WriteTitle(writer.Json, document);
                return true;
            case DataContent text when text.HasTopLevelMediaType("text"):
                start = Begin(writer, "document"u8);
                WriteText(writer, text);
                WriteTitle(writer.Json, text);
                return true;
            case UriContent link when dialect.AcceptsUrls && link.HasTopLevelMediaType("image"):
                start = Begin(writer, "image"u8);
                WriteUrl(writer, link);
                return true;
            case UriContent { MediaType: AnthropicMedia.Pdf } link when dialect.AcceptsUrls:
                start = Begin(writer, "document"u8);
                WriteUrl(writer, link);
                return true;
            case HostedFileContent file when writer.Call.FindReasonAgainstFile(file) is null:
                start = WriteFile(writer, file);
                return true;
            default:
                return false;
        }
    }

    public static string Describe(AIContent content) => content switch
    {
        DataContent data => $"data of the type {data.MediaType}",
        UriContent link => $"a link to the type {link.MediaType}",
        _ => $"a {ContentKind.Of(content)}",
    };

    private static long Begin(RequestBodyWriter writer, ReadOnlySpan<byte> type)
    {
        var start = writer.BeginObject();
        writer.Json.WriteString("type"u8, type);
        return start;
    }

    private static void WriteBase64(RequestBodyWriter writer, DataContent data)
    {
        var source = writer.BeginObject("source"u8);
        writer.Json.WriteString("type"u8, "base64"u8);
        writer.Json.WriteString("media_type"u8, MediaTypes.Normalize(data.MediaType));
        writer.Json.WriteString("data"u8, data.Base64Data.Span);
        writer.EndNested(source, data.AdditionalProperties, "source"u8);
    }

    /// <summary>The wire has one type of text; what another was is said in the title, or not needed to read it.</summary>
    private static void WriteText(RequestBodyWriter writer, DataContent text)
    {
        var source = writer.BeginObject("source"u8);
        writer.Json.WriteString("type"u8, "text"u8);
        writer.Json.WriteString("media_type"u8, AnthropicMedia.PlainText);
        writer.Json.WriteString("data"u8, Encoding.UTF8.GetString(text.Data.Span));
        writer.EndNested(source, text.AdditionalProperties, "source"u8);
    }

    private static void WriteUrl(RequestBodyWriter writer, UriContent link)
    {
        var source = writer.BeginObject("source"u8);
        writer.Json.WriteString("type"u8, "url"u8);
        writer.Json.WriteString("url"u8, link.Uri.OriginalString);
        writer.EndNested(source, link.AdditionalProperties, "source"u8);
    }

    private static long WriteFile(RequestBodyWriter writer, HostedFileContent file)
    {
        var json = writer.Json;
        if (file.WireType == AnthropicBlockType.ContainerUpload)
        {
            var upload = Begin(writer, "container_upload"u8);
            json.WriteString("file_id"u8, file.FileId);
            return upload;
        }

        var isImage = file.WireType == "image" || file.MediaType?.StartsWith("image/", StringComparison.Ordinal) == true;
        var start = Begin(writer, isImage ? "image"u8 : "document"u8);
        var source = writer.BeginObject("source"u8);
        json.WriteString("type"u8, "file"u8);
        json.WriteString("file_id"u8, file.FileId);
        writer.EndNested(source, file.AdditionalProperties, "source"u8);
        return start;
    }

    private static void WriteTitle(Utf8JsonWriter json, DataContent document)
    {
        json.WriteOptional("title"u8, document.Name);
    }
}
