using System.Text.Json.Nodes;
using static Parlance.Conformance.Requests.RequestEdits;

namespace Parlance.Conformance.Requests;

/// <summary>
/// Brings a request body to a form in which two bodies are equal when they mean the same to the provider: defaults and
/// nulls are dropped, a text content is one text block, both names of the token limit and of the instructions' role are
/// one, and argument texts are compared as JSON.
/// </summary>
internal static class RequestNormalizer
{
    public static JsonObject Normalize(string family, JsonObject body)
    {
        var dropped = DropNulls(body)!.AsObject();
        var normal = family switch
        {
            "openai-chat" => Chat(dropped),
            "openai-responses" => ResponsesRequestNormalizer.Normalize(dropped),
            "anthropic-messages" => Anthropic(dropped),
            "gemini-generate" => GeminiRequestNormalizer.Normalize(dropped),
            _ => Defaults(dropped, """{"stream":false,"tools":[],"toolConfig":{},"options":{},"inferenceConfig":{},"additionalModelRequestFields":{},"system":[]}"""),
        };
        return DropEmptyLists(normal)!.AsObject();
    }

    private static JsonObject Chat(JsonObject body)
    {
        Defaults(body, """{"stream":false,"n":1,"parallel_tool_calls":true,"tool_choice":"auto","response_format":{"type":"text"},"tools":[],"functions":[],"stop":[],"logprobs":false,"store":false,"metadata":{},"logit_bias":{}}""");
        body.Remove("stream_options");
        Rename(body, "max_tokens", "max_completion_tokens");
        if (body["stop"] is JsonValue stop)
        {
            body["stop"] = new JsonArray(stop.DeepClone());
        }

        foreach (var message in Objects(body["messages"]))
        {
            ChatMessage(message);
        }

        foreach (var tool in Objects(body["tools"]))
        {
            if (tool["function"] is JsonObject function)
            {
                tool.TryAdd("type", "function");
                Defaults(function, """{"strict":false,"description":"","parameters":{"type":"object","properties":{}}}""");
            }
        }

        return body;
    }

    private static void ChatMessage(JsonObject message)
    {
        if (Text(message["role"]) == "developer")
        {
            message["role"] = "system";
        }

        message["content"] = Blocks(message["content"]);
        foreach (var part in Objects(message["content"]))
        {
            if (part["image_url"] is JsonObject image)
            {
                Defaults(image, """{"detail":"auto"}""");
            }
        }

        foreach (var call in Objects(message["tool_calls"]))
        {
            call.TryAdd("type", "function");
            if (call["function"] is JsonObject function)
            {
                function["arguments"] = AsJson(function["arguments"]);
            }
        }

        foreach (var name in (string[])["tool_calls", "annotations"])
        {
            if (message[name] is JsonArray { Count: 0 })
            {
                message.Remove(name);
            }
        }
    }

    private static JsonObject Anthropic(JsonObject body)
    {
        Defaults(body, """{"stream":false,"tool_choice":{"type":"auto"},"tools":[],"stop_sequences":[],"thinking":{"type":"disabled"},"metadata":{}}""");
        body["system"] = Blocks(body["system"]);
        foreach (var message in Objects(body["messages"]))
        {
            message["content"] = Blocks(message["content"]);
            foreach (var block in Objects(message["content"]))
            {
                if (Text(block["type"]) == "tool_result")
                {
                    block["content"] = Blocks(block["content"]);
                    Defaults(block, """{"is_error":false}""");
                }
            }
        }

        foreach (var tool in Objects(body["tools"]))
        {
            Defaults(tool, """{"type":"custom","description":""}""");
        }

        return body;
    }

    private static JsonNode? DropEmptyLists(JsonNode? value) => value switch
    {
        JsonObject members => new JsonObject(members
            .Where(member => member.Value is not (null or JsonArray { Count: 0 }))
            .Select(member => KeyValuePair.Create(member.Key, DropEmptyLists(member.Value)))),
        JsonArray items => new JsonArray([.. items.Select(DropEmptyLists)]),
        _ => value?.DeepClone(),
    };
}
