using System.Text;
using System.Text.Json;
using Microsoft.Extensions.AI;
using Parlance.Json;

namespace Parlance.Protocols.OpenAIChat;

/// <summary>Messages: what this wire adds to a role, a content and calls, most of it in what the model said.</summary>
internal sealed class OpenAIChatMessageReader(string? issuer) : MessageReader(OpenAIChatProtocol.Names, issuer)
{
    private readonly ReturnedState _state = new(issuer);

    /// <summary>Puts the state that stood beside calls where it belongs.</summary>
    public void PutStateBack(List<ChatMessage> messages) => _state.PutBack(messages);

    protected override ChatRole ToRole(string role) => role switch
    {
        "system" or "developer" => ChatRole.System,
        "tool" or "function" => ChatRole.Tool,
        _ => new ChatRole(role),
    };

    protected override AIContent? ReadPart(RequestMembers part) => OpenAIChatPartReader.Read(part, Issuer);

    protected override void ReadReasoning(ChatMessage message, RequestMembers members)
    {
        if (message.Role != ChatRole.Assistant)
        {
            return;
        }

        var (text, spelling) = members.TakeText("reasoning_content") is { } content ? (content, OpenAIChatSpelling.ReasoningContent)
            : (members.TakeText("reasoning"), OpenAIChatSpelling.Reasoning);
        var hasDetails = members.TryTake("reasoning_details", JsonValueKind.Array, out var details);
        if (hasDetails && OpenAIChatOpaqueReasoning.Read(details, _state) is { Count: > 0 } blocks)
        {
            // Each block repeats the text that its signature signs; words that none has are nobody's to sign.
            var isUnsigned = !string.IsNullOrEmpty(text) && blocks.All(static block => block.Text.Length == 0);
            message.Contents = isUnsigned ? [new TextReasoningContent(text) { WireType = spelling }, .. blocks] : [.. blocks];
        }
        else if (text is not null || hasDetails)
        {
            message.Contents.Add(new TextReasoningContent(text)
            {
                WireType = text is null ? null : spelling,
                ProtectedData = hasDetails ? details.GetRawText() : null,
                Issuer = hasDetails ? Issuer : null,
            });
        }
    }

    protected override void ReadBesideContent(ChatMessage message, RequestMembers members)
    {
        if (message.Role != ChatRole.Assistant)
        {
            return;
        }

        if (members.TakeText("refusal") is { } refusal)
        {
            message.Contents.Add(new TextContent(refusal) { IsRefusal = true });
        }

        if (members.Open("audio").TakeText("id") is { } audioId)
        {
            message.Contents.Add(new AIContent { WireId = audioId, WireType = OpenAIChatSpelling.Audio, Issuer = Issuer });
        }
    }

    protected override void ReadToolCalls(ChatMessage message, RequestMembers members)
    {
        if (message.Role != ChatRole.Assistant)
        {
            return;
        }

        base.ReadToolCalls(message, members);
        if (members.Find("function_call").ValueKind == JsonValueKind.Object)
        {
            var function = members.Open("function_call");
            var call = ToolCallArguments.CreateCall("", function.TakeText(Names.Name) ?? "", ReadArguments(function, Names.Arguments));
            message.Contents.Add(call);
        }
    }

    protected override FunctionCallContent ReadToolCall(RequestMembers members)
    {
        var isCustom = members.Take(Names.Type).AsText() == "custom";
        var function = members.Open(isCustom ? "custom" : Names.Function);
        var call = CreateToolCall(members, function.TakeText(Names.Name) ?? "", ReadArguments(function, isCustom ? "input" : Names.Arguments));
        var extra = members.TakeObject("extra_content");
        var hasExtra = extra.ValueKind == JsonValueKind.Object;
        call.IsCustomCall = isCustom;
        if (hasExtra)
        {
            call.OpaqueState = Encoding.UTF8.GetString(OpenAIChatToolCallState.Write(Encoding.UTF8.GetBytes(extra.GetRawText())));
            call.Issuer = Issuer;
        }

        return call;
    }

    /// <summary>A function's result never has an id.</summary>
    protected override FunctionResultContent ReadResult(ChatMessage message, RequestMembers members, object? content) => message.WireRole == "function"
        ? new FunctionResultContent(members.TakeText(Names.ToolCallId) ?? "", content)
        : base.ReadResult(message, members, content);

    protected override bool ReadPrefix(ChatMessage message, RequestMembers members) =>
        message.Role == ChatRole.Assistant && (members.TakeTrue("prefix") | members.TakeTrue("partial"));

    /// <summary>The arguments as text; some clients send the value that the text should hold.</summary>
    private static string ReadArguments(RequestMembers function, string member) =>
        function.TryTake(member, JsonValueKind.String, out var text) ? text.AsText()!
        : function.TryTake(member, static value => value.ValueKind is JsonValueKind.Object or JsonValueKind.Array, out var value) ? value.GetRawText()
        : "";
}
