using System.Text.Json;
using Parlance.Cli.Terminal;
using Parlance.Protocols;

namespace Parlance.Cli.Wire;

/// <summary>
/// An inbound request of one wire to the exact outbound request of another, by the reader and the writer that
/// <see cref="ChatModel"/> and a gateway run. Credentials are never printed.
/// </summary>
internal sealed class WireEncoder(Provider inbound, WireTarget target, WarningDetail detail = WarningDetail.Relevant)
{
    /// <summary>The headers of the inbound request.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Headers { get; init; } = [];

    /// <summary>Translates one request body.</summary>
    /// <exception cref="LlmException">The body is no request of the inbound wire, or cannot be said in the outbound one.</exception>
    public void Encode(ReadOnlyMemory<byte> body, Utf8JsonWriter json)
    {
        var translation = Translate(body, line: null);
        json.WriteStartObject();
        WriteRequest(json, translation, withHeaders: true);
        json.WriteEndObject();
    }

    /// <summary>Translates one line of <c>{id, request_body, …}</c>.</summary>
    public void EncodeLine(string line, Utf8JsonWriter json)
    {
        WireLine? recording = null;
        try
        {
            recording = WireLine.Parse(line);
            var translation = Translate(recording.ReadRequestBody(), recording);

            // What cannot be written as JSON must show before a part of the line is.
            _ = JsonElement.Parse(translation.Request.Body.Span);
            WriteBeginning(json, recording, isOk: true);
            WriteRequest(json, translation, withHeaders: false);
            json.WriteEndObject();
        }
        catch (LlmException error)
        {
            WriteError(json, recording, error);
        }
        catch (Exception failure) when (failure is InvalidOperationException or FormatException or ArgumentException or NotSupportedException or JsonException)
        {
            // Whatever one line holds, the lines after it are translated.
            WriteError(json, recording, new LlmException(LlmErrorKind.InvalidRequest, $"The request could not be translated: {failure.Message}", failure));
        }
    }

    private static void WriteBeginning(Utf8JsonWriter json, WireLine? recording, bool isOk)
    {
        json.WriteStartObject();
        WireLine.WriteId(json, recording);
        json.WriteBoolean("ok"u8, isOk);
    }

    private static void WriteError(Utf8JsonWriter json, WireLine? recording, LlmException error)
    {
        WriteBeginning(json, recording, isOk: false);
        ErrorJson.Write(json, error);
        json.WriteEndObject();
    }

    private bool IsModelInAddress => inbound.Protocol.IsModelInAddress || target.Provider.Protocol.IsModelInAddress;

    /// <param name="body">The inbound body.</param>
    /// <param name="line">Says the model and whether to stream, where the wire puts them into the address and not into the body.</param>
    private Translation Translate(ReadOnlyMemory<byte> body, WireLine? line)
    {
        var read = inbound.Protocol.ReadRequest(body, Headers, inbound.Issuer);
        var call = read with
        {
            Model = target.Model ?? (read.Model.Length == 0 && IsModelInAddress ? line?.Model ?? "" : read.Model),
            IsStreaming = inbound.Protocol.IsStreamingInAddress ? line?.IsStreaming ?? false : read.IsStreaming,
            Recipient = target.Provider.Issuer,
            KindredIssuers = target.Provider.KindredIssuers,
            OriginalModel = inbound.Protocol.IsModelInAddress ? line?.Model : null,
            WarningDetail = detail,
        };
        try
        {
            var request = target.Provider.Prepare(call);
            return new Translation(request, inbound.Protocol.DescribeWarnings(read, request.Warnings));
        }
        catch (LlmException error)
        {
            throw inbound.Protocol.DescribeError(read, error);
        }
    }

    private static void WriteRequest(Utf8JsonWriter json, Translation translation, bool withHeaders)
    {
        json.WriteString("method"u8, translation.Request.Method.Method);
        json.WriteString("url"u8, translation.Request.Url);
        if (withHeaders)
        {
            json.WriteStartObject("headers"u8);
            foreach (var (name, value) in translation.Request.Headers)
            {
                json.WriteString(name.ToLowerInvariant(), value);
            }

            json.WriteEndObject();
        }

        json.WritePropertyName("body"u8);

        // Parsed and written again: what an inbound body left over may hold line breaks, and a line must not.
        JsonElement.Parse(translation.Request.Body.Span).WriteTo(json);
        json.WritePropertyName("warnings"u8);
        WarningsJson.WriteTo(json, translation.Warnings);
    }

    private sealed record Translation(PreparedRequest Request, IReadOnlyList<ChatWarning> Warnings);
}
