using System.Globalization;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.AI;

namespace Parlance.Protocols.BedrockConverse;

/// <summary>Images, documents, videos and sound as blocks.</summary>
internal sealed class ConverseMediaWriter(RequestBodyWriter writer)
{
    private readonly HashSet<string> _names = new(StringComparer.Ordinal);
    private int _documents;

    private Utf8JsonWriter Json => writer.Json;

    /// <summary>Writes a media content; false, with the reason, for what the wire has no block for.</summary>
    public bool TryWrite(AIContent content, FieldPath field, out string reason)
    {
        var (mediaType, name) = content switch
        {
            DataContent data => (data.MediaType, data.Name),
            UriContent { Uri.Scheme: "s3" } link => (link.MediaType, null),
            _ => (null, null),
        };
        if (mediaType is null)
        {
            reason = content is UriContent ? "The wire reads files from S3 or takes their bytes; it follows no other links." : $"The wire cannot hold {ContentDescription.Of(content)}.";
            return false;
        }

        if (!ConverseMedia.TryGetFormat(MediaTypes.Normalize(mediaType), out var format))
        {
            reason = $"The wire has no format for {mediaType}.";
            return false;
        }

        reason = "";
        Json.WriteStartObject();
        var start = writer.BeginObject(Encoding.UTF8.GetBytes(format.Kind));
        Json.WriteString("format"u8, format.Format);
        if (format.Kind == "document")
        {
            Json.WriteString("name"u8, GetName(name, field));
        }

        WriteSource(content);
        writer.ReportDetail(content, field);
        writer.EndObject(start, content.AdditionalProperties, field);
        Json.WriteEndObject();
        return true;
    }

    private void WriteSource(AIContent content)
    {
        Json.WriteStartObject("source"u8);
        switch (content)
        {
            case DataContent { WireType: ConverseMediaReader.TextSource } text:
                Json.WriteString("text"u8, text.Data.Span);
                break;
            case DataContent data:
                Json.WriteString("bytes"u8, data.Base64Data.Span);
                break;
            case UriContent link:
                Json.WriteStartObject("s3Location"u8);
                Json.WriteString("uri"u8, link.Uri.OriginalString);
                Json.WriteEndObject();
                break;
        }

        Json.WriteEndObject();
    }

    /// <summary>
    /// A document must have a name, of letters, digits, single spaces, hyphens, parentheses and brackets
    /// (DocumentBlock in the vendor's reference).
    /// </summary>
    private string GetName(string? name, FieldPath field)
    {
        _documents++;
        if (string.IsNullOrWhiteSpace(name))
        {
            return string.Create(CultureInfo.InvariantCulture, $"Document {_documents}");
        }

        var clean = new StringBuilder(name.Length);
        foreach (var letter in name)
        {
            clean.Append(char.IsAsciiLetterOrDigit(letter) || letter is ' ' or '-' or '(' or ')' or '[' or ']' or '_' ? letter : '-');
        }

        var sent = clean.ToString();
        for (var number = 2; !_names.Add(sent); number++)
        {
            // "duplicate document names" are refused: https://github.com/maximhq/bifrost/issues/7003.
            sent = string.Create(CultureInfo.InvariantCulture, $"{clean} ({number})");
        }

        if (sent != name)
        {
            writer.Coerced(field.Of("Name"), $"The wire takes no such name of a document; '{sent}' was sent.");
        }

        return sent;
    }
}
