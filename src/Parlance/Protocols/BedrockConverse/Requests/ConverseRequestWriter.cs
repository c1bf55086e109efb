using System.Buffers;

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
        ConverseToolWriter.Write(_writer);
        new ConverseMessageWriter(_writer, dialect).Write();
        _writer.EndBody(start);
        _writer.CopyTo(body);
    }

    public void Dispose() => _writer.Dispose();
}
