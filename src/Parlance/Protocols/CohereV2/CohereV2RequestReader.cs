using System.Text.Json;
using Microsoft.Extensions.AI;
using Parlance.Json;

namespace Parlance.Protocols.CohereV2;

/// <summary>A body to a call. Documents, safety and citation settings are the wire's own and stay extras.</summary>
internal static class CohereV2RequestReader
{
    /// <summary>The spelling of a schema that stood in <c>json_schema</c>, not in <c>schema</c>.</summary>
    public const string JsonSchema = "json-schema";

    public static ChatCall Read(ReadOnlyMemory<byte> body, string? issuer)
    {
        var members = new RequestMembers(CohereV2Protocol.WireName, RequestBody.Parse(body));
        var options = new ChatOptions();
        var model = members.TakeText("model") ?? throw members.Invalid("model", "must be the name of a model");
        var messages = new CohereV2MessageReader(issuer).Take(members);
        var isStreaming = members.TakeFlag("stream") == true;
        ReadTools(members, options);
        CohereV2Fields.Settings.Read(members, options);
        ReadThinking(members, options);
        ReadFormat(members, options);
        options.AdditionalProperties = members.AddExtras(options.AdditionalProperties);
        return new ChatCall { Model = model, Messages = messages, Options = options, IsStreaming = isStreaming, OriginalBody = body };
    }

    private static void ReadTools(RequestMembers members, ChatOptions options)
    {
        options.Tools = FunctionTools.Take(CohereV2Protocol.Names, members);
        if (members.TryTake("tool_choice", value => value.AsText() is "NONE" or "REQUIRED", out var choice))
        {
            options.ToolMode = choice.ValueEquals("NONE") ? ChatToolMode.None : ChatToolMode.RequireAny;
        }
    }

    private static void ReadThinking(RequestMembers members, ChatOptions options)
    {
        if (members.Find("thinking").Member("type"u8).AsText() is not ("enabled" or "disabled"))
        {
            return;
        }

        var thinking = members.Open("thinking");
        options.ReasoningEnabled = thinking.TakeText("type") == "enabled";
        options.ReasoningBudget = thinking.TakeInteger("token_budget");
    }

    private static void ReadFormat(RequestMembers members, ChatOptions options)
    {
        if (members.Find("response_format").Member("type"u8).AsText() is not ("text" or "json_object"))
        {
            return;
        }

        var format = members.Open("response_format");
        if (format.TakeText("type") == "text")
        {
            options.ResponseFormat = ChatResponseFormat.Text;
        }
        else if (format.TakeObject("json_schema") is { ValueKind: JsonValueKind.Object } named)
        {
            options.ResponseFormat = ChatResponseFormat.ForJsonSchema(named);
            options.AdditionalProperties = members.Note(options.AdditionalProperties, JsonSchema);
        }
        else
        {
            options.ResponseFormat = format.TakeObject("schema") is { ValueKind: JsonValueKind.Object } schema
                ? ChatResponseFormat.ForJsonSchema(schema)
                : ChatResponseFormat.Json;
        }
    }

    private sealed class CohereV2MessageReader(string? issuer) : MessageReader(CohereV2Protocol.Names, issuer)
    {
        protected override AIContent? ReadPart(RequestMembers part) => part.TakeText("type") switch
        {
            "text" => part.TryTake("text", JsonValueKind.String, out var text) ? new TextContent(text.AsText()) : null,
            "thinking" => part.TryTake("thinking", JsonValueKind.String, out var thought)
                ? new TextReasoningContent(thought.AsText()) { WireType = CohereV2MessageWriter.ThinkingPart }
                : null,
            "image_url" => ReadImage(part.Open("image_url")),
            _ => null,
        };

        private static AIContent? ReadImage(RequestMembers image)
        {
            var content = image.TakeText("url") is { } url ? MediaAddress.Read(url, "image/*") : null;
            if (content is not null)
            {
                content.Detail = image.TakeText("detail");
            }

            return content;
        }
    }
}
