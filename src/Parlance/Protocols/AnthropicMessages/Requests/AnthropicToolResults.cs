using System.Text.Json;
using Microsoft.Extensions.AI;
using Parlance.Json;

namespace Parlance.Protocols.AnthropicMessages;

/// <summary>A tool's result as contents: text, or the parts that the tool returned.</summary>
internal static class AnthropicToolResults
{
    public static IList<AIContent> Read(FunctionResultContent result) => result.Result switch
    {
        null => result.Exception is { } error ? [new TextContent(error.Message)] : [],
        string text => [new TextContent(text)],
        AIContent content => [content],
        IList<AIContent> contents => contents,
        IEnumerable<AIContent> contents => [.. contents],
        JsonElement { ValueKind: JsonValueKind.String } text => [new TextContent(text.AsText())],
        JsonElement json => [new TextContent(json.GetRawText())],
        var value => [new TextContent(JsonFormat.Serialize(value, typeof(object)))],
    };
}
