using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.AI;
using Parlance.Json;
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
                throw RequestBody.Invalid(field, "must be a string or an array of blocks");
        }
    }

    private AIContent ReadBlock(JsonElement source, string field)
    {
        if (source.AsText() is { } words)
        {
            return new TextContent(words);
        }

        var block = new RequestMembers(AnthropicMessagesProtocol.WireName, source);
        var type = block.Take("type").AsText() ?? throw RequestBody.Invalid(field, "holds a block that is no object with a type");
        AIContent? content = type switch
        {
            AnthropicBlockType.Text => block.TryTake("text", JsonValueKind.String, out var text) ? ReadText(block, text) : null,
            "image" or "document" => AnthropicMediaReader.Read(block, type),
            AnthropicBlockType.ContainerUpload => block.TakeText("file_id") is { } file ? new HostedFileContent(file) { WireType = type } : null,
            AnthropicBlockType.ToolUse => ReadCall(block, field),
            "tool_result" => ReadResult(block, field),
            AnthropicBlockType.Thinking => ReadThinking(block),
            AnthropicBlockType.RedactedThinking => new TextReasoningContent(null) { ProtectedData = block.Take("data").AsText(), Issuer = issuer, WireType = type },
            _ => null,
        };
        if (content is null)
        {
            // A block without a type of its own goes back to the same wire as it stands.
            return new AIContent { Raw = source, WireType = type, Issuer = issuer };
        }

        content.AdditionalProperties = AnthropicCacheControl.Take(block, content.AdditionalProperties);
        content.AdditionalProperties = block.AddExtras(content.AdditionalProperties);
        return content;
    }

    private static TextContent ReadText(RequestMembers block, JsonElement words)
    {
        var text = new TextContent(words.AsText()) { AdditionalProperties = block.Note(null, Spelling.Parts) };
        if (block.TryTake("citations", JsonValueKind.Array, out var citations))
        {
            text.Annotations = [];
            foreach (var citation in citations.EnumerateArray())
            {
                text.Annotations.Add(CitationReader.Read(JsonMarshal.GetRawUtf8Value(citation)));
            }
        }

        return text;
    }

    private static FunctionCallContent ReadCall(RequestMembers block, string field)
    {
        if (block.TakeText("id") is not { } id || block.TakeText("name") is not { } name)
        {
            throw RequestBody.Invalid(field, "holds a tool_use block that lacks an id or a name");
        }

        var input = block.Take("input");
        var arguments = input.ValueKind == JsonValueKind.Undefined ? "" : Encoding.UTF8.GetString(JsonMarshal.GetRawUtf8Value(input));
        return ToolCallArguments.CreateCall(id, name, arguments);
    }

    private FunctionResultContent ReadResult(RequestMembers block, string field)
    {
        var id = block.TakeText("tool_use_id") ?? throw RequestBody.Invalid(field, "holds a tool_result block that lacks a tool_use_id");
        var content = block.Take("content");
        var isError = block.TakeFlag("is_error");
        return new FunctionResultContent(id, content.ValueKind == JsonValueKind.Array ? Read(content, $"{field}.content") : content.AsText())
        {
            AdditionalProperties = block.Note(null, AnthropicSpelling.ExplicitSuccess, isError == false),
            IsError = isError == true,
        };
    }

    private TextReasoningContent ReadThinking(RequestMembers block) =>
        new(block.Take("thinking").AsText()) { ProtectedData = block.TakeText("signature"), Issuer = issuer };
}
