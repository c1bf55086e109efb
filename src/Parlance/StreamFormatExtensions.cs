using System.Buffers;
using Parlance.Protocols.Ollama;
using Parlance.Protocols.OpenAIChat;
using Parlance.Responses;

namespace Parlance;

/// <summary>What a <see cref="StreamFormat"/> means.</summary>
public static class StreamFormatExtensions
{
    private static readonly OpenAIChatProtocol s_chat = new();
    private static readonly OllamaProtocol s_ollama = new();

    extension(StreamFormat format)
    {
        /// <summary>The content type to serve the bytes with.</summary>
        public string ContentType => format switch
        {
            StreamFormat.Ollama or StreamFormat.NdJson => "application/x-ndjson",
            StreamFormat.Json => "application/json",
            _ => "text/event-stream",
        };
    }

    internal static ResponseEncoder CreateEncoder(this StreamFormat format, IBufferWriter<byte> output, ResponseContext context) => format switch
    {
        StreamFormat.OpenAIChunks => s_chat.CreateEncoder(output, context),
        StreamFormat.Ollama => s_ollama.CreateEncoder(output, context),
        StreamFormat.OllamaEmbedded => new EmbeddedEncoder(lines => s_ollama.CreateEncoder(lines, context), s_chat.CreateEncoder(output, context)),
        StreamFormat.Json => new PlainEncoder(output, context, format.ContentType, before: "", after: ""),
        StreamFormat.Sse => new PlainEncoder(output, context, format.ContentType, before: "data: ", after: "\n\n"),
        StreamFormat.NdJson => new PlainEncoder(output, context, format.ContentType, before: "", after: "\n"),
        _ => throw new ArgumentOutOfRangeException(nameof(format), format, "There is no such format."),
    };
}
