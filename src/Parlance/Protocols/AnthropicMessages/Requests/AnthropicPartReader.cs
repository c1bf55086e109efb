using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.AI;
using Parlance.Json;
using Parlance.Responses;

namespace Parlance.Protocols.AnthropicMessages;

/// <summary>The content of a message, of <c>system</c> or of a tool's result to contents, block by block.</summary>
internal sealed class AnthropicPartReader(string? issuer)
{
    private readonly ReturnedState _state = new(issuer);

    /// <summary>Takes a string or an array of blocks out of the object that holds it.</summary>
    public List<AIContent> Take(RequestMembers holder, string name)
    {
        var content = holder.Take(name);
        return content.ValueKind switch
        {
            JsonValueKind.Undefined => [],
            JsonValueKind.String => [new TextContent(content.AsText())],
            JsonValueKind.Array => [.. content.EnumerateArray().Select((block, index) => ReadBlock(holder.Inside(name, block, index)))],
            _ => throw holder.Invalid(name, "must be a string or an array of blocks"),
        };
    }

    /// <summary>Puts the state that stood in blocks of its own where it belongs.</summary>
    public void PutStateBack(IEnumerable<ChatMessage> messages) => _state.PutBack(messages);

    private AIContent ReadBlock(RequestMembers block)
    {
        if (block.Source.AsText() is { } words)
        {
            return new TextContent(words);
        }

        var type = block.Take("type").AsText() ?? throw block.Invalid("must be an object with a type");
        AIContent? content = type switch
        {
            AnthropicBlockType.Text => block.TryTake("text", JsonValueKind.String, out var text) ? ReadText(block, text) : null,
            "image" or "document" => AnthropicMediaReader.Read(block, type, issuer),
            AnthropicBlockType.ContainerUpload => block.TakeText("file_id") is { } file ? new HostedFileContent(file) { WireType = type, Issuer = issuer } : null,
            AnthropicBlockType.ToolUse => ReadCall(block),
            "tool_result" => ReadResult(block),
            AnthropicBlockType.Thinking => ReadThinking(block),
            AnthropicBlockType.RedactedThinking => _state.Sign(new TextReasoningContent(null) { WireType = type }, block.Take("data").AsText()),
            _ => null,
        };
        if (content is null)
        {
            // A block without a type of its own goes back to the same wire as it stands.
            return new AIContent { Raw = block.Source, WireType = type, Issuer = issuer };
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

    private static FunctionCallContent ReadCall(RequestMembers block)
    {
        var id = block.TakeText("id") ?? throw block.Invalid("id", "must pair the call with its result");
        var name = block.TakeText("name") ?? throw block.Invalid("name", "must name a tool");
        var input = block.Take("input");
        var arguments = input.ValueKind == JsonValueKind.Undefined ? "" : Encoding.UTF8.GetString(JsonMarshal.GetRawUtf8Value(input));
        return ToolCallArguments.CreateCall(id, name, arguments);
    }

    private FunctionResultContent ReadResult(RequestMembers block)
    {
        var id = block.TakeText("tool_use_id") ?? throw block.Invalid("tool_use_id", "must name the call that it answers");
        var isError = block.TakeFlag("is_error");
        return new FunctionResultContent(id, block.Find("content").ValueKind == JsonValueKind.Array ? Take(block, "content") : block.Take("content").AsText())
        {
            AdditionalProperties = block.Note(null, AnthropicSpelling.ExplicitSuccess, isError == false),
            IsError = isError == true,
        };
    }

    private TextReasoningContent ReadThinking(RequestMembers block) =>
        _state.Sign(new TextReasoningContent(block.Take("thinking").AsText()), block.TakeText("signature"));
}
