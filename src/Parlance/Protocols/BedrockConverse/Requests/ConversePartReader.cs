using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.AI;
using Parlance.Json;
using Parlance.Responses;

namespace Parlance.Protocols.BedrockConverse;

/// <summary>
/// Blocks to contents. A block is an object whose one member names what it is; what has no type of its own goes back to
/// the same wire as it stands.
/// </summary>
internal sealed class ConversePartReader(string? issuer)
{
    /// <summary>Takes an array of blocks out of the object that holds it.</summary>
    public List<AIContent> Take(RequestMembers holder, string name)
    {
        var contents = new List<AIContent>();
        foreach (var block in holder.TakeObjects(name))
        {
            if (!ConverseCachePoint.TryMark(contents, block.Source))
            {
                contents.Add(ReadBlock(block));
            }
        }

        return contents;
    }

    private AIContent ReadBlock(RequestMembers block)
    {
        var content = ConverseBlocks.TryGetOnlyMember(block.Source, out var only) ? ReadMember(only.Name, block.Inside(only.Name, only.Value)) : null;
        return content ?? WholeContent.Keep(ConverseProtocol.WireName, block.Source, block.Source.EnumerateObject().Select(member => member.Name).FirstOrDefault(), issuer);
    }

    /// <summary>Reads what a block holds; null for what is kept whole.</summary>
    private AIContent? ReadMember(string kind, RequestMembers members)
    {
        if (kind == "text" && members.Source.AsText() is { } text)
        {
            return new TextContent(text);
        }

        if (members.Source.ValueKind != JsonValueKind.Object)
        {
            return null;
        }

        return kind switch
        {
            "toolUse" => ReadCall(members),
            "toolResult" => ReadResult(members),
            "reasoningContent" => ReadReasoning(members.Source),
            ConverseBlocks.CitationsContent => ReadCited(members),
            ConverseBlocks.GuardContent => ReadGuarded(members.Source),
            "image" or "document" or "video" or "audio" => Finish(ConverseMediaReader.Read(kind, members), members),
            _ => null,
        };
    }

    private static FunctionCallContent? ReadCall(RequestMembers call)
    {
        if (call.Has("type"))
        {
            // A call of the provider's own tools, which no client executes.
            return null;
        }

        var id = call.TakeText("toolUseId") ?? throw call.Invalid("toolUseId", "must pair the call with its result");
        var name = call.TakeText("name") ?? throw call.Invalid("name", "must name a tool");
        var input = call.Take("input");
        var arguments = input.ValueKind == JsonValueKind.Undefined ? "" : Encoding.UTF8.GetString(JsonMarshal.GetRawUtf8Value(input));
        return Finish(ToolCallArguments.CreateCall(id, name, arguments), call);
    }

    private FunctionResultContent? ReadResult(RequestMembers result)
    {
        if (result.Has("type"))
        {
            return null;
        }

        var id = result.TakeText("toolUseId") ?? throw result.Invalid("toolUseId", "must name the call that it answers");
        var isError = result.TryTake("status", static status => status.AsText() == "error", out _);
        return Finish(new FunctionResultContent(id, TakeResultValue(result)) { IsError = isError }, result);
    }

    /// <summary>One text is a text and one object an object, as a tool gives them; anything else is a list of contents.</summary>
    private object? TakeResultValue(RequestMembers result)
    {
        var content = result.Find("content");
        if (content.ValueKind == JsonValueKind.Undefined)
        {
            return null;
        }

        if (content.ValueKind == JsonValueKind.Array && content.GetArrayLength() == 1 && content[0].ValueKind == JsonValueKind.Object && content[0].GetPropertyCount() == 1)
        {
            if (content[0].TryGetText("text"u8, out var text))
            {
                result.Take("content");
                return text;
            }

            if (content[0].Member("json"u8) is { ValueKind: JsonValueKind.Object } json)
            {
                result.Take("content");
                return json;
            }
        }

        return Take(result, "content");
    }

    private TextReasoningContent? ReadReasoning(JsonElement reasoning)
    {
        if (reasoning.GetPropertyCount() != 1)
        {
            return null;
        }

        if (reasoning.TryGetText("redactedContent"u8, out var redacted))
        {
            return new TextReasoningContent(null) { ProtectedData = redacted, Issuer = issuer, WireType = ConverseBlocks.RedactedContent };
        }

        if (reasoning.Member("reasoningText"u8) is not { ValueKind: JsonValueKind.Object } source)
        {
            return null;
        }

        var readable = new RequestMembers(ConverseProtocol.WireName, source);
        return Finish(new TextReasoningContent(readable.Take("text").AsText()) { ProtectedData = readable.TakeText("signature"), Issuer = issuer }, readable);
    }

    private static TextContent? ReadCited(RequestMembers cited)
    {
        var content = cited.Take("content");
        if (!cited.TryTake("citations", JsonValueKind.Array, out var citations)
            || content is not { ValueKind: JsonValueKind.Array } || content.GetArrayLength() != 1
            || !content[0].TryGetText("text"u8, out var words) || content[0].GetPropertyCount() != 1)
        {
            return null;
        }

        var text = new TextContent(words) { WireType = ConverseBlocks.CitationsContent, Annotations = [] };
        foreach (var citation in citations.EnumerateArray())
        {
            text.Annotations.Add(CitationReader.Read(JsonMarshal.GetRawUtf8Value(citation)));
        }

        return Finish(text, cited);
    }

    private static TextContent? ReadGuarded(JsonElement guarded)
    {
        var text = new RequestMembers(ConverseProtocol.WireName, guarded.Member("text"u8));
        return guarded.GetPropertyCount() == 1 && text.TryTake("text", JsonValueKind.String, out var words)
            ? Finish(new TextContent(words.AsText()) { WireType = ConverseBlocks.GuardContent }, text)
            : null;
    }

    /// <summary>Keeps what is left of the object that a content was read from.</summary>
    [return: NotNullIfNotNull(nameof(content))]
    private static T? Finish<T>(T? content, RequestMembers members)
        where T : AIContent
    {
        if (content is not null)
        {
            content.AdditionalProperties = members.AddExtras(content.AdditionalProperties);
        }

        return content;
    }
}
