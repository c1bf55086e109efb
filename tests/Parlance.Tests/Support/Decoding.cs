using System.Text;
using Microsoft.Extensions.AI;
using Parlance.Framing;
using Parlance.Protocols;
using Parlance.Responses;

namespace Parlance.Tests.Support;

/// <summary>Bodies of any wire, decoded as the transport decodes them.</summary>
internal static class Decoding
{
    public static void Decode(this Protocol protocol, string body, IResponseSink sink, int pieceLength = int.MaxValue) =>
        protocol.Decode(Encoding.UTF8.GetBytes(body), sink, pieceLength);

    /// <summary>Tells a sink what a body says that arrives in pieces of one length.</summary>
    public static void Decode(this Protocol protocol, byte[] body, IResponseSink sink, int pieceLength = int.MaxValue)
    {
        using var reader = new ResponseReader(protocol.CreateDecoder(sink));
        foreach (var piece in body.Chunk(pieceLength))
        {
            reader.Write(piece);
        }

        reader.Complete();
    }

    public static ChatResponse DecodeToResponse(this Protocol protocol, string body, string? issuer, int pieceLength = int.MaxValue) =>
        protocol.DecodeToResponse(Encoding.UTF8.GetBytes(body), issuer, pieceLength);

    /// <summary>The response that a caller gets, or the error as an exception.</summary>
    public static ChatResponse DecodeToResponse(this Protocol protocol, byte[] body, string? issuer, int pieceLength = int.MaxValue)
    {
        using var sink = new UpdateSink(issuer, []);
        protocol.Decode(body, sink, pieceLength);
        return sink.Error is { } error ? throw error : sink.Pending.ToChatResponse();
    }

    public static List<ChatEvent> DecodeToEvents(this Protocol protocol, string body, string? issuer)
    {
        using var sink = new EventSink(issuer, []);
        protocol.Decode(body, sink);
        return sink.Error is { } error ? throw error : sink.Pending;
    }
}
