using System.Buffers;
using System.Text.Json;

namespace Parlance.Protocols.BedrockConverse;

/// <summary>
/// Writes a request. Prompt caches match from the front, so what seldom changes comes first: settings, tools, system,
/// then the messages. The model and whether the response is streamed stand in the address.
/// </summary>
internal sealed class ConverseRequestWriter(ChatCall call, ConverseDialect dialect) : IDisposable
{
    private readonly RequestBodyWriter _writer = new(call, ConverseProtocol.WireName);

    public void Write(IBufferWriter<byte> body)
    {
        var start = _writer.BeginObject();
        ConverseSettingsWriter.Write(_writer, dialect);
        ConverseResponseFormat.Write(_writer);
        if (call.Options.ServiceTier is { } tier)
        {
            var member = _writer.BeginObject("serviceTier"u8);
            _writer.Json.WriteString("type"u8, tier);
            _writer.EndBodyMember(member, "serviceTier");
        }

        if (call.Options.Metadata is { ValueKind: JsonValueKind.Object } metadata)
        {
            _writer.WriteRaw("requestMetadata"u8, metadata);
        }

        ConverseToolWriter.Write(_writer);
        new ConverseMessageWriter(_writer).Write();
        _writer.EndBody(start);
        _writer.CopyTo(body);
    }

    public void Dispose() => _writer.Dispose();
}
