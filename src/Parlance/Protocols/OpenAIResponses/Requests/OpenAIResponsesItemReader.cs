using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.AI;
using Parlance.Json;
using Parlance.Responses;

namespace Parlance.Protocols.OpenAIResponses;

/// <summary>One item of the input as one message. An item that cannot be modelled is kept whole.</summary>
internal static class OpenAIResponsesItemReader
{
    public static ChatMessage Read(RequestMembers item, ReturnedState returned)
    {
        var issuer = returned.Issuer;
        var source = item.Source;
        var type = item.Find("type").AsText();
        return type switch
        {
            "message" or null when item.Find("role").AsText() is { Length: > 0 } role => ReadMessage(item, role, issuer),
            "function_call" when IsCall(item, "arguments") => ReadCall(source, "arguments", issuer),
            "custom_tool_call" when IsCall(item, "input") => ReadCall(source, "input", issuer),
            "function_call_output" or "custom_tool_call_output" when IsResult(item) => ReadResult(item, type, issuer),
            "reasoning" => ReadReasoning(source, returned),
            _ => ReadWhole(source, type, issuer),
        };
    }

    private static ChatMessage ReadMessage(RequestMembers item, string role, string? issuer)
    {
        item.Take("type");
        item.Take("role");
        var message = new ChatMessage { Role = role is "system" or "developer" ? ChatRole.System : new ChatRole(role), Contents = [] };
        if (message.Role.Value != role)
        {
            message.WireRole = role;
        }

        ReadContent(item, message, issuer);
        if (message.Contents is [{ } first, ..] && message.Role == ChatRole.Assistant)
        {
            if (item.TakeText("id") is { } id)
            {
                first.WireId = id;
                first.Issuer = issuer;
            }

            if (OpenAIResponsesSpelling.PhaseType(item.TakeText("phase")) is { } phase)
            {
                first.WireType = phase;
            }
        }

        return Finish(message, item);
    }

    private static void ReadContent(RequestMembers item, ChatMessage message, string? issuer)
    {
        if (item.TryTake("content", JsonValueKind.String, out var text))
        {
            message.Contents.Add(new TextContent(text.AsText()));
        }
        else if (item.TryTake("content", JsonValueKind.Array, out var parts))
        {
            foreach (var part in parts.EnumerateArray())
            {
                message.Contents.Add(OpenAIResponsesPartReader.Read(part, issuer));
            }
        }
    }

    private static bool IsCall(RequestMembers item, string arguments) =>
        item.Find("call_id").ValueKind == JsonValueKind.String && item.Find("name").ValueKind == JsonValueKind.String
        && item.Find(arguments).ValueKind == JsonValueKind.String;

    private static ChatMessage ReadCall(JsonElement source, string arguments, string? issuer)
    {
        var call = ToolCallArguments.CreateCall(source.Member("call_id"u8).AsText()!, source.Member("name"u8).AsText()!, source.GetProperty(arguments).AsText()!);
        call.IsCustomCall = arguments == "input";
        call.Namespace = source.Member("namespace"u8).AsText();
        var state = OpenAIResponsesToolCallState.Write(JsonSlice.Parse(JsonMarshal.GetRawUtf8Value(source)));
        if (state.Length > 0)
        {
            call.OpaqueState = Encoding.UTF8.GetString(state);
            call.Issuer = issuer;
        }

        return new ChatMessage(ChatRole.Assistant, [call]);
    }

    private static bool IsResult(RequestMembers item) =>
        item.Find("call_id").ValueKind == JsonValueKind.String && item.Find("output").ValueKind is JsonValueKind.String or JsonValueKind.Array;

    private static ChatMessage ReadResult(RequestMembers item, string type, string? issuer)
    {
        item.Take("type");
        var output = item.Take("output");
        var result = new FunctionResultContent(
            item.Take("call_id").AsText()!,
            output.AsText() is { } text ? text : output.EnumerateArray().Select(part => OpenAIResponsesPartReader.Read(part, issuer)).ToList());
        if (type == OpenAIResponsesSpelling.CustomOutput)
        {
            result.WireType = type;
        }

        return Finish(new ChatMessage(ChatRole.Tool, [result]), item);
    }

    private static ChatMessage ReadReasoning(JsonElement source, ReturnedState returned)
    {
        var text = JoinTexts(source.Member("summary"u8));
        var reasoning = new TextReasoningContent(text.Length > 0 ? text : JoinTexts(source.Member("content"u8))) { WireType = OpenAIResponsesSpelling.Reasoning };

        // The vendor's own state is the whole item.
        var encrypted = source.Member("encrypted_content"u8).AsText();
        return new ChatMessage(ChatRole.Assistant, [returned.Sign(reasoning, StateEnvelope.IsEnvelope(encrypted) ? encrypted : source.GetRawText())]);
    }

    private static string JoinTexts(JsonElement parts) =>
        parts.ValueKind == JsonValueKind.Array ? string.Concat(parts.EnumerateArray().Select(part => part.Member("text"u8).AsText())) : "";

    private static ChatMessage ReadWhole(JsonElement source, string? type, string? issuer)
    {
        var role = type is null ? ChatRole.User
            : type.EndsWith("_output", StringComparison.Ordinal) ? ChatRole.Tool
            : type.EndsWith("_response", StringComparison.Ordinal) ? ChatRole.User
            : ChatRole.Assistant;
        return new ChatMessage(role, [OpenAIResponsesPartReader.ReadWhole(source, issuer, isItem: true)]);
    }

    private static ChatMessage Finish(ChatMessage message, RequestMembers item)
    {
        message.AdditionalProperties = item.AddExtras(message.AdditionalProperties);
        return message;
    }
}
