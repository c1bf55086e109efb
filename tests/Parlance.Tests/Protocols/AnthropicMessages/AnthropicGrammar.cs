using System.Text.Json;

namespace Parlance.Tests.Protocols.AnthropicMessages;

/// <summary>Checks a stream against the order of events that the vendor documents: blocks never overlap, indexes rise by one.</summary>
internal static class AnthropicGrammar
{
    public static List<JsonElement> Validate(string stream)
    {
        var events = Parse(stream);
        Type(events[0]).ShouldBe("message_start");
        events[0].GetProperty("message").GetProperty("usage").ValueKind.ShouldBe(JsonValueKind.Object);
        var next = 0;
        string? open = null;
        var sawDelta = false;
        foreach (var data in events.Skip(1).SkipLast(1))
        {
            switch (Type(data))
            {
                case "content_block_start":
                    open.ShouldBeNull();
                    sawDelta.ShouldBeFalse();
                    data.GetProperty("index").GetInt32().ShouldBe(next);
                    open = data.GetProperty("content_block").GetProperty("type").GetString();
                    break;
                case "content_block_delta":
                    data.GetProperty("index").GetInt32().ShouldBe(next);
                    Allowed(open).ShouldContain(data.GetProperty("delta").GetProperty("type").GetString());
                    break;
                case "content_block_stop":
                    open.ShouldNotBeNull();
                    data.GetProperty("index").GetInt32().ShouldBe(next++);
                    open = null;
                    break;
                case "message_delta":
                    open.ShouldBeNull();
                    sawDelta.ShouldBeFalse();
                    sawDelta = true;
                    data.GetProperty("delta").GetProperty("stop_reason").ValueKind.ShouldBe(JsonValueKind.String);
                    data.GetProperty("usage").GetProperty("output_tokens").ValueKind.ShouldBe(JsonValueKind.Number);
                    break;
                default:
                    throw new InvalidOperationException($"Unexpected event {Type(data)}.");
            }
        }

        sawDelta.ShouldBeTrue();
        Type(events[^1]).ShouldBe("message_stop");
        return events;
    }

    private static string?[] Allowed(string? block) => block switch
    {
        "text" => ["text_delta", "citations_delta"],
        "thinking" => ["thinking_delta", "signature_delta"],
        "tool_use" or "server_tool_use" or "mcp_tool_use" => ["input_json_delta"],
        _ => [],
    };

    private static List<JsonElement> Parse(string stream)
    {
        stream.ShouldEndWith("\n\n");
        return [.. stream[..^2].Split("\n\n").Select(frame =>
        {
            var lines = frame.Split('\n');
            lines.Length.ShouldBe(2);
            var data = JsonElement.Parse(lines[1]["data: ".Length..]);
            lines[0].ShouldBe($"event: {Type(data)}");
            return data;
        })];
    }

    private static string? Type(JsonElement data) => data.GetProperty("type").GetString();
}
