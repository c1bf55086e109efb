using System.Text.Json;
using Microsoft.Extensions.AI;
using Parlance.Json;
using Parlance.Protocols.MessageShape;

namespace Parlance.Protocols.DashScope;

/// <summary>A body to a call. Whether the answer is streamed stands in a header; a body that asks for increments means it.</summary>
internal static class DashScopeRequestReader
{
    private const string Wire = DashScopeProtocol.WireName;

    public static ChatCall Read(ReadOnlyMemory<byte> body, string? issuer)
    {
        var members = new WireMembers(Wire, RequestBody.Parse(body));
        var options = new ChatOptions();
        var model = members.TakeText("model") ?? throw RequestBody.Invalid("model", "must be the name of a model");
        if (!members.TryTake("input", value => value.ValueKind == JsonValueKind.Object, out var inputSource))
        {
            throw RequestBody.Invalid("input", "must be an object");
        }

        var input = members.Inside(inputSource);
        var messages = ReadMessages(input, inputSource, options, issuer);
        var isStreaming = false;
        JsonElement parameterExtras = default;
        if (members.TryTake("parameters", value => value.ValueKind == JsonValueKind.Object, out var parameterSource))
        {
            var parameters = members.Inside(parameterSource);
            isStreaming = parameters.TryTake("incremental_output", value => value.ValueKind == JsonValueKind.True, out _);
            parameterExtras = ReadParameters(parameters, options);
        }
        else
        {
            Note(options, DashScopeNotes.NoResultFormat);
        }

        options.AdditionalProperties = Bag.Set(options.AdditionalProperties, WireExtras.Key, members.Rest(("input", input.Rest()), ("parameters", parameterExtras)));
        return new ChatCall { Model = model, Messages = messages, Options = options, IsStreaming = isStreaming, OriginalBody = body };
    }

    private static List<ChatMessage> ReadMessages(WireMembers input, JsonElement source, ChatOptions options, string? issuer)
    {
        if (source.TryGetMember("messages"u8, out _) || input.TakeText("prompt") is not { } prompt)
        {
            return new DashScopeMessageReader(issuer).Take(input);
        }

        Note(options, DashScopeNotes.Prompt);
        return [new ChatMessage(ChatRole.User, prompt)];
    }

    private static JsonElement ReadParameters(WireMembers parameters, ChatOptions options)
    {
        if (!parameters.TryTake("result_format", value => value.ValueKind == JsonValueKind.String && value.ValueEquals("message"), out _))
        {
            Note(options, DashScopeNotes.NoResultFormat);
        }

        options.MaxOutputTokens = parameters.TakeCount("max_tokens");
        options.Temperature = parameters.TakeNumber("temperature");
        options.TopP = parameters.TakeNumber("top_p");
        options.TopK = parameters.TakeCount("top_k");
        options.PresencePenalty = parameters.TakeNumber("presence_penalty");
        options.Seed = parameters.TakeInteger("seed");
        options.LogProbs = parameters.TakeFlag("logprobs");
        options.TopLogProbs = parameters.TakeInteger("top_logprobs");
        options.ReasoningEnabled = parameters.TakeFlag("enable_thinking");
        options.ReasoningBudget = parameters.TakeInteger("thinking_budget");
        options.AllowMultipleToolCalls = parameters.TakeFlag("parallel_tool_calls");
        ReadStop(parameters, options);
        options.Tools = FunctionTools.Take(Wire, DashScopeProtocol.Names, parameters);
        ReadChoice(parameters, options);
        var format = ReadFormat(parameters, options);
        return parameters.Rest(("response_format", format));
    }

    private static void ReadStop(WireMembers parameters, ChatOptions options)
    {
        if (parameters.TakeText("stop") is { } single)
        {
            options.StopSequences = [single];
            Note(options, DashScopeNotes.SingleStop);
        }
        else if (parameters.TakeArray("stop", value => value.ValueKind == JsonValueKind.String) is { ValueKind: JsonValueKind.Array } stop)
        {
            options.StopSequences = [.. stop.EnumerateArray().Select(text => text.AsText()!)];
        }
    }

    private static void ReadChoice(WireMembers parameters, ChatOptions options)
    {
        if (parameters.TryTake("tool_choice", value => value.ValueKind == JsonValueKind.String && (value.ValueEquals("auto") || value.ValueEquals("none")), out var word))
        {
            options.ToolMode = word.ValueEquals("none") ? ChatToolMode.None : ChatToolMode.Auto;
        }
        else if (parameters.TryTake("tool_choice", value => FunctionCalls.IsFunction(value.Member("type"u8)) && value.Member("function"u8).TryGetText("name"u8, out _), out var named))
        {
            options.ToolMode = ChatToolMode.RequireSpecific(named.Member("function"u8).Member("name"u8).AsText()!);
        }
    }

    private static JsonElement ReadFormat(WireMembers parameters, ChatOptions options)
    {
        if (!parameters.TryTake("response_format", value => value.Member("type"u8).AsText() is "text" or "json_object"
            || (value.Member("type"u8).AsText() == "json_schema" && value.Member("json_schema"u8).TryGetMember("schema"u8, out _)), out var source))
        {
            return default;
        }

        var format = parameters.Inside(source);
        switch (format.TakeText("type"))
        {
            case "text":
                options.ResponseFormat = ChatResponseFormat.Text;
                return format.Rest();
            case "json_object":
                options.ResponseFormat = ChatResponseFormat.Json;
                return format.Rest();
        }

        format.TryTake("json_schema", _ => true, out var described);
        var inner = format.Inside(described);
        inner.TryTake("schema", _ => true, out var schema);
        options.ResponseFormat = ChatResponseFormat.ForJsonSchema(schema, inner.TakeText("name"), inner.TakeText("description"));
        options.StrictSchema = inner.TakeFlag("strict");
        return format.Rest(("json_schema", inner.Rest()));
    }

    private static void Note(ChatOptions options, string note) => options.AdditionalProperties = ShapeNotes.Note(options.AdditionalProperties, note);

    private sealed class DashScopeMessageReader(string? issuer) : MessageReader(Wire, DashScopeProtocol.Names, issuer)
    {
        protected override AIContent? ReadPart(JsonElement part)
        {
            var members = new WireMembers(Wire, part);
            var content = members.TakeText("text") is { } text ? new TextContent(text) : ReadMedia(members);
            if (content is not null)
            {
                content.AdditionalProperties = Bag.Set(content.AdditionalProperties, WireExtras.Key, members.Rest());
            }

            return content;
        }

        private static AIContent? ReadMedia(WireMembers members)
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
