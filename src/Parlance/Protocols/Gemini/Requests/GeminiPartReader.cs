using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.AI;
using Parlance.Json;

namespace Parlance.Protocols.Gemini;

/// <summary>Parts of a content to contents, one for one.</summary>
internal sealed class GeminiPartReader(string? issuer)
{
    private readonly ToolCallIds _calls = new(GeminiToolCallIds.Format);
    private readonly ReturnedState _state = new(issuer);

    public AIContent Read(RequestMembers part)
    {
        if (part.Source.AsText() is { } words)
        {
            return new TextContent(words);
        }

        if (part.Source.ValueKind != JsonValueKind.Object)
        {
            throw part.Invalid("must be an object");
        }

        var content = ReadCall(part) ?? ReadResult(part) ?? (HasMedia(part) ? ReadMedia(part) : ReadText(part));
        if (content is null)
        {
            return KeepWhole(part.Source);
        }

        content.AdditionalProperties = part.AddExtras(content.AdditionalProperties);
        return content;
    }

    /// <summary>Puts the state that stood on another part where it belongs.</summary>
    public void PutStateBack(IEnumerable<ChatMessage> messages) => _state.PutBack(messages);

    private AIContent? ReadText(RequestMembers part)
    {
        if (!part.TryTake("text", JsonValueKind.String, out var text))
        {
            return null;
        }

        return part.TakeTrue("thought")
            ? _state.Sign(new TextReasoningContent(text.AsText()), part.TakeText("thoughtSignature"))
            : Sign(part, new TextContent(text.AsText()));
    }

    private FunctionCallContent? ReadCall(RequestMembers part)
    {
        if (part.Find("functionCall").ValueKind != JsonValueKind.Object)
        {
            return null;
        }

        var members = part.Open("functionCall");
        var name = members.TakeText("name") ?? throw members.Invalid("name", "must name a function");
        var id = _calls.AddCall(members.TakeText("id"), name);
        var arguments = members.TryTake("args", JsonValueKind.Object, out var json) ? Encoding.UTF8.GetString(JsonMarshal.GetRawUtf8Value(json)) : "";
        return Sign(part, ToolCallArguments.CreateCall(id, name, arguments));
    }

    private FunctionResultContent? ReadResult(RequestMembers part)
    {
        if (part.Find("functionResponse").ValueKind != JsonValueKind.Object)
        {
            return null;
        }

        var members = part.Open("functionResponse");
        var name = members.Find("name").AsText();
        var given = members.TakeText("id");
        var hasId = given is not null;
        var id = _calls.Answer(given, name);
        if (name is not null && _calls.FindName(id) == name)
        {
            // Any other name stays an extra: the result answers no call that is told of.
            members.Take("name");
        }

        var result = new FunctionResultContent(id, null);
        if (members.TryTake("response", JsonValueKind.Object, out var response))
        {
            GeminiResponseValue.Read(response, result);
        }
        else
        {
            result.AdditionalProperties = part.Note(result.AdditionalProperties, GeminiSpelling.NoResponse);
        }

        if (ReadResultMedia(members) is { Count: > 0 } media)
        {
            GeminiResponseValue.AddMedia(part, result, media);
        }

        result.AdditionalProperties = part.Note(result.AdditionalProperties, Spelling.NoId, !hasId);
        return result;
    }

    /// <summary>Images and other data beside a result's object; none where one of them cannot be told what it is.</summary>
    private List<AIContent> ReadResultMedia(RequestMembers response)
    {
        List<AIContent> media = [];
        if (response.Find("parts") is not { ValueKind: JsonValueKind.Array } parts || parts.GetArrayLength() == 0)
        {
            return media;
        }

        foreach (var source in parts.EnumerateArray())
        {
            var part = response.Inside("parts", source, media.Count);
            if (!HasMedia(part) || ReadMedia(part) is not { } content)
            {
                return [];
            }

            content.AdditionalProperties = part.AddExtras(content.AdditionalProperties);
            media.Add(content);
        }

        response.Take("parts");
        return media;
    }

    private static bool HasMedia(RequestMembers part) =>
        part.Find("inlineData").ValueKind == JsonValueKind.Object || part.Find("fileData").ValueKind == JsonValueKind.Object;

    private AIContent? ReadMedia(RequestMembers part)
    {
        var isInline = part.Find("inlineData").ValueKind == JsonValueKind.Object;
        var members = part.Open(isInline ? "inlineData" : "fileData");
        try
        {
            var mediaType = members.TakeText("mimeType");
            AIContent? media = isInline
                ? mediaType is not null && members.TakeText("data") is { } data ? GeminiBase64.Read(part, data, mediaType) : null
                : members.TakeText("fileUri") is { } address ? ReadFile(address, mediaType) : null;
            return media is null ? null : Sign(part, media);
        }
        catch (Exception refused) when (refused is ArgumentException or FormatException)
        {
            // The vocabulary checks addresses, media types and base64; what it refuses travels as it stands.
            return null;
        }
    }

    /// <summary>Files are named by the address that they were uploaded to, and others by one on the web, whose type need not be said.</summary>
    private AIContent ReadFile(string address, string? mediaType) =>
        mediaType is not null ? new UriContent(address, mediaType)
        : address.Contains("/files/", StringComparison.Ordinal) || !Uri.IsWellFormedUriString(address, UriKind.Absolute) ? new HostedFileContent(address) { Issuer = issuer }
        : new UriContent(address, "*/*");

    private AIContent KeepWhole(JsonElement source) => new() { Raw = source.Clone(), WireType = FindType(source), Issuer = issuer };

    private static string? FindType(JsonElement source)
    {
        string? first = null;
        foreach (var member in source.EnumerateObject())
        {
            if (member.Value.ValueKind == JsonValueKind.Object)
            {
                return GeminiName.ToCamel(member.Name);
            }

            first ??= GeminiName.ToCamel(member.Name);
        }

        return first;
    }

    private T Sign<T>(RequestMembers part, T content)
        where T : AIContent => _state.Attach(content, part.TakeText("thoughtSignature"));
}
