using System.Globalization;
using System.Text;
using System.Text.Json;
using Parlance.Headers;
using Parlance.Json;
using Parlance.Protocols;
using Parlance.Transport;

namespace Parlance.Cli.Wire;

/// <summary>One line of recorded traffic. Every member is optional until somebody needs it.</summary>
internal sealed class WireLine
{
    private readonly JsonElement _line;

    private WireLine(JsonElement line) => _line = line;

    public string Wire => _line.Member("wire"u8).AsText() ?? "";

    public string? Provider => _line.Member("provider"u8).AsText();

    public string? Model => _line.Member("model"u8).AsText();

    /// <summary>True where the line says that the response was streamed.</summary>
    public bool IsStreaming => _line.Member("stream"u8).ValueKind == JsonValueKind.True;

    /// <summary>The HTTP status; 200 where the line has none.</summary>
    public int Status => _line.Member("status"u8) is { ValueKind: JsonValueKind.Number } number && number.TryGetInt32(out var status) ? status : 200;

    /// <summary>Parses a line.</summary>
    /// <exception cref="LlmException">It is not a JSON object.</exception>
    public static WireLine Parse(string line)
    {
        try
        {
            return JsonElement.Parse(line) is { ValueKind: JsonValueKind.Object } element
                ? new WireLine(element)
                : throw Invalid("The line is not a JSON object.");
        }
        catch (JsonException malformed)
        {
            throw Invalid($"The line is not JSON: {malformed.Message}");
        }
    }

    /// <summary>Writes the line's id as it stands there, null where it has none.</summary>
    public static void WriteId(Utf8JsonWriter json, WireLine? line)
    {
        json.WritePropertyName("id"u8);
        if (line?._line.Member("id"u8) is { ValueKind: not JsonValueKind.Undefined } id)
        {
            id.WriteTo(json);
        }
        else
        {
            json.WriteNullValue();
        }
    }

    /// <summary>The recorded response; empty where the line has none.</summary>
    public byte[] ReadResponseBody() => ReadBody("response_body"u8, "response_body_b64"u8) ?? [];

    /// <summary>The recorded request.</summary>
    /// <exception cref="LlmException">The line has none.</exception>
    public byte[] ReadRequestBody() =>
        ReadBody("request_body"u8, "request_body_b64"u8) ?? throw Invalid("The line has no request_body.");

    /// <summary>The recorded response as an error.</summary>
    public ErrorResponse ReadError() => ErrorResponse.Create(Status, ReadResponseBody(), FindHeader, FindDate());

    private byte[]? ReadBody(ReadOnlySpan<byte> textName, ReadOnlySpan<byte> base64Name)
    {
        if (_line.TryGetText(base64Name, out var base64))
        {
            try
            {
                return Convert.FromBase64String(base64);
            }
            catch (FormatException malformed)
            {
                throw Invalid($"{Encoding.UTF8.GetString(base64Name)} is not base64: {malformed.Message}");
            }
        }

        var body = _line.Member(textName);
        return body.ValueKind switch
        {
            JsonValueKind.Undefined => null,
            JsonValueKind.String => Encoding.UTF8.GetBytes(body.AsText()!),
            _ => Encoding.UTF8.GetBytes(body.GetRawText()),
        };
    }

    private string? FindHeader(string name)
    {
        if (_line.Member("response_headers"u8) is not { ValueKind: JsonValueKind.Object } headers)
        {
            return null;
        }

        foreach (var header in headers.EnumerateObject())
        {
            if (header.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
            {
                return header.Value is { ValueKind: JsonValueKind.Array } values && values.GetArrayLength() > 0 ? values[0].ToString() : header.Value.ToString();
            }
        }

        return null;
    }

    /// <summary>When the response came: a date to wait for was meant from then, not from today.</summary>
    private DateTimeOffset FindDate() =>
        DateTimeOffset.TryParse(FindHeader("date"), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var date) ? date : TimeProvider.System.GetUtcNow();

    private static LlmException Invalid(string message) => new(LlmErrorKind.InvalidRequest, message);
}
