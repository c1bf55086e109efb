using System.Buffers;
using System.Text;
using Parlance.Responses;

namespace Parlance.Protocols.Ollama;

/// <summary>A response as one object, written once it is whole.</summary>
internal sealed class OllamaBodyEncoder(IBufferWriter<byte> output, ResponseContext context, bool isGenerate)
    : OllamaEncoder(output, context, isGenerate)
{
    private readonly List<OllamaEncodedBlock> _calls = [];
    private readonly List<OllamaEncodedBlock> _images = [];

    public override string ContentType => "application/json; charset=utf-8";

    protected override void OnDelta(OllamaEncodedBlock block, ReadOnlySpan<byte> utf8)
    {
        KeepWords(block, utf8);
        base.OnDelta(block, utf8);
    }

    protected override void OnCall(OllamaEncodedBlock call) => _calls.Add(call);

    protected override void OnImage(OllamaEncodedBlock image)
    {
        if (IsGenerate && _images.Count > 0)
        {
            Lose("Media", "This wire returns one image; further ones were left out.");
        }
        else
        {
            _images.Add(image);
        }
    }

    protected override void WriteLast(OllamaEnding ending) => WriteChunk(
        Encoding.UTF8.GetBytes(JoinText(BlockKind.Text, BlockKind.Refusal) ?? ""),
        Encoding.UTF8.GetBytes(JoinText(BlockKind.Reasoning) ?? ""),
        _calls,
        _images,
        ending);

    protected override void EndChunk()
    {
        // The body is the object and nothing else.
    }
}
