using System.Text.Json;
using Microsoft.Extensions.AI;
using Parlance.Json;
using Parlance.Protocols.MessageShape;

namespace Parlance.Protocols.OpenAIResponses;

/// <summary>One part of a message's content, or of a tool's result.</summary>
internal static class ResponsesPartReader
{
    // Extras without members: they say of content that is kept whole which wire it belongs to.
    private static readonly JsonElement s_mark = JsonElement.Parse($$$"""{"wire":"{{{ResponsesWireNames.Wire}}}","members":{}}""");

    public static AIContent Read(JsonElement source, string? issuer)
    {
        if (source.AsText() is { } bare)
        {
            return new TextContent(bare);
        }

        var part = new RequestMembers(source);
        var content = part.Find("type").AsText() switch
        {
            "input_text" or "output_text" or "text" => part.TakeText("text") is { } text ? new TextContent(text) { AdditionalProperties = ShapeNotes.Note(null, ShapeNotes.Parts) } : null,
            "refusal" => part.TakeText("refusal") is { } refusal ? new TextContent(refusal) { IsRefusal = true } : null,
            "input_image" => ReadImage(part, issuer),
            "input_file" => ReadFile(part, issuer),
            "input_audio" => ReadSound(part),
            _ => null,
        };
        if (content is null)
        {
            return ReadWhole(source, issuer, isItem: false);
        }

        part.MarkTaken("type");
        content.AdditionalProperties = Bag.Set(content.AdditionalProperties, WireExtras.Key, part.Extras(ResponsesWireNames.Wire));
        return content;
    }

    /// <summary>A part or an item that has no type in .NET: which of the two it was no type of a later day can tell.</summary>
    public static AIContent ReadWhole(JsonElement source, string? issuer, bool isItem)
    {
        var content = new AIContent { Raw = source, WireType = source.Member("type"u8).AsText() ?? "", Issuer = issuer };
        content.AdditionalProperties = Bag.Set(content.AdditionalProperties, WireExtras.Key, s_mark);
        content.AdditionalProperties = Bag.Set(content.AdditionalProperties, ResponsesWireNames.ItemKey, isItem);
        return content;
    }

    private static AIContent? ReadImage(RequestMembers part, string? issuer)
    {
        AIContent? content = part.TakeText("file_id") is { } id
            ? new HostedFileContent(id) { MediaType = "image/*", Issuer = issuer }
            : part.Find("image_url").AsText() is { } url ? ToMedia(url, "image/*") : null;
        if (content is null)
        {
            return null;
        }

        if (content is not HostedFileContent)
        {
            part.MarkTaken("image_url");
        }

        content.Detail = part.TakeText("detail");
        return content;
    }

    private static AIContent? ReadFile(RequestMembers part, string? issuer)
    {
        if (part.TakeText("file_id") is { } id)
        {
            return new HostedFileContent(id) { Name = part.TakeText("filename"), Issuer = issuer };
        }

        if (part.Find("file_data").AsText() is { } data && ToMedia(data, "application/octet-stream") is DataContent whole)
        {
            part.MarkTaken("file_data");
            whole.Name = part.TakeText("filename");
            whole.WireType = ResponsesWireNames.File;
            return whole;
        }

        if (part.Find("file_url").AsText() is { } url && ToMedia(url, "application/octet-stream") is UriContent address)
        {
            part.MarkTaken("file_url");
            address.WireType = ResponsesWireNames.File;
            return address;
        }

        return null;
    }

    private static AIContent? ReadSound(RequestMembers part)
    {
        var audio = part.Open("input_audio");
        if (audio.Find("data").AsText() is not { } data || audio.Find("format").AsText() is not { } format
            || ToMedia($"data:{AudioFormats.ToMediaType(format)};base64,{data}", "audio/*") is not { } sound)
        {
            return null;
        }

        audio.MarkTaken("data");
        audio.MarkTaken("format");
        return sound;
    }

    /// <summary>Content of an address: the bytes in a data URL, or what stands behind any other URL. Null where it is neither.</summary>
    private static AIContent? ToMedia(string url, string mediaType)
    {
        try
        {
            return url.StartsWith("data:", StringComparison.OrdinalIgnoreCase)
                ? DataUrl.TryParse(url, out _, out _) ? new DataContent(url) : null
                : Uri.TryCreate(url, UriKind.Absolute, out var address) ? new UriContent(address, mediaType) : null;
        }
        catch (Exception malformed) when (malformed is ArgumentException or FormatException)
        {
            return null;
        }
    }
}
