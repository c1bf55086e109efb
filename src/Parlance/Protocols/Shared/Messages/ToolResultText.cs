using System.Text.Json;
using Microsoft.Extensions.AI;
using Parlance.Json;

namespace Parlance.Protocols;

/// <summary>The result of a tool as wires take it: in words or as contents, which say that it failed where the wire cannot.</summary>
internal static class ToolResultText
{
    /// <summary>A result as text, as every host takes it.</summary>
    public static string Of(FunctionResultContent result) => Flag(result, Words(result));

    /// <summary>A result as contents, for a wire that says beside them whether it failed.</summary>
    public static IList<AIContent> ContentsOf(FunctionResultContent result) => result.Result switch
    {
        AIContent content => [content],
        IList<AIContent> contents => contents,
        IEnumerable<AIContent> contents => [.. contents],
        null when result.Exception is null => [],
        _ => [new TextContent(Words(result))],
    };

    /// <summary>The parts of a result that holds content, with the failure said in the first text; null for a result of another kind.</summary>
    public static List<AIContent>? PartsOf(FunctionResultContent result)
    {
        if (result.Result is not (AIContent or IEnumerable<AIContent>))
        {
            return null;
        }

        List<AIContent> parts = result.Result is AIContent single ? [single] : [.. (IEnumerable<AIContent>)result.Result];
        return result.IsError
            ? [new TextContent(Flag(result, parts.OfType<TextContent>().FirstOrDefault()?.Text ?? "")), .. parts.Where(part => part is not TextContent), .. parts.OfType<TextContent>().Skip(1)]
            : parts;
    }

    private static string Words(FunctionResultContent result) => result.Result switch
    {
        null => result.Exception?.Message ?? "",
        string said => said,
        JsonElement { ValueKind: JsonValueKind.String } said => said.AsText()!,
        JsonElement value => value.GetRawText(),
        var value => JsonFormat.Serialize(value, typeof(object)),
    };

    /// <summary>The text says that the tool failed, where it did.</summary>
    private static string Flag(FunctionResultContent result, string text) =>
        !result.IsError || text.StartsWith("error", StringComparison.OrdinalIgnoreCase) ? text : text.Length == 0 ? "Error" : $"Error: {text}";
}
