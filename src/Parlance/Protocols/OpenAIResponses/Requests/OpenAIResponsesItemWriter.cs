using System.Text.Json;
using Microsoft.Extensions.AI;
using Parlance.Json;

namespace Parlance.Protocols.OpenAIResponses;

/// <summary>
/// A message as items: its texts and media become messages, its calls, results and reasoning items of their own, all in
/// the caller's order.
/// </summary>
internal static class OpenAIResponsesItemWriter
{
    public static void Write(ItemPlace place)
    {
        if (place.Message.IsPrefix)
        {
            TurnShaper.ReportPrefix(place.Writer.Call, FieldPath.OfMessage(place.Index));
        }

        var contents = place.Message.Contents;
        var run = new List<AIContent>();
        var isWritten = false;
        foreach (var content in contents)
        {
            if (IsPart(place, content))
            {
                if (run.Count > 0 && StartsMessage(run, content))
                {
                    isWritten |= WriteRun(place, run, isFirst: !isWritten);
                }

                run.Add(content);
                continue;
            }

            isWritten |= WriteRun(place, run, isFirst: !isWritten);
            isWritten |= WriteItem(place, content, contents.IndexOf(content), isFirst: !isWritten);
        }

        if (run.Count > 0 || contents.Count == 0)
        {
            OpenAIResponsesMessageWriter.Write(place, run, isFirst: !isWritten);
        }
    }

    /// <summary>True for content of a message; false for what is an item itself.</summary>
    private static bool IsPart(ItemPlace place, AIContent content) => content switch
    {
        FunctionCallContent or FunctionResultContent or TextReasoningContent or UsageContent or ToolCallContent or ToolResultContent => false,
        TextContent { Text: "" } when place.Message.Contents.Count > 1 => false,
        DataContent or UriContent => place.Message.Role != ChatRole.Assistant || content.WireId is null,
        _ => content.GetType() != typeof(AIContent) || content.Raw is null || OpenAIResponsesMessageWriter.IsKeptPart(content),
    };

    /// <summary>A text with an id of its own began a message of its own.</summary>
    private static bool StartsMessage(List<AIContent> run, AIContent content) =>
        content is TextContent && content.WireId is { } id && run.Exists(part => part.WireId is { } other && other != id);

    private static bool WriteRun(ItemPlace place, List<AIContent> run, bool isFirst)
    {
        if (run.Count == 0)
        {
            return false;
        }

        OpenAIResponsesMessageWriter.Write(place, run, isFirst);
        run.Clear();
        return true;
    }

    private static bool WriteItem(ItemPlace place, AIContent content, int index, bool isFirst)
    {
        switch (content)
        {
            case FunctionCallContent call:
                WriteCall(place, call, index, isFirst);
                return true;
            case FunctionResultContent result:
                WriteResult(place, result, index, isFirst);
                return true;
            case TextReasoningContent reasoning:
                WriteReasoning(place, reasoning);
                return true;
            case DataContent or UriContent:
                return WriteImage(place, content, index);
            case TextContent:
                return false;
            default:
                place.Writer.WriteRaw(content.Raw!.Value);
                return true;
        }
    }

    private static void WriteCall(ItemPlace place, FunctionCallContent call, int index, bool isFirst)
    {
        var json = place.Writer.Json;
        var state = JsonElementExtensions.Parse(call.OpaqueState, JsonValueKind.Object);
        var isCustom = call.IsCustomCall;
        var start = place.Writer.BeginObject();
        json.WriteString("type"u8, isCustom ? "custom_tool_call"u8 : "function_call"u8);
        json.WriteString("call_id"u8, call.CallId);
        json.WriteString("name"u8, call.Name);
        json.WriteOptional("namespace"u8, call.Namespace);
        json.WriteString(isCustom ? "input"u8 : "arguments"u8, ToolCallArguments.ToJson(call));
        if (place.Writer.Call.MayReplay(call.Issuer) && OpenAIResponsesToolCallState.IsOurs(state))
        {
            OpenAIResponsesToolCallState.WriteTo(place.Writer, state);
        }
        else if (call.OpaqueState is not null)
        {
            place.Writer.LeaveOutState(call, place.FieldOf(index));
        }

        place.End(start, isFirst);
    }

    private static void WriteResult(ItemPlace place, FunctionResultContent result, int index, bool isFirst)
    {
        var json = place.Writer.Json;
        var start = place.Writer.BeginObject();
        json.WriteString("type"u8, result.WireType == OpenAIResponsesSpelling.CustomOutput ? OpenAIResponsesSpelling.CustomOutput : "function_call_output");
        json.WriteString("call_id"u8, result.CallId);
        if (ToolResultText.PartsOf(result) is { } parts)
        {
            json.WriteStartArray("output"u8);
            foreach (var part in parts)
            {
                OpenAIResponsesPartWriter.Write(place, part, index, isAssistant: false);
            }

            json.WriteEndArray();
        }
        else
        {
            json.WriteString("output"u8, ToolResultText.Of(result));
        }

        place.End(start, isFirst);
    }

    /// <summary>Reasoning goes back as the very item that it came as, and to its issuer alone.</summary>
    private static void WriteReasoning(ItemPlace place, TextReasoningContent reasoning)
    {
        place.Writer.WriteRaw(JsonElementExtensions.Parse(reasoning.ProtectedData, JsonValueKind.Object));
    }

    /// <summary>An image that the model made goes back by the id of its item.</summary>
    private static bool WriteImage(ItemPlace place, AIContent content, int index)
    {
        if (!place.Writer.Call.MayReplay(content.Issuer))
        {
            place.Writer.Unsupported(place.FieldOf(index), "An image that another provider made was left out: the wire takes the assistant's images by their ids alone.");
            return false;
        }

        place.Writer.Json.WriteStartObject();
        place.Writer.Json.WriteString("type"u8, "image_generation_call"u8);
        place.Writer.Json.WriteString("id"u8, content.WireId);
        place.Writer.Json.WriteEndObject();
        return true;
    }
}

/// <summary>A message being written: where it stands, and how warnings name it.</summary>
internal readonly record struct ItemPlace(RequestBodyWriter Writer, int Index)
{
    public ChatMessage Message => Writer.Call.Messages[Index];

    public FieldPath FieldOf(int content) => FieldPath.OfMessage(Index)[content];

    /// <summary>Ends an item; the message's extras belong to its first one.</summary>
    public void End(long start, bool isFirst) => Writer.EndObject(start, isFirst ? Message.AdditionalProperties : null, FieldPath.OfMessage(Index));
}
