using System.Text.Json;
using Microsoft.Extensions.AI;
using Parlance.Json;
using Parlance.Protocols.MessageShape;

namespace Parlance.Protocols.CohereV2;

/// <summary>A body to a call. Documents, safety and citation settings are the wire's own and stay extras.</summary>
internal static class CohereV2RequestReader
{
    /// <summary>Notes that the schema stood in <c>json_schema</c>, not in <c>schema</c>.</summary>
    public const string JsonSchema = "json-schema";

    private const string Wire = CohereV2Protocol.WireName;

    public static ChatCall Read(ReadOnlyMemory<byte> body, string? issuer)
    {
        var members = new WireMembers(Wire, RequestBody.Parse(body));
        var options = new ChatOptions();
        var model = members.TakeText("model") ?? throw RequestBody.Invalid("model", "must be the name of a model");
        var messages = new CohereV2MessageReader(issuer).Take(members);
        var isStreaming = members.TryTake("stream", value => value.ValueKind == JsonValueKind.True, out _);
        members.TryTake("stream", value => value.ValueKind == JsonValueKind.False, out _);
        ReadTools(members, options);
        ReadSampling(members, options);
        var thinking = ReadThinking(members, options);
        var format = ReadFormat(members, options);
        options.AdditionalProperties = Bag.Set(options.AdditionalProperties, WireExtras.Key, members.Rest(("thinking", thinking), ("response_format", format)));
        return new ChatCall { Model = model, Messages = messages, Options = options, IsStreaming = isStreaming, OriginalBody = body };
    }

    private static void ReadTools(WireMembers members, ChatOptions options)
    {
        options.Tools = FunctionTools.Take(Wire, CohereV2Protocol.Names, members);
        if (members.TryTake("tool_choice", value => value.AsText() is "NONE" or "REQUIRED", out var choice))
        {
            options.ToolMode = choice.ValueEquals("NONE") ? ChatToolMode.None : ChatToolMode.RequireAny;
        }
    }

    private static void ReadSampling(WireMembers members, ChatOptions options)
    {
        options.MaxOutputTokens = members.TakeCount("max_tokens");
        options.Temperature = members.TakeNumber("temperature");
        options.TopP = members.TakeNumber("p");
        options.TopK = members.TakeCount("k");
        options.FrequencyPenalty = members.TakeNumber("frequency_penalty");
        options.PresencePenalty = members.TakeNumber("presence_penalty");
        options.Seed = members.TakeInteger("seed");
        options.LogProbs = members.TakeFlag("logprobs");
        if (members.TakeArray("stop_sequences", value => value.ValueKind == JsonValueKind.String) is { ValueKind: JsonValueKind.Array } stop)
        {
            options.StopSequences = [.. stop.EnumerateArray().Select(text => text.AsText()!)];
        }
    }

    private static JsonElement ReadThinking(WireMembers members, ChatOptions options)
    {
        if (!members.TryTake("thinking", value => value.Member("type"u8).AsText() is "enabled" or "disabled", out var source))
        {
            return default;
        }

        var thinking = members.Inside(source);
        options.ReasoningEnabled = thinking.TakeText("type") == "enabled";
        options.ReasoningBudget = thinking.TakeInteger("token_budget");
        return thinking.Rest();
    }

    private static JsonElement ReadFormat(WireMembers members, ChatOptions options)
    {
        if (!members.TryTake("response_format", value => value.Member("type"u8).AsText() is "text" or "json_object", out var source))
        {
            return default;
        }

        var format = members.Inside(source);
        if (format.TakeText("type") == "text")
        {
            options.ResponseFormat = ChatResponseFormat.Text;
        }
        else if (format.TryTake("json_schema", WireMembers.IsNonEmptyObject, out var schema))
        {
            options.ResponseFormat = ChatResponseFormat.ForJsonSchema(schema);
            options.AdditionalProperties = ShapeNotes.Note(options.AdditionalProperties, JsonSchema);
        }
        else
        {
            options.ResponseFormat = format.TryTake("schema", WireMembers.IsNonEmptyObject, out schema)
                ? ChatResponseFormat.ForJsonSchema(schema)
                : ChatResponseFormat.Json;
        }

        return format.Rest();
    }

    private sealed class CohereV2MessageReader(string? issuer) : MessageReader(Wire, CohereV2Protocol.Names, issuer)
    {
        protected override AIContent? ReadPart(JsonElement part)
        {
            var members = new WireMembers(Wire, part);
            JsonElement inner = default;
            AIContent? content = members.TakeText("type") switch
            {
                "text" => members.TryTake("text", value => value.ValueKind == JsonValueKind.String, out var text) ? new TextContent(text.AsText()) : null,
                "thinking" => members.TryTake("thinking", value => value.ValueKind == JsonValueKind.String, out var thought)
                    ? new TextReasoningContent(thought.AsText()) { WireType = CohereV2MessageWriter.ThinkingPart }
                    : null,
                "image_url" => ReadImage(members, out inner),
                _ => null,
            };
            if (content is not null)
            {
                content.AdditionalProperties = Bag.Set(content.AdditionalProperties, WireExtras.Key, members.Rest(("image_url", inner)));
            }

            return content;
        }

        private static AIContent? ReadImage(WireMembers members, out JsonElement inner)
        {
            inner = default;
            if (!members.TryTake("image_url", value => value.ValueKind == JsonValueKind.Object, out var source))
            {
                return null;
            }

            var image = members.Inside(source);
            var content = image.TakeText("url") is { } url ? MediaAddress.Read(url, "image/*") : null;
            if (content is not null)
            {
                content.Detail = image.TakeText("detail");
            }

            inner = image.Rest();
            return content;
        }
    }
}
