using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.AI;
using Parlance.Json;
using Parlance.Protocols.MessageShape;
using Parlance.Streaming;

namespace Parlance.Protocols.AnthropicMessages;

/// <summary>The content of a message, of <c>system</c> or of a tool's result to contents, block by block.</summary>
internal sealed class AnthropicContentReader(string? issuer)
{
    /// <summary>Reads a string or an array of blocks.</summary>
    public List<AIContent> Read(JsonElement content, string field)
    {
        switch (content.ValueKind)
        {
            case JsonValueKind.Undefined:
                return [];
            case JsonValueKind.String:
                return [new TextContent(content.AsText())];
            case JsonValueKind.Array:
                var contents = new List<AIContent>(content.GetArrayLength());
                foreach (var block in content.EnumerateArray())
                {
                    contents.Add(ReadBlock(block, field));
                }

                return contents;
            default:
                throw AnthropicRequestReader.Invalid(field, "must be a string or an array of blocks");
        }
    }

    private AIContent ReadBlock(JsonElement block, string field)
    {
        if (block.AsText() is { } text)
        {
            return new TextContent(text);
        }

        var type = block.Member("type"u8).AsText()
            ?? throw AnthropicRequestReader.Invalid(field, "every block must be an object with a type");
        return type switch
        {
            AnthropicBlockType.Text when block.TryGetText("text"u8, out var words) => ReadText(block, words),
            "image" or "document" => AnthropicMediaReader.Read(block, type) is { } media
                ? Finish(media, block, name => name is "source" || (name is "title" && media is DataContent { Name: not null }))
                : KeepWhole(block, type),
            AnthropicBlockType.ContainerUpload when block.TryGetText("file_id"u8, out var file) =>
                Finish(new HostedFileContent(file) { WireType = type }, block, static name => name is "file_id"),
            AnthropicBlockType.ToolUse => ReadCall(block, field),
            "tool_result" => ReadResult(block, field),
            AnthropicBlockType.Thinking => ReadThinking(block),
            AnthropicBlockType.RedactedThinking => Finish(
                new TextReasoningContent(null) { ProtectedData = block.Member("data"u8).AsText(), Issuer = issuer, WireType = type },
                block,
                static name => name is "data"),
            _ => KeepWhole(block, type),
        };
    }

    private static TextContent ReadText(JsonElement block, string words)
    {
        var text = new TextContent(words) { AdditionalProperties = ShapeNotes.Note(null, ShapeNotes.Parts) };
        if (block.Member("citations"u8) is { ValueKind: JsonValueKind.Array } citations)
        {
            text.Annotations = [];
            foreach (var citation in citations.EnumerateArray())
            {
                text.Annotations.Add(CitationReader.Read(JsonMarshal.GetRawUtf8Value(citation)));
            }
        }

        return Finish(text, block, static name => name is "text" or "citations");
    }

    private static FunctionCallContent ReadCall(JsonElement block, string field)
    {
        if (!block.TryGetText("id"u8, out var id) || !block.TryGetText("name"u8, out var name))
        {
            throw AnthropicRequestReader.Invalid(field, "a tool_use block needs an id and a name");
        }

        var input = block.Member("input"u8);
        var arguments = input.ValueKind == JsonValueKind.Undefined ? "" : Encoding.UTF8.GetString(JsonMarshal.GetRawUtf8Value(input));
        return Finish(ToolCallArguments.CreateCall(id, name, arguments), block, static name => name is "id" or "name" or "input");
    }

    private FunctionResultContent ReadResult(JsonElement block, string field)
    {
        if (!block.TryGetText("tool_use_id"u8, out var id))
        {
            throw AnthropicRequestReader.Invalid(field, "a tool_result block needs a tool_use_id");
        }

        var content = block.Member("content"u8);
        object? value = content.ValueKind == JsonValueKind.Array ? Read(content, $"{field}.content") : content.AsText();
        var result = new FunctionResultContent(id, value) { IsError = block.Member("is_error"u8).ValueKind == JsonValueKind.True };
        return Finish(result, block, static name => name is "tool_use_id" or "content" or "is_error");
    }

    private TextReasoningContent ReadThinking(JsonElement block)
    {
        var signature = block.Member("signature"u8).AsText();
        var thinking = new TextReasoningContent(block.Member("thinking"u8).AsText())
        {
            ProtectedData = string.IsNullOrEmpty(signature) ? null : signature,
            Issuer = issuer,
        };
        return Finish(thinking, block, static name => name is "thinking" or "signature");
    }

    /// <summary>A block without a type of its own: it goes back to the same wire as it stands.</summary>
    private AIContent KeepWhole(JsonElement block, string type) => new() { Raw = block.Clone(), WireType = type, Issuer = issuer };

    /// <summary>Reads what every block may have, and gathers what is left.</summary>
    private static T Finish<T>(T content, JsonElement block, Func<string, bool> isModelled)
        where T : AIContent
    {
        var hasMark = AnthropicCacheControl.Read(block, content);
        content.AdditionalProperties = Bag.Set(
            content.AdditionalProperties,
            WireExtras.Key,
            WireExtras.Gather(AnthropicMessagesProtocol.WireName, block, (name, _) => name is "type" || (hasMark && name is "cache_control") || isModelled(name)));
        return content;
    }
}
