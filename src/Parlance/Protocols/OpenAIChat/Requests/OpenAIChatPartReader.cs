using System.Text.Json;
using Microsoft.Extensions.AI;
using Parlance.Json;

namespace Parlance.Protocols.OpenAIChat;

/// <summary>One part of a message's content. A part that cannot be modelled is kept whole.</summary>
internal static class OpenAIChatPartReader
{
    public static AIContent Read(JsonElement source, string? issuer)
    {
        if (source.AsText() is { } bare)
        {
            return new TextContent(bare);
        }

        var part = new RequestMembers(source);
        var content = part.Find("type").AsText() switch
        {
            "text" => part.TakeText("text") is { } text ? new TextContent(text) : null,
            "refusal" => part.TakeText("refusal") is { } refusal ? new TextContent(refusal) { IsRefusal = true, WireType = ChatWireNames.RefusalPart } : null,
            "thinking" => ReadThinking(part),
            "image_url" => ReadImage(part),
            "input_audio" => ReadAudio(part),
            "file" => ReadFile(part, issuer),
            _ => null,
        };
        if (content is null)
        {
            return ReadUnknown(source, issuer);
        }

        part.MarkTaken("type");
        ReadCacheMark(part, content);
        content.AdditionalProperties = Bag.Set(content.AdditionalProperties, WireExtras.Key, part.Extras(ChatWireNames.Wire));
        return content;
    }

    private static AIContent ReadUnknown(JsonElement source, string? issuer)
    {
        var content = new AIContent { Raw = source, WireType = source.Member("type"u8).AsText() ?? "", Issuer = issuer };
        content.AdditionalProperties = Bag.Set(content.AdditionalProperties, WireExtras.Key, WireMark.Empty);
        return content;
    }

    private static TextReasoningContent? ReadThinking(RequestMembers part)
    {
        var thinking = part.Find("thinking");
        if (thinking.ValueKind != JsonValueKind.Array || thinking.GetArrayLength() != 1
            || thinking[0].Member("type"u8).AsText() != "text" || !thinking[0].TryGetText("text"u8, out var text)
            || thinking[0].EnumerateObject().Count() != 2)
        {
            return null;
        }

        part.MarkTaken("thinking");
        return new TextReasoningContent(text) { WireType = ChatWireNames.ThinkingPart };
    }

    private static AIContent? ReadImage(RequestMembers part)
    {
        if (part.Find("image_url").AsText() is { } bare)
        {
            return Finish(part, "image_url", MediaAddress.Read(bare, "image/*"), isBare: true);
        }

        var image = part.Open("image_url");
        if (image.Find("url").AsText() is not { } url || MediaAddress.Read(url, "image/*") is not { } content)
        {
            return null;
        }

        image.MarkTaken("url");
        content.Detail = image.TakeText("detail");
        return content;
    }

    private static AIContent? ReadAudio(RequestMembers part)
    {
        if (part.Find("input_audio").AsText() is { } bare)
        {
            return Finish(part, "input_audio", ToSound(bare, "wav"), isBare: true);
        }

        var audio = part.Open("input_audio");
        if (audio.Find("data").AsText() is not { } data || audio.Find("format").AsText() is not { } format || ToSound(data, format) is not { } content)
        {
            return null;
        }

        audio.MarkTaken("data");
        audio.MarkTaken("format");
        return content;
    }

    private static AIContent? ReadFile(RequestMembers part, string? issuer)
    {
        var file = part.Open("file");
        if (file.TakeText("file_id") is { } id)
        {
            return new HostedFileContent(id) { Name = file.TakeText("filename"), Issuer = issuer };
        }

        if (file.Find("file_data").AsText() is not { } data || MediaAddress.Read(data, "application/octet-stream") is not { } content)
        {
            return null;
        }

        file.MarkTaken("file_data");
        if (content is DataContent whole)
        {
            whole.Name = file.TakeText("filename");
        }

        content.WireType = ChatWireNames.File;
        return content;
    }

    private static AIContent? Finish(RequestMembers part, string member, AIContent? content, bool isBare)
    {
        if (content is not null && isBare)
        {
            part.MarkTaken(member);
            content.WireType = ChatWireNames.BareValue;
        }

        return content;
    }

    private static AIContent? ToSound(string data, string format) =>
        data.Contains(':', StringComparison.Ordinal) ? null : MediaAddress.Read($"data:{AudioFormats.ToMediaType(format)};base64,{data}", "audio/*");

    private static void ReadCacheMark(RequestMembers part, AIContent content)
    {
        var mark = part.Open("cache_control");
        if (mark.Find("type").AsText() != "ephemeral")
        {
            return;
        }

        mark.MarkTaken("type");
        var lifetime = mark.TakeText("ttl");
        content.CacheBreakpoint = lifetime ?? "5m";
        if (lifetime is not null)
        {
            content.AdditionalProperties = Bag.Set(content.AdditionalProperties, ChatWireNames.ExplicitLifetimeKey, true);
        }
    }
}
