using System.Text;
using Microsoft.Extensions.AI;
using Parlance.Json;
using Parlance.Responses;

namespace Parlance.Tests.Responses;

/// <summary>A kind of content that is new to an encoder is left out, and said to be.</summary>
public sealed class UnknownKindTests
{
    [Theory]
    [InlineData("openai-chat")]
    [InlineData("openai-responses")]
    [InlineData("anthropic-messages")]
    [InlineData("gemini-generate")]
    [InlineData("ollama-chat")]
    public void A_block_of_an_unknown_kind_is_a_warning_and_the_rest_is_written(string wire)
    {
        foreach (var isStreaming in (bool[])[true, false])
        {
            using var output = new PooledBuffer();
            using var encoder = WireNames.Get(wire).Protocol.CreateEncoder(output, new ResponseContext(isStreaming, "m"));
            encoder.Start(new ResponseInfo { Id = "r", Model = "m" });
            encoder.BlockStart(0, new BlockInfo((BlockKind)99));
            encoder.Delta(0, "lost"u8);
            encoder.OpaqueState(0, "lost"u8);
            encoder.Annotation(0, """{"lost":true}"""u8);
            encoder.BlockEnd(0);
            encoder.BlockStart(1, new BlockInfo(BlockKind.Text));
            encoder.Delta(1, "kept"u8);
            encoder.BlockEnd(1);
            encoder.Finish(new FinishInfo(ChatFinishReason.Stop, "stop"));

            encoder.Warnings.ShouldHaveSingleItem().Field.ShouldBe("99");
            var written = Encoding.UTF8.GetString(output.Span);
            written.ShouldContain("kept");
            written.ShouldNotContain("lost");
        }
    }
}
