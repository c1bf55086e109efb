using System.Globalization;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.AI;
using Parlance.Framing;
using Parlance.Json;
using Parlance.Protocols;
using Parlance.Streaming;

namespace Parlance.Cli.Wire;

/// <summary>
/// A recorded response to what it says, by the decoder, sink and assembler that <see cref="ChatModel"/> runs.
/// </summary>
internal static class WireDecoder
{
    /// <summary>Decodes one line of recordings into one line of output.</summary>
    public static void DecodeLine(string line, Utf8JsonWriter json)
    {
        string? id = null;
        try
        {
            var recording = JsonElement.Parse(line);
            id = recording.Member("id"u8).AsText();
            WriteResponse(json, id, Decode(recording));
        }
        catch (JsonException malformed)
        {
            WriteError(json, id, new LlmException(LlmErrorKind.InvalidRequest, $"The line is not JSON: {malformed.Message}"));
        }
        catch (LlmException error)
        {
            WriteError(json, id, error);
        }
    }

    private static ChatResponse Decode(JsonElement recording)
    {
        var provider = WireNames.Get(recording.Member("wire"u8).AsText() ?? "");
        var body = recording.TryGetText("response_body_b64"u8, out var base64)
            ? Convert.FromBase64String(base64)
            : Encoding.UTF8.GetBytes(recording.Member("response_body"u8).AsText() ?? "");
        var status = recording.Member("status"u8) is { ValueKind: JsonValueKind.Number } number ? number.GetInt32() : 200;
        if (status >= 400)
        {
            throw provider.Protocol.ReadError(new ErrorResponse
            {
                StatusCode = status,
                Body = body.AsMemory(0, Math.Min(body.Length, ErrorReader.MaximumBodyBytes)),
                IsTruncated = body.Length > ErrorReader.MaximumBodyBytes,
                RetryAfter = RetryAfter(recording.Member("response_headers"u8)),
            });
        }

        using var sink = new UpdateSink(provider.Issuer, []);
        using var reader = new ResponseReader(provider.Protocol.CreateDecoder(sink));
        reader.Write(body);
        reader.Complete();
        return sink.Error is { } error ? throw error : sink.Pending.ToChatResponse();
    }

    private static TimeSpan? RetryAfter(JsonElement headers)
    {
        if (headers.ValueKind != JsonValueKind.Object)
        {
            return null;
        }

        foreach (var header in headers.EnumerateObject())
        {
            if (header.Name.Equals("retry-after", StringComparison.OrdinalIgnoreCase)
                && double.TryParse(header.Value.ToString(), NumberStyles.Float, CultureInfo.InvariantCulture, out var seconds))
            {
                return TimeSpan.FromSeconds(seconds);
            }
        }

        return null;
    }

    private static void WriteResponse(Utf8JsonWriter json, string? id, ChatResponse response)
    {
        var contents = response.Messages.SelectMany(message => message.Contents).ToList();
        json.WriteStartObject();
        json.WriteString("id"u8, id);
        json.WriteBoolean("ok"u8, true);
        json.WriteString("response_id"u8, response.ResponseId);
        json.WriteString("model"u8, response.ModelId);
        json.WriteString("text"u8, string.Concat(contents.OfType<TextContent>().Select(content => content.Text)));
        json.WriteString("reasoning"u8, string.Concat(contents.OfType<TextReasoningContent>().Select(content => content.Text)));
        json.WriteStartArray("tool_calls"u8);
        foreach (var call in contents.OfType<FunctionCallContent>())
        {
            WriteCall(json, call);
        }

        json.WriteEndArray();
        json.WriteString("finish"u8, response.FinishReason?.Value);
        json.WriteString("raw_finish"u8, response.RawFinishReason);
        json.WritePropertyName("usage"u8);
        WriteUsage(json, response.TokenUsage);
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

    private static void WriteUsage(Utf8JsonWriter json, TokenUsage? reported)
    {
        if (reported is not { } usage || usage.IsEmpty)
        {
            json.WriteNullValue();
            return;
        }

        json.WriteStartObject();
        WriteCount(json, "uncached_input"u8, usage.UncachedInputTokens);
        WriteCount(json, "cache_read"u8, usage.CacheReadTokens);
        WriteCount(json, "cache_write"u8, usage.CacheWriteTokens);
        WriteCount(json, "output"u8, usage.OutputTokens);
        WriteCount(json, "reasoning"u8, usage.ReasoningTokens);
        json.WriteEndObject();
    }

    private static void WriteCount(Utf8JsonWriter json, ReadOnlySpan<byte> name, long? count)
    {
        if (count is { } value)
        {
            json.WriteNumber(name, value);
        }
        else
        {
            json.WriteNull(name);
        }
    }

    private static void WriteError(Utf8JsonWriter json, string? id, LlmException error)
    {
        json.WriteStartObject();
        json.WriteString("id"u8, id);
        json.WriteBoolean("ok"u8, false);
        WireError.Write(json, error);
        json.WriteEndObject();
    }
}
