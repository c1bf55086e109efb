using System.Text.Json;
using Microsoft.Extensions.AI;
using Parlance.Json;

namespace Parlance.Protocols.OpenAIChat;

/// <summary>One message of a request.</summary>
internal static class OpenAIChatMessageReader
{
    /// <summary>Reads a message; null where it has no role.</summary>
    public static ChatMessage? Read(JsonElement source, string? issuer, CallPairing pairing)
    {
        var members = new RequestMembers(source);
        if (members.TakeText("role") is not { Length: > 0 } role)
        {
            return null;
        }

        var message = new ChatMessage { Role = ToRole(role), AuthorName = members.TakeText("name"), Contents = [] };
        if (message.Role.Value != role)
        {
            message.AdditionalProperties = Bag.Set(message.AdditionalProperties, ChatWireNames.RoleKey, role);
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

        message.AdditionalProperties = Bag.Set(message.AdditionalProperties, WireExtras.Key, members.Extras(ChatWireNames.Wire));
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
        var content = members.Find("content");
        if (content.AsText() is { } text)
        {
            members.MarkTaken("content");
            if (text.Length > 0)
            {
                message.Contents.Add(new TextContent(text));
            }
        }
        else if (content.ValueKind == JsonValueKind.Array)
        {
            members.MarkTaken("content");
            foreach (var part in content.EnumerateArray())
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

        if (members.Find("audio") is { ValueKind: JsonValueKind.Object } audio && audio.TryGetText("id"u8, out var audioId))
        {
            members.Open("audio").MarkTaken("id");
            message.Contents.Add(new AIContent { WireId = audioId, WireType = ChatWireNames.Audio, Issuer = issuer });
        }

        ReadCalls(members, message, issuer, pairing);

        // False says nothing that absence does not; it stays an extra.
        foreach (var member in (ReadOnlySpan<string>)["prefix", "partial"])
        {
            if (members.Find(member).ValueKind == JsonValueKind.True)
            {
                members.MarkTaken(member);
                message.IsPrefix = true;
            }
        }
    }

    private static void ReadReasoning(RequestMembers members, ChatMessage message, string? issuer)
    {
        var (text, spelling) = members.TakeText("reasoning_content") is { } content ? (content, ChatWireNames.ReasoningContent)
            : (members.TakeText("reasoning"), ChatWireNames.Reasoning);
        var details = members.TakeWhole("reasoning_details", JsonValueKind.Array);
        if (text is null && details.ValueKind != JsonValueKind.Array)
        {
            return;
        }

        if (details.ValueKind == JsonValueKind.Array && OpaqueReasoning.Read(details, issuer) is { Count: > 0 } blocks)
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

        if (details.ValueKind == JsonValueKind.Array)
        {
            reasoning.ProtectedData = details.GetRawText();
            reasoning.Issuer = issuer;
        }

        message.Contents.Add(reasoning);
    }

    private static void ReadCalls(RequestMembers members, ChatMessage message, string? issuer, CallPairing pairing)
    {
        var calls = members.TakeWhole("tool_calls", JsonValueKind.Array);
        if (calls.ValueKind == JsonValueKind.Array)
        {
            foreach (var call in calls.EnumerateArray())
            {
                message.Contents.Add(ReadCall(call, issuer, pairing));
            }
        }

        if (members.Find("function_call").ValueKind == JsonValueKind.Object)
        {
            var function = members.Open("function_call");
            var call = ToolCallArguments.CreateCall("", function.TakeText("name") ?? "", function.TakeText("arguments") ?? "");
            call.OpaqueState = ToolCallState.LegacyFunction;
            message.Contents.Add(call);
        }
    }

    private static FunctionCallContent ReadCall(JsonElement source, string? issuer, CallPairing pairing)
    {
        var members = new RequestMembers(source);
        var isCustom = members.Find("type").AsText() == "custom";
        members.MarkTaken("type");
        var function = members.Open(isCustom ? "custom" : "function");
        var argumentsName = isCustom ? "input" : "arguments";
        var arguments = function.TakeText(argumentsName);
        if (arguments is null && function.Find(argumentsName).ValueKind is JsonValueKind.Object or JsonValueKind.Array)
        {
            arguments = function.TakeWhole(argumentsName, function.Find(argumentsName).ValueKind).GetRawText();
        }

        var id = members.TakeText("id");
        var name = function.TakeText("name") ?? "";
        var call = ToolCallArguments.CreateCall(pairing.AddCall(id, name), name, arguments ?? "");
        if (string.IsNullOrEmpty(id))
        {
            call.AdditionalProperties = Bag.Set(call.AdditionalProperties, ChatWireNames.NoIdKey, true);
        }

        var extra = members.TakeWhole("extra_content", JsonValueKind.Object);
        if (isCustom || extra.ValueKind == JsonValueKind.Object)
        {
            var json = extra.ValueKind == JsonValueKind.Object ? System.Text.Encoding.UTF8.GetBytes(extra.GetRawText()) : [];
            call.OpaqueState = System.Text.Encoding.UTF8.GetString(ToolCallState.Write(isCustom, json));
            call.Issuer = json.Length > 0 ? issuer : null;
        }

        call.AdditionalProperties = Bag.Set(call.AdditionalProperties, WireExtras.Key, members.Extras(ChatWireNames.Wire));
        return call;
    }

    private static void ReadResult(RequestMembers members, ChatMessage message, string? issuer, CallPairing pairing)
    {
        var content = members.Find("content");
        object? result = null;
        if (content.AsText() is { } text)
        {
            members.MarkTaken("content");
            result = text;
        }
        else if (content.ValueKind == JsonValueKind.Array)
        {
            members.MarkTaken("content");
            result = content.EnumerateArray().Select(part => OpenAIChatPartReader.Read(part, issuer)).ToList();
        }

        message.Contents.Add(PairResult(members.TakeText("tool_call_id"), message, result, pairing));
    }

    /// <summary>Some hosts take a result without an id, which then answers the calls in their order. A function's result never has one.</summary>
    private static FunctionResultContent PairResult(string? id, ChatMessage message, object? result, CallPairing pairing)
    {
        if (Bag.GetText(message.AdditionalProperties, ChatWireNames.RoleKey) == "function")
        {
            return new FunctionResultContent(id ?? "", result);
        }

        var content = new FunctionResultContent(pairing.TryAnswer(id, message.AuthorName) ?? "", result);
        if (string.IsNullOrEmpty(id))
        {
            content.AdditionalProperties = Bag.Set(content.AdditionalProperties, ChatWireNames.NoIdKey, true);
        }

        return content;
    }
}
