using System.Text.Json;
using Microsoft.Extensions.AI;
using Parlance.Json;

namespace Parlance.Protocols.AnthropicMessages;

/// <summary>What comes at the end of a response: why it stopped and what it consumed.</summary>
internal sealed class AnthropicMessageTail
{
    private TokenUsage _usage;
    private byte[]? _serverToolUse;
    private byte[]? _serviceTier;
    private byte[]? _stopSequence;
    private byte[]? _stopDetails;
    private byte[]? _container;
    private byte[]? _contextManagement;

    public void KeepUsage(in TokenUsage usage, ReadOnlySpan<byte> rawJson)
    {
        _usage = usage;
        if (!rawJson.IsEmpty && JsonSlice.Parse(rawJson).Member("server_tool_use"u8) is { IsObject: true } serverToolUse)
        {
            _serverToolUse = JsonLine.Copy(serverToolUse.Bytes);
        }
    }

    /// <summary>Keeps a member that the wire has itself; false for one of another wire's.</summary>
    public bool TryKeepExtra(string name, ReadOnlySpan<byte> json)
    {
        switch (name)
        {
            case "service_tier":
                _serviceTier = JsonLine.Copy(json);
                break;
            case "stop_sequence":
                _stopSequence = JsonLine.Copy(json);
                break;
            case "stop_details":
                _stopDetails = JsonLine.Copy(json);
                break;
            case "container":
                _container = JsonLine.Copy(json);
                break;
            case "context_management":
                _contextManagement = JsonLine.Copy(json);
                break;
            default:
                return false;
        }

        return true;
    }

    public void WriteStop(Utf8JsonWriter json, ChatFinishReason? reason, string? raw)
    {
        json.WriteString("stop_reason"u8, AnthropicFinishReasons.Write(reason, raw));
        json.WritePropertyName("stop_sequence"u8);
        json.WriteRawValue(_stopSequence ?? "null"u8, skipInputValidation: true);
        Write(json, "stop_details"u8, _stopDetails);
        Write(json, "container"u8, _container);
    }

    public void WriteUsage(Utf8JsonWriter json)
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

        Write(json, "server_tool_use"u8, _serverToolUse);
        Write(json, "service_tier"u8, _serviceTier);
        json.WriteEndObject();
    }

    public void WriteContextManagement(Utf8JsonWriter json) => Write(json, "context_management"u8, _contextManagement);

    private static void Write(Utf8JsonWriter json, ReadOnlySpan<byte> name, byte[]? value)
    {
        if (value is not null)
        {
            json.WritePropertyName(name);
            json.WriteRawValue(value, skipInputValidation: true);
        }
    }
}
