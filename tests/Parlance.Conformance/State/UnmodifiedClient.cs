using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Parlance.Conformance.State;

/// <summary>
/// Clients as their vendors make them: what they heard they give back as it stands, a stream put together by the rules of
/// its wire, and behind it the results of the tools.
/// </summary>
internal static class UnmodifiedClient
{
    public static string NextTurn(string wire, byte[] response, bool isStreaming)
    {
        var text = Encoding.UTF8.GetString(response);
        return wire switch
        {
            "openai-chat" => Chat(isStreaming ? MergeChat(Events(text)) : Parse(text)["choices"]![0]!["message"]!),
            "openai-responses" => Responses((isStreaming ? Events(text).Last(frame => (string)frame["type"]! == "response.completed")["response"]! : Parse(text))["output"]!.AsArray()),
            "anthropic-messages" => Anthropic(isStreaming ? MergeAnthropic(Events(text)) : Parse(text)["content"]!.AsArray()),
            "gemini-generate" => Gemini([.. (isStreaming ? Events(text) : [Parse(text)]).SelectMany(Parts)]),
            _ => Ollama(isStreaming ? MergeOllama(text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(Parse)) : Parse(text)["message"]!),
        };
    }

    /// <summary>The same next turn from a client that keeps nothing but words and calls.</summary>
    public static string Forget(string wire, string request)
    {
        var root = Parse(request);
        switch (wire)
        {
            case "openai-chat" or "ollama-chat":
                var said = root["messages"]![1]!.AsObject();
                foreach (var member in (string[])["reasoning_content", "reasoning_details", "thinking"])
                {
                    said.Remove(member);
                }

                foreach (var call in said["tool_calls"]!.AsArray())
                {
                    call!.AsObject().Remove("extra_content");
                    call.AsObject().Remove("thought_signature");
                }

                break;
            case "openai-responses":
                RemoveWhere(root["input"]!.AsArray(), item => (string?)item["type"] == "reasoning");
                break;
            case "anthropic-messages":
                RemoveWhere(root["messages"]![1]!["content"]!.AsArray(), block => ((string)block["type"]!).EndsWith("thinking", StringComparison.Ordinal));
                break;
            default:
                var parts = root["contents"]![1]!["parts"]!.AsArray();
                RemoveWhere(parts, part => part["thought"] is not null);
                foreach (var part in parts)
                {
                    part!.AsObject().Remove("thoughtSignature");
                }

                RemoveWhere(parts, part => (string?)part["text"] == "");
                break;
        }

        return root.ToJsonString();
    }

    private static string Chat(JsonNode message)
    {
        JsonArray messages = [Said("Weather?"), message.DeepClone()];
        foreach (var call in message["tool_calls"]!.AsArray())
        {
            messages.Add(new JsonObject { ["role"] = "tool", ["tool_call_id"] = (string)call!["id"]!, ["content"] = "sunny" });
        }

        return new JsonObject { ["model"] = "m", ["messages"] = messages, ["tools"] = new JsonArray(Function("weather"), Function("time")) }.ToJsonString();

        static JsonObject Function(string name) => new() { ["type"] = "function", ["function"] = new JsonObject { ["name"] = name, ["parameters"] = Schema } };
    }

    private static string Responses(JsonArray output)
    {
        JsonArray input = [Said("Weather?"), .. output.Select(item => item!.DeepClone())];
        foreach (var call in output.Where(item => item!["call_id"] is not null))
        {
            input.Add(new JsonObject { ["type"] = $"{(string)call!["type"]!}_output", ["call_id"] = (string)call["call_id"]!, ["output"] = "sunny" });
        }

        return new JsonObject { ["model"] = "m", ["input"] = input, ["store"] = false, ["include"] = new JsonArray("reasoning.encrypted_content"), ["tools"] = new JsonArray(Function("weather"), Function("time")) }.ToJsonString();

        static JsonObject Function(string name) => new() { ["type"] = "function", ["name"] = name, ["parameters"] = Schema };
    }

    private static string Anthropic(JsonArray content)
    {
        JsonArray results = [.. content.Where(block => (string)block!["type"]! == "tool_use").Select(call => new JsonObject { ["type"] = "tool_result", ["tool_use_id"] = (string)call!["id"]!, ["content"] = "sunny" })];
        return new JsonObject
        {
            ["model"] = "m",
            ["max_tokens"] = 9000,
            ["messages"] = new JsonArray(Said("Weather?"), new JsonObject { ["role"] = "assistant", ["content"] = content.DeepClone() }, new JsonObject { ["role"] = "user", ["content"] = results }),
            ["tools"] = new JsonArray(Tool("weather"), Tool("time")),
        }.ToJsonString();

        static JsonObject Tool(string name) => new() { ["name"] = name, ["input_schema"] = Schema };
    }

