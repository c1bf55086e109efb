using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.AI;
using Parlance.Json;

namespace Parlance.Protocols.Gemini;

/// <summary>Parts of a content to contents, one for one.</summary>
internal sealed class GeminiPartReader(string? issuer)
{
    private readonly List<FunctionCallContent> _unanswered = [];
    private readonly Dictionary<string, string> _names = new(StringComparer.Ordinal);
    private int _calls;

    public AIContent Read(JsonElement source, string field)
    {
        if (source.AsText() is { } words)
        {
            return new TextContent(words);
        }

        if (source.ValueKind != JsonValueKind.Object)
        {
            throw GeminiRequestReader.Invalid($"{field}.parts", "every part must be an object");
        }

        var part = new GeminiMembers(source);
        return ReadCall(part, field) ?? ReadResult(part) ?? ReadMedia(part, source) ?? ReadText(part) ?? KeepWhole(source);
    }

    private AIContent? ReadText(GeminiMembers part)
    {
        if (part.Find("text").ValueKind != JsonValueKind.String)
        {
            return null;
        }

        var text = part.TakeText("text");
        if (part.Find("thought").ValueKind != JsonValueKind.True)
        {
            return Finish(Sign(part, new TextContent(text)), part);
        }

        part.Take("thought");
        return Finish(new TextReasoningContent(text) { ProtectedData = TakeSignature(part), Issuer = issuer }, part);
    }

    private FunctionCallContent? ReadCall(GeminiMembers part, string field)
    {
        if (!part.TryTake("functionCall", JsonValueKind.Object, out var source))
        {
            return null;
        }

        var members = new GeminiMembers(source);
        var name = members.TakeText("name") ?? throw GeminiRequestReader.Invalid($"{field}.parts", "a functionCall needs a name");
        var id = members.TakeText("id") is { Length: > 0 } given ? given : GeminiCallIds.Make(_calls);
        _calls++;
        var arguments = members.TryTake("args", JsonValueKind.Object, out var json) ? Encoding.UTF8.GetString(JsonMarshal.GetRawUtf8Value(json)) : "";
        var call = ToolCallArguments.CreateCall(id, name, arguments);
        _unanswered.Add(call);
        _names[id] = name;
        return Finish(Sign(part, call), part, ("functionCall", members.Rest()));
    }

    private FunctionResultContent? ReadResult(GeminiMembers part)
    {
        if (!part.TryTake("functionResponse", JsonValueKind.Object, out var source))
        {
            return null;
        }

        var members = new GeminiMembers(source);
        var name = members.Find("name").AsText();
        var id = members.TakeText("id");
        var hasId = !string.IsNullOrEmpty(id);
        var index = _unanswered.FindIndex(call => hasId ? call.CallId == id : call.Name == name);
        if (!hasId)
        {
            id = index >= 0 ? _unanswered[index].CallId : GeminiCallIds.Make(_calls++);
        }

        if (index >= 0)
        {
            _unanswered.RemoveAt(index);
        }

        if (name is not null && _names.TryGetValue(id!, out var called) && called == name)
        {
            // Any other name stays an extra: the result answers no call that is told of.
            members.Take("name");
        }

        var result = new FunctionResultContent(id!, null);
        if (members.TryTake("response", JsonValueKind.Object, out var response))
        {
            GeminiResponseValue.Read(response, result);
        }
        else
        {
            GeminiShape.NoteNoResponse(result);
        }

        if (!hasId)
        {
            GeminiShape.NoteNoId(result);
        }

        return Finish(result, part, ("functionResponse", members.Rest()));
    }

    private AIContent? ReadMedia(GeminiMembers part, JsonElement whole)
    {
        var isInline = part.TryTake("inlineData", JsonValueKind.Object, out var source);
        if (!isInline && !part.TryTake("fileData", JsonValueKind.Object, out source))
        {
            return null;
        }

        var members = new GeminiMembers(source);
        try
        {
            var mediaType = members.TakeText("mimeType");
            AIContent? media = isInline
                ? mediaType is not null && members.TakeText("data") is { } data ? new DataContent($"data:{mediaType};base64,{data}", mediaType) : null
                : members.TakeText("fileUri") is { } address ? mediaType is null ? new HostedFileContent(address) : new UriContent(address, mediaType) : null;
            return media is null ? KeepWhole(whole) : Finish(Sign(part, media), part, (isInline ? "inlineData" : "fileData", members.Rest()));
        }
        catch (Exception refused) when (refused is ArgumentException or FormatException)
        {
            // The vocabulary checks addresses, media types and base64; what it refuses travels as it stands.
            return KeepWhole(whole);
        }
    }

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

    private T Sign<T>(GeminiMembers part, T content)
        where T : AIContent
    {
        if (TakeSignature(part) is { } signature)
        {
            content.OpaqueState = signature;
            content.Issuer = issuer;
        }

        return content;
    }

    private static string? TakeSignature(GeminiMembers part) =>
        part.Find("thoughtSignature") is { ValueKind: JsonValueKind.String } signature && !signature.ValueEquals("") ? part.TakeText("thoughtSignature") : null;

    private static T Finish<T>(T content, GeminiMembers part, (string Name, JsonElement Extras) nested = default)
        where T : AIContent
    {
        content.AdditionalProperties = Bag.Set(content.AdditionalProperties, WireExtras.Key, nested.Name is null ? part.Rest() : part.Rest(nested));
        return content;
    }
}
