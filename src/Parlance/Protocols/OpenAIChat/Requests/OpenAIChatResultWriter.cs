using Microsoft.Extensions.AI;

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
            if (result.CallId.Length > 0 && !place.Writer.IsSpelled(result.AdditionalProperties, Spelling.NoId))
            {
                json.WriteString("tool_call_id"u8, result.CallId);
            }
        }

        WriteResult(place, result, content);
        place.Writer.EndObject(start, isFirst ? place.Message.AdditionalProperties : null, place.Field);
    }

    private static void WriteResult(MessagePlace place, FunctionResultContent result, int content)
    {
        if (ToolResultText.PartsOf(result) is not { } parts)
        {
            place.Writer.WriteText("content"u8, ToolResultText.Of(result));
            return;
        }

        if (!place.Dialect.AcceptsToolResultParts)
        {
            parts = [.. parts.Select(part => part is TextContent ? part : new TextContent(place.Describe(part, content, "The host takes text alone as a tool's result.")))];
        }

        OpenAIChatPartWriter.WriteResult(place, parts, content);
    }

    private static bool IsLegacy(MessagePlace place, FunctionResultContent result) =>
        place.Message.WireRole == "function"
        || (result.CallId.Length == 0 && LastLegacyCall(place) is not null);

    private static FunctionCallContent? LastLegacyCall(MessagePlace place) =>
        place.Writer.Call.Messages.Take(place.Index).SelectMany(message => message.Contents).OfType<FunctionCallContent>()
            .LastOrDefault(call => ToolCallState.IsLegacyFunction(call.OpaqueState));
}
