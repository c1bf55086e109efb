using System.Text.Json;
using Microsoft.Extensions.AI;
using Parlance.Json;

namespace Parlance.Protocols.OpenAIChat;

/// <summary>One part of a message's content.</summary>
internal static class OpenAIChatPartReader
{
    /// <summary>Reads a part; null for one that cannot be modelled.</summary>
    public static AIContent? Read(RequestMembers part, string? issuer)
    {
        var content = part.Find("type").AsText() switch
        {
            "text" => part.TryTake("text", JsonValueKind.String, out var text) ? new TextContent(text.AsText()) : null,
            "refusal" => part.TryTake("refusal", JsonValueKind.String, out var refusal) ? new TextContent(refusal.AsText()) { IsRefusal = true, WireType = OpenAIChatSpelling.RefusalPart } : null,
            "thinking" => ReadThinking(part),
            "image_url" => ReadImage(part),
            "input_audio" => ReadAudio(part),
            "file" => ReadFile(part, issuer),
            _ => null,
        };
        if (content is not null)
        {
            part.Take("type");
            ReadCacheMark(part, content);
        }

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

        part.Take("thinking");
        return new TextReasoningContent(text) { WireType = OpenAIChatSpelling.ThinkingPart };
    }

    private static AIContent? ReadImage(RequestMembers part)
    {
        if (part.Find("image_url").AsText() is { } bare)
        {
            return ReadBare(part, "image_url", MediaAddress.Read(bare, "image/*"));
        }

        var image = part.Open("image_url");
        if (image.TakeText("url") is not { } url || MediaAddress.Read(url, "image/*") is not { } content)
        {
            return null;
        }

        content.Detail = image.TakeText("detail");
        return content;
    }

    private static AIContent? ReadAudio(RequestMembers part)
    {
        if (part.Find("input_audio").AsText() is { } bare)
        {
            return ReadBare(part, "input_audio", ToSound(bare, "wav"));
        }

        var audio = part.Open("input_audio");
        return audio.TakeText("data") is { } data && audio.TakeText("format") is { } format ? ToSound(data, format) : null;
    }

    private static AIContent? ReadFile(RequestMembers part, string? issuer)
    {
        var file = part.Open("file");
        if (file.TakeText("file_id") is { } id)
        {
            return new HostedFileContent(id) { Name = file.TakeText("filename"), Issuer = issuer };
        }

        if (file.TakeText("file_data") is not { } data || MediaAddress.Read(data, "application/octet-stream") is not { } content)
        {
            return null;
        }

        if (content is DataContent whole)
        {
            whole.Name = file.TakeText("filename");
        }

        content.WireType = OpenAIChatSpelling.File;
        return content;
    }

    /// <summary>Content that stands as a string where the wire wants an object.</summary>
    private static AIContent? ReadBare(RequestMembers part, string member, AIContent? content)
    {
        if (content is not null)
        {
            part.Take(member);
            content.WireType = OpenAIChatSpelling.BareValue;
        }

        return content;
    }

    private static AIContent? ToSound(string data, string format) =>
        data.Contains(':', StringComparison.Ordinal) ? null : MediaAddress.Read($"data:{AudioFormats.ToMediaType(format)};base64,{data}", "audio/*");

    private static void ReadCacheMark(RequestMembers part, AIContent content)
    {
        if (part.Find("cache_control").Member("type"u8).AsText() != "ephemeral")
        {
            return;
        }

        var mark = part.Open("cache_control");
        mark.Take("type");
        var lifetime = mark.TakeText("ttl");
        content.CacheBreakpoint = lifetime ?? CacheLifetime.Default;
        content.AdditionalProperties = part.Note(content.AdditionalProperties, Spelling.ExplicitLifetime, lifetime is not null);
    }
}
