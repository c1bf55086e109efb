using Parlance.Json;
using Parlance.Responses;

namespace Parlance.Protocols.OpenAIResponses;

/// <summary>What an output item is to a reader of the response.</summary>
internal enum OpenAIResponsesItemKind
{
    /// <summary>Its type has not been seen yet.</summary>
    Unknown,

    Message,

    Reasoning,

    /// <summary>A call to a function or to a custom tool, which the client executes.</summary>
    ClientCall,

    Image,

    /// <summary>Whatever is kept whole: calls that the provider executes, their results, and types of a later day.</summary>
    Whole,
}

/// <summary>The types of items, sorted.</summary>
internal static class OpenAIResponsesItemKinds
{
    public static OpenAIResponsesItemKind Of(in JsonSlice type)
    {
        if (!type.HasText)
        {
            return OpenAIResponsesItemKind.Unknown;
        }

        return type.Bytes switch
        {
            var name when name.SequenceEqual("message"u8) => OpenAIResponsesItemKind.Message,
            var name when name.SequenceEqual("reasoning"u8) => OpenAIResponsesItemKind.Reasoning,
            var name when name.SequenceEqual("function_call"u8) || name.SequenceEqual("custom_tool_call"u8) => OpenAIResponsesItemKind.ClientCall,
            var name when name.SequenceEqual("image_generation_call"u8) => OpenAIResponsesItemKind.Image,
            _ => OpenAIResponsesItemKind.Whole,
        };
    }

    /// <summary>
    /// The kind of block that an item which is kept whole becomes. Calls that the client executes in a way of their own,
    /// such as commands of a shell, are no calls of declared functions, and no reader can answer them as such.
    /// </summary>
    public static BlockKind BlockOf(string type) => type switch
    {
        "web_search_call" or "file_search_call" or "code_interpreter_call" or "image_generation_call" or "mcp_call" or "x_search_call"
            or "shell_call" => BlockKind.ServerToolCall,
        "mcp_list_tools" or "tool_search_output" => BlockKind.ServerToolResult,
        _ when type.EndsWith("_output", StringComparison.Ordinal) => BlockKind.ServerToolResult,
        _ => BlockKind.Opaque,
    };
}
