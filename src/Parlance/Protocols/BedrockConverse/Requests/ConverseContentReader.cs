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
                throw ConverseRequestReader.Invalid(field, "every block must be an object");
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
        if (!ConverseBlocks.TryGetOnlyMember(block, out var member))
        {
            return KeepWhole(block);
        }

        var value = member.Value;
        return (member.Name, value.ValueKind) switch
        {
            ("text", JsonValueKind.String) => new TextContent(value.AsText()),
            ("toolUse", JsonValueKind.Object) => ReadCall(block, value, field),
            ("toolResult", JsonValueKind.Object) => ReadResult(block, value, field),
            ("reasoningContent", JsonValueKind.Object) => ReadReasoning(block, value),
            (ConverseBlocks.CitationsContent, JsonValueKind.Object) => ReadCited(block, value),
            (ConverseBlocks.GuardContent, JsonValueKind.Object) => ReadGuarded(block, value),
            ("image" or "document" or "video" or "audio", JsonValueKind.Object) => ConverseMediaReader.Read(member.Name, value) is { } media
                ? Finish(media, value, static name => name is "format" or "source" or "name")
                : KeepWhole(block),
            _ => KeepWhole(block),
        };
    }

    private AIContent ReadCall(JsonElement block, JsonElement call, string field)
    {
        if (call.TryGetMember("type"u8, out _))
        {
            // A call of the provider's own tools, which no client executes.
            return KeepWhole(block);
        }

        if (!call.TryGetText("toolUseId"u8, out var id) || !call.TryGetText("name"u8, out var name))
        {
            throw ConverseRequestReader.Invalid(field, "a toolUse block needs a toolUseId and a name");
        }

        var input = call.Member("input"u8);
        var arguments = input.ValueKind == JsonValueKind.Undefined ? "" : Encoding.UTF8.GetString(JsonMarshal.GetRawUtf8Value(input));
        return Finish(ToolCallArguments.CreateCall(id, name, arguments), call, static name => name is "toolUseId" or "name" or "input");
    }

    private AIContent ReadResult(JsonElement block, JsonElement result, string field)
    {
        if (result.TryGetMember("type"u8, out _))
        {
            return KeepWhole(block);
        }

        if (!result.TryGetText("toolUseId"u8, out var id) || result.Member("content"u8).ValueKind is not (JsonValueKind.Array or JsonValueKind.Undefined))
        {
            throw ConverseRequestReader.Invalid(field, "a toolResult block needs a toolUseId and an array as its content");
        }

        var isError = result.Member("status"u8).AsText() == "error";
        var read = new FunctionResultContent(id, ReadResultValue(result.Member("content"u8), field)) { IsError = isError };
        return Finish(read, result, name => name is "toolUseId" or "content" || (isError && name is "status"));
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
                return json.Clone();
            }
        }

        return Read(content, field);
    }

    private AIContent ReadReasoning(JsonElement block, JsonElement reasoning)
    {
        if (reasoning.GetPropertyCount() == 1 && reasoning.TryGetText("redactedContent"u8, out var redacted))
        {
            return new TextReasoningContent(null) { ProtectedData = redacted, Issuer = issuer, WireType = ConverseBlocks.RedactedContent };
        }

        if (reasoning.GetPropertyCount() != 1 || reasoning.Member("reasoningText"u8) is not { ValueKind: JsonValueKind.Object } readable)
        {
            return KeepWhole(block);
        }

        var signature = readable.Member("signature"u8).AsText();
        var read = new TextReasoningContent(readable.Member("text"u8).AsText())
        {
            ProtectedData = string.IsNullOrEmpty(signature) ? null : signature,
            Issuer = issuer,
        };
        return Finish(read, readable, static name => name is "text" or "signature");
    }

    private AIContent ReadCited(JsonElement block, JsonElement cited)
    {
        var content = cited.Member("content"u8);
        if (cited.Member("citations"u8).ValueKind != JsonValueKind.Array
            || content is not { ValueKind: JsonValueKind.Array } || content.GetArrayLength() != 1
            || !content[0].TryGetText("text"u8, out var words) || content[0].GetPropertyCount() != 1)
        {
            return KeepWhole(block);
        }

        var text = new TextContent(words) { WireType = ConverseBlocks.CitationsContent, Annotations = [] };
        foreach (var citation in cited.Member("citations"u8).EnumerateArray())
        {
            text.Annotations.Add(CitationReader.Read(JsonMarshal.GetRawUtf8Value(citation)));
        }

        return Finish(text, cited, static name => name is "content" or "citations");
    }

    private AIContent ReadGuarded(JsonElement block, JsonElement guarded) =>
        guarded.GetPropertyCount() == 1 && guarded.Member("text"u8) is { ValueKind: JsonValueKind.Object } inner && inner.TryGetText("text"u8, out var text)
            ? Finish(new TextContent(text) { WireType = ConverseBlocks.GuardContent }, inner, static name => name is "text")
            : KeepWhole(block);

    private AIContent KeepWhole(JsonElement block)
    {
        var kept = new AIContent { Raw = block.Clone(), WireType = block.EnumerateObject().Select(member => member.Name).FirstOrDefault(), Issuer = issuer };
        kept.AdditionalProperties = Bag.Set(kept.AdditionalProperties, WireExtras.Key, WireExtras.Mark(ConverseProtocol.WireName));
        return kept;
    }

    private static T Finish<T>(T content, JsonElement source, Func<string, bool> isModelled)
        where T : AIContent
    {
        content.AdditionalProperties = Bag.Set(
            content.AdditionalProperties,
            WireExtras.Key,
            WireExtras.Gather(ConverseProtocol.WireName, source, (name, _) => isModelled(name)));
        return content;
    }
}
