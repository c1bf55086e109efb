using Microsoft.Extensions.AI;
using Parlance.Protocols.OpenAIChat;
using Parlance.Testing;
using Parlance.Tests.Support;

namespace Parlance.Tests.Protocols.OpenAIChat;

/// <summary>The wire under test, driven with plain strings.</summary>
internal static class OpenAIChatWire
{
    /// <summary>Decodes a body into the lines of everything that the sink heard; the network's cuts mean nothing.</summary>
    public static string Decode(string body, OpenAIChatDialect? dialect = null, int pieceLength = int.MaxValue)
    {
        var sink = new RecordingSink { JoinDeltas = true, Verbatim = true };
        new OpenAIChatProtocol(dialect).Decode(body, sink, pieceLength);
        return sink.ToString();
    }

    public static ChatResponse DecodeToResponse(string body, OpenAIChatDialect? dialect = null) => new OpenAIChatProtocol(dialect).DecodeToResponse(body, "host");

    /// <summary>A stream of chunks, ended as the wire ends one.</summary>
    public static string Stream(params string[] chunks) => string.Concat(chunks.Select(chunk => $"data: {chunk}\n\n")) + "data: [DONE]\n\n";

    /// <summary>A stream whose chunks have the given deltas, and a finish reason.</summary>
    public static string Deltas(string finish, params string[] deltas) => Stream(
        [.. deltas.Select(delta => $$$"""{"id":"r1","model":"m","choices":[{"index":0,"delta":{{{delta}}},"finish_reason":null}]}"""),
        $$$"""{"id":"r1","model":"m","choices":[{"index":0,"delta":{},"finish_reason":"{{{finish}}}"}]}"""]);
}
