using System.Text.Json;
using Microsoft.Extensions.AI;
using Parlance.Json;

namespace Parlance.Protocols.OpenAIChat;

/// <summary>The result of a tool call: a message of its own.</summary>
internal static class OpenAIChatResultWriter
{
    public static void Write(MessagePlace place, FunctionResultContent result, int content, bool isFirst)
    {
        var json = place.Writer.Json;
        var isLegacy = IsLegacy(place, result);
        var start = place.Writer.BeginObject();
        json.WriteString("role"u8, isLegacy ? "function" : "tool");
        if (isLegacy)
        {
            json.WriteString("name"u8, place.Message.AuthorName ?? LastLegacyCall(place)?.Name ?? "");
        }
        else
        {
            OpenAIChatMessageWriter.WriteName(place);
            if (result.CallId.Length > 0)
            {
                json.WriteString("tool_call_id"u8, result.CallId);
            }
        }

        WriteResult(place, result, content);
        place.Writer.EndObject(start, isFirst ? place.Message.AdditionalProperties : null, place.Field);
    }

    /// <summary>A result as text, as every host takes it.</summary>
    public static string ToText(FunctionResultContent result)
    {
        var text = result.Result switch
        {
            null => result.Exception?.Message ?? "",
            string said => said,
            JsonElement { ValueKind: JsonValueKind.String } said => said.AsText()!,
            JsonElement value => value.GetRawText(),
            var value => JsonFormat.Serialize(value, typeof(object)),
        };
        return Flag(result, text);
    }

    private static void WriteResult(MessagePlace place, FunctionResultContent result, int content)
    {
        if (result.Result is not (AIContent or IEnumerable<AIContent>))
        {
            place.Writer.Json.WriteString("content"u8, ToText(result));
            return;
        }

        var parts = result.Result is AIContent single ? [single] : ((IEnumerable<AIContent>)result.Result).ToList();
        if (!place.Dialect.AcceptsToolResultParts)
        {
            parts = [.. parts.Select(part => part is TextContent ? part : new TextContent(place.Describe(part, content, "The host takes text alone as a tool's result.")))];
        }

        if (result.IsError)
        {
            parts = [new TextContent(Flag(result, parts.OfType<TextContent>().FirstOrDefault()?.Text ?? "")), .. parts.Where(part => part is not TextContent), .. parts.OfType<TextContent>().Skip(1)];
        }

        OpenAIChatPartWriter.WriteParts(place, parts);
    }

    /// <summary>The wire has no flag for failures, so the text says it.</summary>
    private static string Flag(FunctionResultContent result, string text) =>
        !result.IsError || text.StartsWith("error", StringComparison.OrdinalIgnoreCase) ? text : text.Length == 0 ? "Error" : $"Error: {text}";

    private static bool IsLegacy(MessagePlace place, FunctionResultContent result) =>
        Bag.GetText(place.Message.AdditionalProperties, ChatWireNames.RoleKey) == "function"
        || (result.CallId.Length == 0 && LastLegacyCall(place) is not null);

    private static FunctionCallContent? LastLegacyCall(MessagePlace place) =>
        place.Writer.Call.Messages.Take(place.Index).SelectMany(message => message.Contents).OfType<FunctionCallContent>()
            .LastOrDefault(call => ToolCallState.IsLegacyFunction(call.OpaqueState));
}
