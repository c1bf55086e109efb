using System.Text.Json.Nodes;
using static Parlance.Conformance.Requests.RequestEdits;

namespace Parlance.Conformance.Requests;

/// <summary>A request for OpenAI's Responses in normal form: the input is a list of items, and a message needs no type.</summary>
internal static class ResponsesRequestNormalizer
{
    public static JsonObject Normalize(JsonObject body)
    {
        Defaults(body, """{"stream":false,"parallel_tool_calls":true,"tool_choice":"auto","tools":[],"truncation":"disabled","text":{"format":{"type":"text"}},"metadata":{},"include":[],"store":true,"background":false}""");
        body.Remove("stream_options");
        if (Text(body["input"]) is { } input)
        {
            body["input"] = new JsonArray(new JsonObject { ["role"] = "user", ["content"] = input });
        }

        foreach (var item in Objects(body["input"]))
        {
            Item(item);
        }

        foreach (var tool in Objects(body["tools"]))
        {
            Defaults(tool, """{"description":"","strict":false}""");
        }

        return body;
    }

    private static void Item(JsonObject item)
    {
        if (item.ContainsKey("role"))
        {
            Message(item);
        }

        if (item.ContainsKey("arguments"))
        {
            item["arguments"] = AsJson(item["arguments"]);
        }

        Defaults(item, """{"status":"completed"}""");
    }

    private static void Message(JsonObject message)
    {
        message.Remove("type");
        if (Text(message["role"]) == "developer")
        {
            message["role"] = "system";
        }

        message["content"] = Blocks(message["content"], Text(message["role"]) == "assistant" ? "output_text" : "input_text");
        foreach (var part in Objects(message["content"]))
        {
            Defaults(part, """{"annotations":[],"logprobs":[],"detail":"auto"}""");
        }
    }
}
