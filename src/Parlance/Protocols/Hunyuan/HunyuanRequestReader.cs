using System.Text.Json;
using Microsoft.Extensions.AI;
using Parlance.Json;

namespace Parlance.Protocols.Hunyuan;

/// <summary>A body to a call.</summary>
internal static class HunyuanRequestReader
{
    public static ChatCall Read(ReadOnlyMemory<byte> body, string? issuer)
    {
        var members = new RequestMembers(HunyuanProtocol.WireName, RequestBody.Parse(body));
        var options = new ChatOptions();
        var model = members.TakeText("Model") ?? throw members.Invalid("Model", "must be the name of a model");

        // The service's other actions, such as translation, have bodies of the same kind without a conversation.
        var messages = members.Has("Messages") ? new HunyuanMessageReader(issuer).Take(members) : [];
        var isStreaming = members.TakeTrue("Stream");
        HunyuanFields.Settings.Read(members, options);
        options.ReasoningEnabled = members.TakeFlag("EnableThinking");
        options.Tools = FunctionTools.Take(HunyuanProtocol.Names, members);
        options.ToolMode = TakeToolMode(members);
        options.AdditionalProperties = members.AddExtras(options.AdditionalProperties);
        return new ChatCall { Model = model, Messages = messages, Options = options, IsStreaming = isStreaming, OriginalBody = body };
    }

    /// <summary>
    /// A forced tool stands a second time beside the word for it. One that is not among the tools is nothing that another
    /// wire could say: the two members are then kept as they are.
    /// </summary>
    private static ChatToolMode? TakeToolMode(RequestMembers members)
    {
        if (members.TryTake("ToolChoice", value => value.AsText() is "auto" or "none", out var choice))
        {
            return choice.ValueEquals("none") ? ChatToolMode.None : ChatToolMode.Auto;
        }

        return members.Find("ToolChoice").AsText() == "custom"
            && members.TryTake("CustomTool", forced => IsDeclared(members, forced), out var tool)
            && members.TakeText("ToolChoice") is not null
            ? ChatToolMode.RequireSpecific(tool.Member("Function"u8).Member("Name"u8).AsText()!)
            : null;
    }

    private static bool IsDeclared(RequestMembers members, JsonElement tool) =>
        members.Find("Tools") is { ValueKind: JsonValueKind.Array } tools
        && tools.EnumerateArray().Any(declared => JsonElement.DeepEquals(declared, tool))
        && tool.Member("Function"u8).Member("Name"u8).AsText() is { Length: > 0 };

    private sealed class HunyuanMessageReader(string? issuer) : MessageReader(HunyuanProtocol.Names, issuer)
    {
        protected override AIContent? ReadPart(RequestMembers part) => part.TakeText("Type") switch
        {
            "text" => part.TryTake("Text", JsonValueKind.String, out var text) ? new TextContent(text.AsText()) : null,
            "image_url" => ReadAddress(part.Open("ImageUrl"), "image/*"),
            "video_url" => ReadAddress(part.Open("VideoUrl"), "video/*"),
            _ => null,
        };

        private static AIContent? ReadAddress(RequestMembers address, string mediaType) =>
            address.TakeText("Url") is { } url ? MediaAddress.Read(url, mediaType) : null;
    }
}
