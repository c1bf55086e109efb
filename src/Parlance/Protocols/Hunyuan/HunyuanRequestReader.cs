using System.Text.Json;
using Microsoft.Extensions.AI;
using Parlance.Json;
using Parlance.Protocols.MessageShape;

namespace Parlance.Protocols.Hunyuan;

/// <summary>A body to a call.</summary>
internal static class HunyuanRequestReader
{
    private const string Wire = HunyuanProtocol.WireName;

    public static ChatCall Read(ReadOnlyMemory<byte> body, string? issuer)
    {
        var root = RequestBody.Parse(body);
        var members = new WireMembers(Wire, root);
        var options = new ChatOptions();
        var model = members.TakeText("Model") ?? throw RequestBody.Invalid("Model", "must be the name of a model");

        // The service's other actions, such as translation, have bodies of the same kind without a conversation.
        var messages = members.Has("Messages") ? new HunyuanMessageReader(issuer).Take(members) : [];
        var isStreaming = members.TryTake("Stream", value => value.ValueKind == JsonValueKind.True, out _);
        options.TopP = members.TakeNumber("TopP");
        options.Temperature = members.TakeNumber("Temperature");
        options.Seed = members.TakeInteger("Seed");
        options.ReasoningEnabled = members.TakeFlag("EnableThinking");
        if (members.TakeArray("Stop", value => value.ValueKind == JsonValueKind.String) is { ValueKind: JsonValueKind.Array } stop)
        {
            options.StopSequences = [.. stop.EnumerateArray().Select(text => text.AsText()!)];
        }

        options.Tools = FunctionTools.Take(Wire, HunyuanProtocol.Names, members);
        options.ToolMode = TakeToolMode(members, root);
        options.AdditionalProperties = Bag.Set(options.AdditionalProperties, WireExtras.Key, members.Rest());
        return new ChatCall { Model = model, Messages = messages, Options = options, IsStreaming = isStreaming, OriginalBody = body };
    }

    /// <summary>
    /// A forced tool stands a second time beside the word for it. One that is not among the tools is nothing that another
    /// wire could say: the two members are then kept as they are.
    /// </summary>
    private static ChatToolMode? TakeToolMode(WireMembers members, JsonElement root)
    {
        if (members.TryTake("ToolChoice", value => value.AsText() is "auto" or "none", out var choice))
        {
            return choice.ValueEquals("none") ? ChatToolMode.None : ChatToolMode.Auto;
        }

        return root.Member("ToolChoice"u8).AsText() == "custom"
            && members.TryTake("CustomTool", forced => IsDeclared(root, forced), out var tool)
            && members.TryTake("ToolChoice", WireMembers.IsText, out _)
            ? ChatToolMode.RequireSpecific(tool.Member("Function"u8).Member("Name"u8).AsText()!)
            : null;
    }

    private static bool IsDeclared(JsonElement root, JsonElement tool) =>
        root.Member("Tools"u8) is { ValueKind: JsonValueKind.Array } tools
        && tools.EnumerateArray().Any(declared => JsonElement.DeepEquals(declared, tool))
        && tool.Member("Function"u8).Member("Name"u8).AsText() is { Length: > 0 };

    private sealed class HunyuanMessageReader(string? issuer) : MessageReader(Wire, HunyuanProtocol.Names, issuer)
    {
        protected override AIContent? ReadPart(JsonElement part)
        {
            var members = new WireMembers(Wire, part);
            JsonElement inner = default;
            var type = members.TakeText("Type");
            var name = type == "video_url" ? "VideoUrl" : "ImageUrl";
            AIContent? content = type switch
            {
                "text" => members.TakeText("Text") is { } text ? new TextContent(text) : null,
                "image_url" => ReadAddress(members, name, "image/*", out inner),
                "video_url" => ReadAddress(members, name, "video/*", out inner),
                _ => null,
            };
            if (content is not null)
            {
                content.AdditionalProperties = Bag.Set(content.AdditionalProperties, WireExtras.Key, members.Rest((name, inner)));
            }

            return content;
        }

        private static AIContent? ReadAddress(WireMembers members, string name, string mediaType, out JsonElement inner)
        {
            inner = default;
            if (!members.TryTake(name, value => value.ValueKind == JsonValueKind.Object, out var source))
            {
                return null;
            }

            var address = members.Inside(source);
            var content = address.TakeText("Url") is { } url ? MediaAddress.Read(url, mediaType) : null;
            inner = address.Rest();
            return content;
        }
    }
}
