using System.Text.Json;
using Parlance.Json;

namespace Parlance.Protocols.AnthropicMessages;

/// <summary>What a response consumed, in this wire's words.</summary>
internal sealed class AnthropicWrittenUsage
{
    private TokenUsage _usage;
    private byte[]? _serverToolUse;

    public void Keep(in TokenUsage usage, ReadOnlySpan<byte> rawJson)
    {
        _usage = usage;
        if (!rawJson.IsEmpty && JsonSlice.Parse(rawJson).Member("server_tool_use"u8) is { IsObject: true } serverToolUse)
        {
            _serverToolUse = JsonLine.Copy(serverToolUse.Bytes);
        }
    }

    public void Write(Utf8JsonWriter json, byte[]? serviceTier)
    {
        json.WriteStartObject("usage"u8);
        json.WriteNumber("input_tokens"u8, _usage.UncachedInputTokens ?? 0);
        json.WriteOptional("cache_creation_input_tokens"u8, _usage.CacheWriteTokens);
        json.WriteOptional("cache_read_input_tokens"u8, _usage.CacheReadTokens);
        if (_usage.CacheWrite1hTokens is { } write1h)
        {
            json.WriteStartObject("cache_creation"u8);
            json.WriteNumber("ephemeral_5m_input_tokens"u8, _usage.CacheWrite5mTokens ?? 0);
            json.WriteNumber("ephemeral_1h_input_tokens"u8, write1h);
            json.WriteEndObject();
        }

        json.WriteNumber("output_tokens"u8, _usage.OutputTokens ?? 0);
        if (_usage.ReasoningTokens is { } reasoning)
        {
            json.WriteStartObject("output_tokens_details"u8);
            json.WriteNumber("thinking_tokens"u8, reasoning);
            json.WriteEndObject();
        }

        WriteRaw(json, "server_tool_use"u8, _serverToolUse);
        WriteRaw(json, "service_tier"u8, serviceTier);
        json.WriteEndObject();
    }

    private static void WriteRaw(Utf8JsonWriter json, ReadOnlySpan<byte> name, byte[]? value)
    {
        if (value is not null)
        {
            json.WritePropertyName(name);
            json.WriteRawValue(value, skipInputValidation: true);
        }
    }
}
