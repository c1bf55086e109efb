using System.Text.Json;
using Microsoft.Extensions.AI;
using Parlance.Json;

namespace Parlance.Protocols.DashScope;

/// <summary>A body to a call. Whether the answer is streamed stands in a header; a body that asks for increments means it.</summary>
internal static class DashScopeRequestReader
{
    public static ChatCall Read(ReadOnlyMemory<byte> body, string? issuer)
    {
        var members = new RequestMembers(DashScopeProtocol.WireName, RequestBody.Parse(body));
        var options = new ChatOptions();
        var model = members.TakeText("model") ?? throw members.Invalid("model", "must be the name of a model");
        if (members.Find("input").ValueKind != JsonValueKind.Object)
        {
            throw members.Invalid("input", "must be an object");
        }

        var messages = ReadMessages(members.Open("input"), options, issuer);
        var parameters = members.Open("parameters");
        var isStreaming = parameters.TakeTrue("incremental_output");
        DashScopeFields.Settings.Read(members, options);
        ReadParameters(parameters, options);
        options.AdditionalProperties = members.AddExtras(options.AdditionalProperties);
        return new ChatCall { Model = model, Messages = messages, Options = options, IsStreaming = isStreaming, OriginalBody = body };
    }

    private static List<ChatMessage> ReadMessages(RequestMembers input, ChatOptions options, string? issuer)
    {
        if (input.Has("messages") || input.TakeText("prompt") is not { } prompt)
        {
            return new DashScopeMessageReader(issuer).Take(input);
        }

        options.AdditionalProperties = input.Note(options.AdditionalProperties, DashScopeSpelling.Prompt);
        return [new ChatMessage(ChatRole.User, prompt)];
    }

    private static void ReadParameters(RequestMembers parameters, ChatOptions options)
    {
        var hasFormat = parameters.TryTake("result_format", value => value.AsText() == "message", out _);
        options.AdditionalProperties = parameters.Note(options.AdditionalProperties, DashScopeSpelling.NoResultFormat, !hasFormat);
        options.ReasoningEnabled = parameters.TakeFlag("enable_thinking");
        options.ReasoningBudget = parameters.TakeInteger("thinking_budget");
        options.Tools = FunctionTools.Take(DashScopeProtocol.Names, parameters);
        ReadChoice(parameters, options);
        FormatObject.Take(parameters, "response_format", options, "json_schema");
    }

    private static void ReadChoice(RequestMembers parameters, ChatOptions options)
    {
        if (parameters.TryTake("tool_choice", value => value.AsText() is "auto" or "none", out var word))
        {
            options.ToolMode = word.ValueEquals("none") ? ChatToolMode.None : ChatToolMode.Auto;
        }
        else if (parameters.TryTake("tool_choice", value => FunctionTools.IsFunction(value.Member("type"u8)) && value.Member("function"u8).TryGetText("name"u8, out _), out var named))
        {
            options.ToolMode = ChatToolMode.RequireSpecific(named.Member("function"u8).Member("name"u8).AsText()!);
        }
    }

    private sealed class DashScopeMessageReader(string? issuer) : MessageReader(DashScopeProtocol.Names, issuer)
    {
        protected override AIContent? ReadPart(RequestMembers part) =>
            part.TryTake("text", JsonValueKind.String, out var text) ? new TextContent(text.AsText()) : ReadMedia(part);

        private static AIContent? ReadMedia(RequestMembers members)
        {
            foreach (var kind in DashScopeMessageWriter.MediaKinds)
            {
                if (members.TakeText(kind) is { } address)
                {
                    return MediaAddress.Read(address, $"{kind}/*");
                }
            }

            return null;
        }
    }
}
