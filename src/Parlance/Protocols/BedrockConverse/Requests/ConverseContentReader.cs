using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.AI;
using Parlance.Json;
using Parlance.Streaming;

namespace Parlance.Protocols.BedrockConverse;

/// <summary>
/// Blocks to contents. A block is an object whose one member names what it is; what has no type of its own goes back to
/// the same wire as it stands.
/// </summary>
internal sealed class ConverseContentReader(string? issuer)
{
    public List<AIContent> Read(JsonElement blocks, string field)
    {
        var contents = new List<AIContent>(blocks.GetArrayLength());
        foreach (var block in blocks.EnumerateArray())
        {
            if (block.ValueKind != JsonValueKind.Object)
            {
                throw RequestBody.Invalid(field, "holds a block that is no object");
            }

            if (!ConverseCachePoint.TryMark(contents, block))
            {
                contents.Add(ReadBlock(block, field));
            }
        }

        return contents;
    }

    private AIContent ReadBlock(JsonElement block, string field)
    {
        var content = ConverseBlocks.TryGetOnlyMember(block, out var only) ? ReadMember(only.Name, only.Value, field) : null;
        return content ?? WholeContent.Keep(ConverseProtocol.WireName, block, block.EnumerateObject().Select(member => member.Name).FirstOrDefault(), issuer);
    }

    /// <summary>Reads what a block holds; null for what is kept whole.</summary>
    private AIContent? ReadMember(string kind, JsonElement value, string field)
    {
        if (kind == "text" && value.AsText() is { } text)
        {
            return new TextContent(text);
        }

        if (value.ValueKind != JsonValueKind.Object)
        {
            return null;
        }

        var members = new RequestMembers(ConverseProtocol.WireName, value);
        return kind switch
        {
            "toolUse" => ReadCall(members, field),
            "toolResult" => ReadResult(members, field),
            "reasoningContent" => ReadReasoning(value),
            ConverseBlocks.CitationsContent => ReadCited(members),
            ConverseBlocks.GuardContent => ReadGuarded(value),
            "image" or "document" or "video" or "audio" => Finish(ConverseMediaReader.Read(kind, members), members),
            _ => null,
        };
    }

    private static FunctionCallContent? ReadCall(RequestMembers call, string field)
    {
        if (call.Has("type"))
        {
            // A call of the provider's own tools, which no client executes.
            return null;
        }

        if (call.TakeText("toolUseId") is not { } id || call.TakeText("name") is not { } name)
        {
            throw RequestBody.Invalid(field, "holds a toolUse block that lacks a toolUseId or a name");
        }

        var input = call.Take("input");
        var arguments = input.ValueKind == JsonValueKind.Undefined ? "" : Encoding.UTF8.GetString(JsonMarshal.GetRawUtf8Value(input));
        return Finish(ToolCallArguments.CreateCall(id, name, arguments), call);
    }

    private FunctionResultContent? ReadResult(RequestMembers result, string field)
    {
        if (result.Has("type"))
        {
            return null;
        }

        var content = result.Take("content");
        if (result.TakeText("toolUseId") is not { } id || content.ValueKind is not (JsonValueKind.Array or JsonValueKind.Undefined))
        {
            throw RequestBody.Invalid(field, "holds a toolResult block without a toolUseId, or with a content that is no array");
        }

        var isError = result.TryTake("status", static status => status.AsText() == "error", out _);
        return Finish(new FunctionResultContent(id, ReadResultValue(content, field)) { IsError = isError }, result);
    }

    /// <summary>One text is a text and one object an object, as a tool gives them; anything else is a list of contents.</summary>
    private object? ReadResultValue(JsonElement content, string field)
    {
        if (content.ValueKind != JsonValueKind.Array)
        {
            return null;
        }

        if (content.GetArrayLength() == 1 && content[0].ValueKind == JsonValueKind.Object && content[0].GetPropertyCount() == 1)
        {
            if (content[0].TryGetText("text"u8, out var text))
            {
                return text;
            }

            if (content[0].Member("json"u8) is { ValueKind: JsonValueKind.Object } json)
            {
                return json;
            }
        }

        return Read(content, field);
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
