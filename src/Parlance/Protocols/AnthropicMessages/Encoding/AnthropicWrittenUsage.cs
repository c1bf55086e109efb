using System.Text.Json;
using Parlance.Json;

namespace Parlance.Protocols.AnthropicMessages;

/// <summary>What a response consumed, in this wire's words.</summary>
internal static class AnthropicWrittenUsage
{
    /// <summary>How often the provider's own tools ran, as this wire's usage says it; null where it does not.</summary>
    public static byte[]? CopyServerToolUse(ReadOnlySpan<byte> rawUsage) =>
        !rawUsage.IsEmpty && JsonSlice.Parse(rawUsage).Member("server_tool_use"u8) is { IsObject: true } use ? JsonLine.Copy(use.Bytes) : null;

    public static void Write(Utf8JsonWriter json, in TokenUsage usage, byte[]? serverToolUse, byte[]? serviceTier)
    {
        json.WriteStartObject("usage"u8);
        json.WriteNumber("input_tokens"u8, usage.UncachedInputTokens ?? 0);
        json.WriteOptional("cache_creation_input_tokens"u8, usage.CacheWriteTokens);
        json.WriteOptional("cache_read_input_tokens"u8, usage.CacheReadTokens);
        if (usage.CacheWrite1hTokens is { } write1h)
        {
            json.WriteStartObject("cache_creation"u8);
            json.WriteNumber("ephemeral_5m_input_tokens"u8, usage.CacheWrite5mTokens ?? 0);
            json.WriteNumber("ephemeral_1h_input_tokens"u8, write1h);
            json.WriteEndObject();
        }

        json.WriteNumber("output_tokens"u8, usage.OutputTokens ?? 0);
        if (usage.ReasoningTokens is { } reasoning)
        {
            json.WriteStartObject("output_tokens_details"u8);
            json.WriteNumber("thinking_tokens"u8, reasoning);
            json.WriteEndObject();
        }

        json.WriteOptionalJson("server_tool_use", serverToolUse);
        json.WriteOptionalJson("service_tier", serviceTier);
        json.WriteEndObject();
    }
}
