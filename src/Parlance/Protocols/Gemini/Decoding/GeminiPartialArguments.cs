using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Parlance.Json;

namespace Parlance.Protocols.Gemini;

/// <summary>
/// Arguments of a call that arrive as values at JSON paths (<c>partialArgs</c>), texts among them in pieces, put together
/// to one object. Source: cloud.google.com/vertex-ai, "Streaming function call arguments".
/// </summary>
internal sealed class GeminiPartialArguments
{
    private readonly JsonObject _root = [];
    private string? _unfinishedPath;

    public bool IsEmpty => _root.Count == 0;

    public void Add(in JsonSlice partial)
    {
        if (Member(partial, "jsonPath"u8, "json_path"u8).AsText() is not { } path)
        {
            throw new JsonException("A partial argument lacks its jsonPath.");
        }

        var text = Member(partial, "stringValue"u8, "string_value"u8);
        var steps = ParsePath(path);
        JsonNode? value = !text.IsMissing
            ? JsonValue.Create((_unfinishedPath == path ? Find(steps)?.GetValue<string>() : null) + text.AsText())
            : ReadPlain(partial);
        Set(steps, value);
        _unfinishedPath = !text.IsMissing && Member(partial, "willContinue"u8, "will_continue"u8).IsTrue ? path : null;
    }

    public void WriteTo(PooledBuffer buffer)
    {
        using var json = new Utf8JsonWriter(buffer, JsonFormat.Wire);
        _root.WriteTo(json);
    }

    private static JsonSlice Member(in JsonSlice value, ReadOnlySpan<byte> name, ReadOnlySpan<byte> snake)
    {
        var member = value.Member(name);
        return member.IsMissing ? value.Member(snake) : member;
    }

    private static JsonNode? ReadPlain(in JsonSlice partial)
    {
        var value = Member(partial, "numberValue"u8, "number_value"u8);
        value = value.IsMissing ? Member(partial, "boolValue"u8, "bool_value"u8) : value;
        return value.IsMissing ? null : JsonNode.Parse(value.ToJson());
    }

    private JsonNode? Find(List<string> steps)
    {
        JsonNode? node = _root;
        foreach (var step in steps)
        {
            node = node switch
            {
                JsonObject members => members[Unquote(step)],
                JsonArray items when int.TryParse(step, CultureInfo.InvariantCulture, out var index) && index >= 0 && index < items.Count => items[index],
                _ => null,
            };
        }

        return node;
    }

    private void Set(List<string> steps, JsonNode? value)
    {
        JsonNode parent = _root;
        for (var i = 0; i < steps.Count; i++)
        {
            var isLast = i == steps.Count - 1;
            var isIndexNext = !isLast && char.IsAsciiDigit(steps[i + 1][0]);
            var child = isLast ? value : isIndexNext ? new JsonArray() : new JsonObject();
            parent = Step(parent, steps[i], child, isLast)!;
        }
    }

    /// <summary>Goes to a child, made where it is absent; the last one is replaced.</summary>
    private static JsonNode? Step(JsonNode parent, string step, JsonNode? child, bool isLast)
    {
        switch (parent)
        {
            case JsonObject members:
                var name = Unquote(step);
                if (isLast || members[name] is null)
                {
                    members[name] = child;
                }

                return members[name];
            case JsonArray items when int.TryParse(step, CultureInfo.InvariantCulture, out var index) && index >= 0 && index <= items.Count:
                if (index == items.Count)
                {
                    items.Add(child);
                }
                else if (isLast || items[index] is null)
                {
                    items[index] = child;
                }

                return items[index];
            default:
                throw new JsonException("A partial argument's jsonPath leads nowhere.");
        }
    }

    /// <summary>Names are kept with a quote in front of them, so that no name can pass for an index.</summary>
    private static string Unquote(string step) => step[0] == '\'' ? step[1..] : throw new JsonException("A partial argument's jsonPath leads nowhere.");

    private static List<string> ParsePath(string path)
    {
        var steps = new List<string>();
        var rest = path.AsSpan();
        rest = rest.StartsWith("$") ? rest[1..] : rest;
        while (!rest.IsEmpty)
        {
            int end;
            if (rest[0] == '[')
            {
                end = rest.IndexOf(']');
                if (end < 2)
                {
                    throw new JsonException("A partial argument's jsonPath is malformed.");
                }

                var key = rest[1..end];
                steps.Add(char.IsAsciiDigit(key[0]) ? key.ToString() : $"'{key.Trim("'\"")}");
                rest = rest[(end + 1)..];
                continue;
            }

            rest = rest[0] == '.' ? rest[1..] : rest;
            end = rest.IndexOfAny('.', '[');
            steps.Add($"'{(end < 0 ? rest : rest[..end])}");
            rest = end < 0 ? default : rest[end..];
        }

        return steps.Count > 0 ? steps : throw new JsonException("A partial argument's jsonPath is empty.");
    }
}
