using System.Text.Json;
using Microsoft.Extensions.AI;
using Parlance.Json;

namespace Parlance.Protocols.OpenAIResponses;

/// <summary>One part of a message's content, or of a tool's result.</summary>
internal static class OpenAIResponsesPartReader
{
    public static AIContent Read(JsonElement source, string? issuer)
    {
        if (source.AsText() is { } bare)
        {
            return new TextContent(bare);
        }

        var part = new RequestMembers(OpenAIResponsesSpelling.Wire, source);
        var content = part.Find("type").AsText() switch
        {
            "input_text" or "output_text" or "text" => part.TryTake("text", JsonValueKind.String, out var text) ? ReadText(text) : null,
            "refusal" => part.TryTake("refusal", JsonValueKind.String, out var refusal) ? new TextContent(refusal.AsText()) { IsRefusal = true } : null,
            "input_image" => ReadImage(part, issuer),
            "input_file" => ReadFile(part, issuer),
            "input_audio" => ReadSound(part),
            _ => null,
        };
        if (content is null)
        {
            return ReadWhole(source, issuer, isItem: false);
        }

        part.Take("type");
        content.AdditionalProperties = part.AddExtras(content.AdditionalProperties);
        return content;
    }

    /// <summary>A part or an item that has no type in .NET: which of the two it was no type of a later day can tell.</summary>
    public static AIContent ReadWhole(JsonElement source, string? issuer, bool isItem)
    {
        var content = WholeContent.Keep(OpenAIResponsesSpelling.Wire, source, source.Member("type"u8).AsText() ?? "", issuer);
        content.AdditionalProperties = Bag.Set(content.AdditionalProperties, OpenAIResponsesSpelling.ItemKey, isItem);
        return content;
    }

    private static TextContent ReadText(JsonElement text) =>
        new(text.AsText()) { AdditionalProperties = Spelling.Note(null, OpenAIResponsesSpelling.Wire, Spelling.Parts) };

    private static AIContent? ReadImage(RequestMembers part, string? issuer)
    {
        AIContent? content = part.TakeText("file_id") is { } id
            ? new HostedFileContent(id) { MediaType = "image/*", Issuer = issuer }
            : part.TakeText("image_url") is { } url ? MediaAddress.Read(url, "image/*") : null;
        if (content is not null)
        {
            content.Detail = part.TakeText("detail");
        }

        return content;
    }

    private static AIContent? ReadFile(RequestMembers part, string? issuer)
    {
        if (part.TakeText("file_id") is { } id)
        {
            return new HostedFileContent(id) { Name = part.TakeText("filename"), Issuer = issuer };
        }

        if (part.Find("file_data").AsText() is { } data && MediaAddress.Read(data, "application/octet-stream") is DataContent whole)
        {
            part.Take("file_data");
            whole.Name = part.TakeText("filename");
            whole.WireType = OpenAIResponsesSpelling.File;
            return whole;
        }

        if (part.Find("file_url").AsText() is { } url && MediaAddress.Read(url, "application/octet-stream") is UriContent address)
        {
            part.Take("file_url");
            address.WireType = OpenAIResponsesSpelling.File;
            return address;
        }

        return null;
    }

    private static AIContent? ReadSound(RequestMembers part)
    {
        var audio = part.Open("input_audio");
        return audio.TakeText("data") is { } data && audio.TakeText("format") is { } format
            ? MediaAddress.Read($"data:{AudioFormats.ToMediaType(format)};base64,{data}", "audio/*")
            : null;
    }
}