    private static string Gemini(List<JsonNode> parts)
    {
        JsonArray results = [.. parts.Where(part => part["functionCall"] is not null).Select(part => new JsonObject { ["functionResponse"] = Answer(part["functionCall"]!) })];
        return new JsonObject
        {
            ["contents"] = new JsonArray(
                new JsonObject { ["role"] = "user", ["parts"] = new JsonArray(new JsonObject { ["text"] = "Weather?" }) },
                new JsonObject { ["role"] = "model", ["parts"] = new JsonArray([.. parts.Select(part => part.DeepClone())]) },
                new JsonObject { ["role"] = "user", ["parts"] = results }),
            ["tools"] = new JsonArray(new JsonObject { ["functionDeclarations"] = new JsonArray(new JsonObject { ["name"] = "weather", ["parameters"] = Schema }, new JsonObject { ["name"] = "time" }) }),
        }.ToJsonString();

        static JsonObject Answer(JsonNode call)
        {
            var answer = new JsonObject { ["name"] = (string)call["name"]!, ["response"] = new JsonObject { ["output"] = "sunny" } };
            if (call["id"] is { } id)
            {
                answer["id"] = (string)id!;
            }

            return answer;
        }
    }

    private static string Ollama(JsonNode message)
    {
        JsonArray messages = [Said("Weather?"), message.DeepClone()];
        foreach (var call in message["tool_calls"]!.AsArray())
        {
            messages.Add(new JsonObject { ["role"] = "tool", ["tool_name"] = (string)call!["function"]!["name"]!, ["content"] = "sunny" });
        }

        return new JsonObject { ["model"] = "m", ["stream"] = false, ["messages"] = messages }.ToJsonString();
    }

    private static JsonObject MergeChat(List<JsonNode> frames)
    {
        var message = new JsonObject { ["role"] = "assistant" };
        foreach (var delta in frames.SelectMany(frame => frame["choices"]!.AsArray()).Select(choice => choice!["delta"]!.AsObject()))
        {
            Merge(message, delta);
        }

        foreach (var call in message["tool_calls"]!.AsArray())
        {
            call!.AsObject().Remove("index");
        }

        return message;
    }

    /// <summary>As the vendor's own clients put deltas together: texts are joined, elements of arrays found by their index.</summary>
    private static void Merge(JsonObject whole, JsonObject delta)
    {
        foreach (var (name, value) in delta)
        {
            switch (value)
            {
                case JsonArray array:
                    var known = whole[name] as JsonArray ?? [];
                    whole[name] = known.Parent is null ? known : whole[name];
                    foreach (var element in array)
                    {
                        var index = (int)(element!["index"] ?? throw new InvalidOperationException($"An element of {name} has no index."))!;
                        if (known.FirstOrDefault(found => (int)found!["index"]! == index) is JsonObject same)
                        {
                            Merge(same, element.AsObject());
                        }
                        else
                        {
                            known.Add(element.DeepClone());
                        }
                    }

                    break;
                case JsonObject inner when whole[name] is JsonObject outer:
                    Merge(outer, inner);
                    break;
                case JsonValue text when name is not ("role" or "id" or "type" or "index") && text.GetValueKind() == JsonValueKind.String && whole[name] is JsonValue before:
                    whole[name] = (string)before! + (string)text!;
                    break;
                default:
                    whole[name] = value?.DeepClone();
                    break;
            }
        }
    }

    private static JsonArray MergeAnthropic(List<JsonNode> frames)
    {
        JsonArray content = [];
        var arguments = new StringBuilder();
        foreach (var frame in frames)
        {
            switch ((string)frame["type"]!)
            {
                case "content_block_start":
                    content.Add(frame["content_block"]!.DeepClone());
                    break;
                case "content_block_delta":
                    var delta = frame["delta"]!;
                    var block = content[(int)frame["index"]!]!.AsObject();
                    foreach (var member in (string[])["text", "thinking", "signature"])
                    {
                        if (delta[member] is { } piece)
                        {
                            block[member] = (string?)block[member] + (string)piece!;
                        }
                    }

                    arguments.Append((string?)delta["partial_json"]);
                    break;
                case "content_block_stop" when arguments.Length > 0:
                    content[(int)frame["index"]!]!["input"] = Parse(arguments.ToString());
                    arguments.Clear();
                    break;
            }
        }

        return content;
    }

    private static JsonObject MergeOllama(IEnumerable<JsonNode> lines)
    {
        var whole = new JsonObject { ["role"] = "assistant", ["content"] = "", ["thinking"] = "", ["tool_calls"] = new JsonArray() };
        foreach (var message in lines.Select(line => line["message"]!))
        {
            whole["content"] = (string)whole["content"]! + (string?)message["content"];
            whole["thinking"] = (string)whole["thinking"]! + (string?)message["thinking"];
            foreach (var call in message["tool_calls"] as JsonArray ?? [])
            {
                whole["tool_calls"]!.AsArray().Add(call!.DeepClone());
            }
        }

        return whole;
    }

    private static IEnumerable<JsonNode> Parts(JsonNode frame) =>
        frame["candidates"] is JsonArray candidates ? candidates[0]!["content"]!["parts"]!.AsArray().Select(part => part!) : [];

    private static List<JsonNode> Events(string text) =>
        [.. text.Split('\n').Where(line => line.StartsWith("data: {", StringComparison.Ordinal)).Select(line => Parse(line["data: ".Length..]))];

    private static void RemoveWhere(JsonArray array, Func<JsonNode, bool> isRemoved)
    {
        foreach (var element in array.Where(element => isRemoved(element!)).ToList())
        {
            array.Remove(element);
        }
    }

    private static JsonObject Schema => new() { ["type"] = "object", ["properties"] = new JsonObject { ["city"] = new JsonObject { ["type"] = "string" } } };

    private static JsonObject Said(string words) => new() { ["role"] = "user", ["content"] = words };

    private static JsonNode Parse(string json) => JsonNode.Parse(json)!;
}
