using System.Text.Json;

namespace Parlance.Bench.Recorded;

/// <summary>One event of a recorded stream: its bytes as they were on the wire, and the content it carries.</summary>
/// <param name="Text">The event with the blank line that ends it.</param>
/// <param name="Content">The content that it carries of the kind looked for, null for none.</param>
public sealed record RecordedEvent(string Text, string? Content)
{
    public static List<RecordedEvent> ReadAll(string body, StreamKind kind)
    {
        var events = new List<RecordedEvent>();
        for (var start = 0; start < body.Length;)
        {
            var end = body.IndexOf("\n\n", start, StringComparison.Ordinal);
            end = end < 0 ? body.Length : end + 2;
            var text = body[start..end];
            events.Add(new RecordedEvent(text, FindContent(text, kind)));
            start = end;
        }

        return events;
    }

    private static string? FindContent(string text, StreamKind kind)
    {
        var data = text.IndexOf("data: {", StringComparison.Ordinal);
        if (data < 0)
        {
            return null;
        }

        var chunk = JsonElement.Parse(text.AsSpan(data + "data: ".Length).Trim());
        var delta = kind.Wire == "anthropic-messages" ? Member(chunk, "delta") : Member(First(Member(chunk, "choices")), "delta");
        if (kind.ContentMember == "arguments")
        {
            // The chunk that opens a call carries its id and belongs to the head.
            var call = First(Member(delta, "tool_calls"));
            delta = Member(call, "id").ValueKind == JsonValueKind.Undefined ? Member(call, "function") : default;
        }

        return Member(delta, kind.ContentMember) is { ValueKind: JsonValueKind.String } content && content.GetString() is { Length: > 0 } found ? found : null;
    }

    private static JsonElement Member(JsonElement value, string name) =>
        value.ValueKind == JsonValueKind.Object && value.TryGetProperty(name, out var member) ? member : default;

    private static JsonElement First(JsonElement array) =>
        array.ValueKind == JsonValueKind.Array && array.GetArrayLength() > 0 ? array[0] : default;
}
