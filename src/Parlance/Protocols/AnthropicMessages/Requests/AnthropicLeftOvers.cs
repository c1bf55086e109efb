using System.Text.Json;
using Microsoft.Extensions.AI;
using Parlance.Json;

namespace Parlance.Protocols.AnthropicMessages;

/// <summary>
/// The objects inside a request of which a part is modelled: that part is read, and what is left of the object stays under
/// its name among the extras, where the writer finds it.
/// </summary>
internal static class AnthropicLeftOvers
{
    public static bool ReadThinking(ChatOptions options, JsonElement thinking)
    {
        options.ThinkingType = thinking.Member("type"u8).AsText();
        options.ReasoningEnabled = options.ThinkingType switch
        {
            "disabled" => false,
            "enabled" or "adaptive" => true,
            _ => null,
        };
        if (thinking.Member("budget_tokens"u8) is { ValueKind: JsonValueKind.Number } budget && budget.TryGetInt64(out var tokens))
        {
            options.ReasoningBudget = tokens;
        }

        if (ReadDisplay(thinking.Member("display"u8).AsText()) is { } output)
        {
            (options.Reasoning ??= new ReasoningOptions()).Output = output;
        }

        return options.ReasoningEnabled is not null && !HasOther(thinking, options, "thinking");
    }

    public static bool ReadOutput(ChatOptions options, JsonElement output)
    {
        options.OutputEffort = output.Member("effort"u8).AsText();
        options.ReasoningEffort = options.OutputEffort;
        if (output.TryGetMember("format"u8, out var format))
        {
            ReadFormat(options, format);
        }

        return !HasOther(output, options, "output_config");
    }

    public static bool ReadFormat(ChatOptions options, JsonElement format)
    {
        if (format.Member("type"u8).AsText() != "json_schema"
            || format.Member("schema"u8) is not { ValueKind: JsonValueKind.Object } schema
            || format.GetPropertyCount() != 2)
        {
            return false;
        }

        options.ResponseFormat = ChatResponseFormat.ForJsonSchema(schema.Clone());
        return true;
    }

    /// <summary>The body without what has been read from it.</summary>
    public static JsonElement Without(JsonElement body, HashSet<string> modelled, ChatOptions options)
    {
        using var buffer = new PooledBuffer();
        using (var json = new Utf8JsonWriter(buffer, JsonFormat.Wire))
        {
            json.WriteStartObject();
            foreach (var member in body.EnumerateObject())
            {
                if (modelled.Contains(member.Name))
                {
                    continue;
                }

                json.WritePropertyName(member.Name);
                if (member.Name is "thinking" or "output_config" or "metadata" && member.Value.ValueKind == JsonValueKind.Object)
                {
                    WriteOther(json, member.Name, member.Value, options);
                }
                else
                {
                    json.WriteRawValue(System.Runtime.InteropServices.JsonMarshal.GetRawUtf8Value(member.Value), skipInputValidation: true);
                }
            }

            json.WriteEndObject();
        }

        return JsonElement.Parse(buffer.Span);
    }

    public static string? WriteDisplay(ReasoningOutput? output) => output switch
    {
        ReasoningOutput.Summary => "summarized",
        ReasoningOutput.None => "omitted",
        _ => null,
    };

    private static ReasoningOutput? ReadDisplay(string? display) => display switch
    {
        "summarized" => ReasoningOutput.Summary,
        "omitted" => ReasoningOutput.None,
        _ => null,
    };

    private static void WriteOther(Utf8JsonWriter json, string name, JsonElement value, ChatOptions options)
    {
        json.WriteStartObject();
        foreach (var member in value.EnumerateObject())
        {
            if (!IsModelled(name, member.Name, options))
            {
                json.WritePropertyName(member.Name);
                json.WriteRawValue(System.Runtime.InteropServices.JsonMarshal.GetRawUtf8Value(member.Value), skipInputValidation: true);
            }
        }

        json.WriteEndObject();
    }

    private static bool HasOther(JsonElement value, ChatOptions options, string name)
    {
        foreach (var member in value.EnumerateObject())
        {
            if (!IsModelled(name, member.Name, options))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsModelled(string parent, string name, ChatOptions options) => (parent, name) switch
    {
        ("thinking", "type") => options.ReasoningEnabled is not null,
        ("thinking", "budget_tokens") => options.ReasoningBudget is not null,
        ("thinking", "display") => options.Reasoning?.Output is not null,
        ("output_config", "effort") => options.OutputEffort is not null,
        ("output_config", "format") => options.ResponseFormat is not null,
        ("metadata", "user_id") => options.EndUserId is not null,
        _ => false,
    };
}
