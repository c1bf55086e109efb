using System.Buffers;
using Parlance.Responses;

namespace Parlance.Protocols.Ollama;

/// <summary>A response as lines: every delta is one, and a tool call or an image is one whole line, as Ollama sends them.</summary>
internal sealed class OllamaStreamEncoder(IBufferWriter<byte> output, ResponseContext context, bool isGenerate)
    : OllamaEncoder(output, context, isGenerate)
{
    public override string ContentType => "application/x-ndjson";

    protected override void OnDelta(OllamaEncodedBlock block, ReadOnlySpan<byte> utf8)
    {
        switch (block.Kind)
        {
            case BlockKind.Text or BlockKind.Refusal:
                WriteChunk(utf8);
                break;
            case BlockKind.Reasoning:
                KeepWords(block, utf8);
                WriteChunk(default, thinking: utf8);
                break;
            default:
                base.OnDelta(block, utf8);
                break;
        }
    }

    protected override void OnCall(OllamaEncodedBlock call)
    {
        WriteChunk(default, calls: [call]);
        call.ClearText();
    }

    protected override void OnImage(OllamaEncodedBlock image)
    {
        WriteChunk(default, images: [image]);
        image.ClearText();
    }

    protected override void WriteLast(OllamaEnding ending) => WriteChunk(default, ending: ending);

    protected override void EndChunk() => Output.Write("\n"u8);
}
