using System.Text.Json;
using Microsoft.Extensions.AI;

namespace Parlance.Cli.Terminal;

/// <summary>What an answer says, as the members of a JSON object.</summary>
internal static class ResponseJson
{
    /// <summary>Writes <c>text</c>, <c>reasoning</c> and <c>tool_calls</c>.</summary>
    public static void WriteContents(Utf8JsonWriter json, ChatResponse response)
    {
        var contents = response.Messages.SelectMany(message => message.Contents).ToList();
        json.WriteString("text"u8, string.Concat(contents.OfType<TextContent>().Select(content => content.Text)));
        json.WriteString("reasoning"u8, string.Concat(contents.OfType<TextReasoningContent>().Select(content => content.Text)));
        json.WriteStartArray("tool_calls"u8);
        foreach (var call in contents.OfType<FunctionCallContent>())
        {
            WriteCall(json, call);
        }

        json.WriteEndArray();
    }

    /// <summary>Writes <c>usage</c>: the disjoint buckets, or null where nothing was reported.</summary>
    public static void WriteUsage(Utf8JsonWriter json, TokenUsage? reported)
    {
        if (reported is not { IsEmpty: false } usage)
        {
            json.WriteNull("usage"u8);
            return;
        }

        json.WriteStartObject("usage"u8);
        json.WriteCount("uncached_input"u8, usage.UncachedInputTokens);
        json.WriteCount("cache_read"u8, usage.CacheReadTokens);
        json.WriteCount("cache_write"u8, usage.CacheWriteTokens);
        json.WriteCount("output"u8, usage.OutputTokens);
        json.WriteCount("reasoning"u8, usage.ReasoningTokens);
        json.WriteEndObject();
    }

    private static void WriteCall(Utf8JsonWriter json, FunctionCallContent call)
    {
        var arguments = call.ArgumentsJson ?? "";
        json.WriteStartObject();
        json.WriteString("id"u8, call.CallId);
        json.WriteString("name"u8, call.Name);
        json.WritePropertyName("arguments"u8);
        if (IsJson(arguments))
        {
            // JSON allows no raw line break inside a string, so every one there is stands between tokens.
            json.WriteRawValue(arguments.Replace('\n', ' ').Replace('\r', ' '));
        }
        else
        {
            json.WriteStringValue(arguments);
        }

        json.WriteEndObject();
    }

    private static bool IsJson(string text)
    {
        try
        {
            JsonElement.Parse(text);
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
