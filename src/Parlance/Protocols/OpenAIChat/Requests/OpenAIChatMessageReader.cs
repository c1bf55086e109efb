using System.Text.Json;
using Microsoft.Extensions.AI;
using Parlance.Json;

namespace Parlance.Protocols.OpenAIChat;

/// <summary>One message of a request.</summary>
internal static class OpenAIChatMessageReader
{
    public static ChatMessage Read(RequestMembers members, string? issuer, CallPairing pairing)
    {
        var role = members.TakeText("role") ?? throw members.Invalid("role", "must be a role");
        var message = new ChatMessage { Role = ToRole(role), AuthorName = members.TakeText("name"), Contents = [] };
        if (message.Role.Value != role)
        {
            message.WireRole = role;
        }

        if (message.Role == ChatRole.Tool)
        {
            ReadResult(members, message, issuer, pairing);
        }
        else if (message.Role == ChatRole.Assistant)
        {
            ReadAssistant(members, message, issuer, pairing);
        }
        else
        {
            ReadContent(members, message, issuer);
        }

        message.AdditionalProperties = members.AddExtras(message.AdditionalProperties);
        return message;
    }

    private static ChatRole ToRole(string role) => role switch
    {
        "system" or "developer" => ChatRole.System,
        "tool" or "function" => ChatRole.Tool,
        _ => new ChatRole(role),
    };

    private static void ReadContent(RequestMembers members, ChatMessage message, string? issuer)
    {
        if (members.TryTake("content", JsonValueKind.String, out var text))
        {
            if (text.AsText() is { Length: > 0 } said)
            {
                message.Contents.Add(new TextContent(said));
            }
        }
        else if (members.TryTake("content", JsonValueKind.Array, out var parts))
        {
            foreach (var part in parts.EnumerateArray())
            {
                message.Contents.Add(OpenAIChatPartReader.Read(part, issuer));
            }
        }
    }

    private static void ReadAssistant(RequestMembers members, ChatMessage message, string? issuer, CallPairing pairing)
    {
        ReadReasoning(members, message, issuer);
        ReadContent(members, message, issuer);
        if (members.TakeText("refusal") is { } refusal)
        {
            message.Contents.Add(new TextContent(refusal) { IsRefusal = true });
        }

        if (members.Open("audio").TakeText("id") is { } audioId)
        {
            message.Contents.Add(new AIContent { WireId = audioId, WireType = ChatWireNames.Audio, Issuer = issuer });
        }

        ReadCalls(members, message, issuer, pairing);

        message.IsPrefix = members.TakeTrue("prefix") | members.TakeTrue("partial");
    }

    private static void ReadReasoning(RequestMembers members, ChatMessage message, string? issuer)
    {
        var (text, spelling) = members.TakeText("reasoning_content") is { } content ? (content, ChatWireNames.ReasoningContent)
            : (members.TakeText("reasoning"), ChatWireNames.Reasoning);
        var hasDetails = members.TryTake("reasoning_details", JsonValueKind.Array, out var details);
        if (text is null && !hasDetails)
        {
            return;
        }

        if (hasDetails && OpaqueReasoning.Read(details, issuer) is { Count: > 0 } blocks)
        {
            // Each block repeats the text that its signature signs.
            message.Contents = [.. blocks];
            return;
        }

        var reasoning = new TextReasoningContent(text);
        if (text is not null)
        {
            reasoning.WireType = spelling;
        }

        if (hasDetails)
        {
            reasoning.ProtectedData = details.GetRawText();
            reasoning.Issuer = issuer;
        }

        message.Contents.Add(reasoning);
    }

    private static void ReadCalls(RequestMembers members, ChatMessage message, string? issuer, CallPairing pairing)
    {
        foreach (var call in members.TakeArray("tool_calls"))
        {
            message.Contents.Add(ReadCall(call, issuer, pairing));
        }

        if (members.Find("function_call").ValueKind == JsonValueKind.Object)
        {
            var function = members.Open("function_call");
            var call = ToolCallArguments.CreateCall("", function.TakeText("name") ?? "", ReadArguments(function, "arguments"));
            call.OpaqueState = ToolCallState.LegacyFunction;
            message.Contents.Add(call);
        }
    }

    private static FunctionCallContent ReadCall(JsonElement source, string? issuer, CallPairing pairing)
    {
        var members = new RequestMembers(ChatWireNames.Wire, source);
        var isCustom = members.Take("type").AsText() == "custom";
        var function = members.Open(isCustom ? "custom" : "function");
        var id = members.TakeText("id");
        var name = function.TakeText("name") ?? "";
        var call = ToolCallArguments.CreateCall(pairing.AddCall(id, name), name, ReadArguments(function, isCustom ? "input" : "arguments"));
        call.AdditionalProperties = members.Note(call.AdditionalProperties, Spelling.NoId, id is null);
        var extra = members.TakeObject("extra_content");
        if (isCustom || extra.ValueKind == JsonValueKind.Object)
        {
            var json = extra.ValueKind == JsonValueKind.Object ? System.Text.Encoding.UTF8.GetBytes(extra.GetRawText()) : [];
            call.OpaqueState = System.Text.Encoding.UTF8.GetString(ToolCallState.Write(isCustom, json));
            call.Issuer = json.Length > 0 ? issuer : null;
        }

        call.AdditionalProperties = members.AddExtras(call.AdditionalProperties);
        return call;
    }

    /// <summary>The arguments as text; some clients send the value that the text should hold.</summary>
    private static string ReadArguments(RequestMembers function, string member) =>
        function.TryTake(member, JsonValueKind.String, out var text) ? text.AsText()!
        : function.TryTake(member, static value => value.ValueKind is JsonValueKind.Object or JsonValueKind.Array, out var value) ? value.GetRawText()
        : "";

    private static void ReadResult(RequestMembers members, ChatMessage message, string? issuer, CallPairing pairing)
    {
        object? result = members.TryTake("content", JsonValueKind.String, out var text) ? text.AsText()
            : members.TryTake("content", JsonValueKind.Array, out var parts) ? parts.EnumerateArray().Select(part => OpenAIChatPartReader.Read(part, issuer)).ToList()
            : null;

        message.Contents.Add(PairResult(members, message, result, pairing));
    }

    /// <summary>Some hosts take a result without an id, which then answers the calls in their order. A function's result never has one.</summary>
    private static FunctionResultContent PairResult(RequestMembers members, ChatMessage message, object? result, CallPairing pairing)
    {
        var id = members.TakeText("tool_call_id");
        if (message.WireRole == "function")
        {
            return new FunctionResultContent(id ?? "", result);
        }

        var content = new FunctionResultContent(pairing.TryAnswer(id, message.AuthorName) ?? "", result);
        content.AdditionalProperties = members.Note(content.AdditionalProperties, Spelling.NoId, id is null);
        return content;
    }
}
