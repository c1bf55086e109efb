using System.Text;
using System.Text.Json;
using Parlance.Json;
using Parlance.Protocols;
using Parlance.Transport;

namespace Parlance.Cli.Wire;

/// <summary>
/// An inbound request of one wire to the exact outbound request of another, by the reader and the writer that
/// <see cref="ChatModel"/> and a gateway run. Credentials are never printed.
/// </summary>
internal static class WireEncoder
{
    private const string HiddenCredential = "***";

    /// <summary>Translates one request body.</summary>
    public static void Encode(Provider inbound, Provider outbound, string? model, ReadOnlyMemory<byte> body, Utf8JsonWriter json)
    {
        json.WriteStartObject();
        WriteRequest(json, Translate(inbound, outbound, model, body), withHeaders: true);
        json.WriteEndObject();
    }

    /// <summary>Translates one line of <c>{id, request_body, …}</c>.</summary>
    public static void EncodeLine(Provider inbound, Provider outbound, string? model, string line, Utf8JsonWriter json)
    {
        string? id = null;
        try
        {
            var recording = JsonElement.Parse(line);
            id = recording.Member("id"u8).AsText();
            var body = recording.Member("request_body"u8).AsText()
                ?? throw new LlmException(LlmErrorKind.InvalidRequest, "The line has no request_body.");
            var translated = Translate(inbound, outbound, model, Encoding.UTF8.GetBytes(body));
            json.WriteStartObject();
            json.WriteString("id"u8, id);
            json.WriteBoolean("ok"u8, true);
            WriteRequest(json, translated, withHeaders: false);
            json.WriteEndObject();
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

    private static Translation Translate(Provider inbound, Provider outbound, string? model, ReadOnlyMemory<byte> body)
    {
        var read = inbound.Protocol.ReadRequest(body, inbound.Issuer);
        var call = new ChatCall
        {
            Model = model ?? read.Model,
            Messages = read.Messages,
            Options = read.Options,
            IsStreaming = read.IsStreaming,
            Recipient = outbound.Issuer,
        };
        using var written = new PooledBuffer();
        outbound.Protocol.WriteRequest(call, written);
        var warnings = call.Warnings.Select(warning => warning with { Field = inbound.Protocol.DescribeField(read, warning.Field) }).ToList();
        return new Translation(outbound, call, JsonElement.Parse(written.Span), warnings);
    }

    private static void WriteRequest(Utf8JsonWriter json, Translation translation, bool withHeaders)
    {
        json.WriteString("method"u8, "POST");
        json.WriteString("url"u8, Endpoint.Describe(translation.Outbound) + translation.Outbound.Protocol.GetPath(translation.Call));
        if (withHeaders)
        {
            WriteHeaders(json, translation);
        }

        json.WritePropertyName("body"u8);
        translation.Body.WriteTo(json);
        json.WritePropertyName("warnings"u8);
        WarningsJson.WriteTo(json, translation.Warnings);
    }

    private static void WriteHeaders(Utf8JsonWriter json, Translation translation)
    {
        var shown = translation.Outbound.Auth.HeaderName is null ? translation.Outbound : translation.Outbound with { Key = new Secret(HiddenCredential) };
        json.WriteStartObject("headers"u8);
        json.WriteString("content-type"u8, "application/json");
        foreach (var (name, value) in RequestFactory.GetHeaders(shown, translation.Call))
        {
            json.WriteString(name.ToLowerInvariant(), value);
        }

        json.WriteEndObject();
    }

    private static void WriteError(Utf8JsonWriter json, string? id, LlmException error)
    {
        json.WriteStartObject();
        json.WriteString("id"u8, id);
        json.WriteBoolean("ok"u8, false);
        WireError.Write(json, error);
        json.WriteEndObject();
    }

    private sealed record Translation(Provider Outbound, ChatCall Call, JsonElement Body, IReadOnlyList<ChatWarning> Warnings);
}
