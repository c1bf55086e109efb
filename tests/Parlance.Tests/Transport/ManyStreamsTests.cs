using Microsoft.Extensions.AI;
using Parlance.Testing;

namespace Parlance.Tests.Transport;

/// <summary>Buffers come from a pool that all calls of a process share: none may show what another has written.</summary>
public sealed class ManyStreamsTests
{
    private static readonly string[] s_providers = ["openai", "anthropic", "gemini", "ollama"];

    [Fact]
    public async Task Calls_at_the_same_time_hear_nothing_of_each_other()
    {
        await Parallel.ForAsync(0, 400, async (number, cancellation) =>
        {
            var marker = $"<{number:D4}>";
            var text = string.Concat(Enumerable.Repeat(marker, 20 + (number % 50)));
            using var handler = new ReplayHandler(new ReplayResponse(Answer(s_providers[number % s_providers.Length], text)) { Chunks = ReplayChunks.OfSize(7 + (number % 91)) });
            var model = ProviderRegistry.Default.Get(s_providers[number % s_providers.Length]).WithApiKey("key").WithHandler(handler).Chat("m");
            var heard = "";
            await foreach (var update in model.GetStreamingResponseAsync([new ChatMessage(ChatRole.User, marker)], cancellationToken: cancellation))
            {
                heard += update.Text;
                if (number % 3 == 0 && heard.Length > 40)
                {
                    // Whoever leaves early gives buffers back that others take at once.
                    break;
                }
            }

            text.ShouldStartWith(heard);
            (number % 3 == 0 || heard == text).ShouldBeTrue();
            handler.Requests.ShouldHaveSingleItem().Text.ShouldContain(marker);
        });
    }

    private static string Answer(string provider, string text) => provider switch
    {
        "openai" => string.Concat(text.Chunk(5).Select(piece => $$$"""data: {"id":"c","model":"m","choices":[{"index":0,"delta":{"content":"{{{new string(piece)}}}"}}]}""" + "\n\n"))
            + """data: {"id":"c","model":"m","choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}""" + "\n\ndata: [DONE]\n\n",
        "anthropic" => """data: {"type":"message_start","message":{"id":"m","type":"message","role":"assistant","model":"m","content":[],"usage":{"input_tokens":1}}}""" + "\n\n"
            + """data: {"type":"content_block_start","index":0,"content_block":{"type":"text","text":""}}""" + "\n\n"
            + string.Concat(text.Chunk(5).Select(piece => $$$"""data: {"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"{{{new string(piece)}}}"}}""" + "\n\n"))
            + """data: {"type":"message_delta","delta":{"stop_reason":"end_turn"},"usage":{"output_tokens":1}}""" + "\n\ndata: {\"type\":\"message_stop\"}\n\n",
        "gemini" => string.Concat(text.Chunk(5).Select(piece => $$$"""data: {"candidates":[{"content":{"role":"model","parts":[{"text":"{{{new string(piece)}}}"}]}}]}""" + "\r\n\r\n"))
            + """data: {"candidates":[{"content":{"role":"model","parts":[]},"finishReason":"STOP"}]}""" + "\r\n\r\n",
        _ => string.Concat(text.Chunk(5).Select(piece => $$$"""{"model":"m","message":{"role":"assistant","content":"{{{new string(piece)}}}"},"done":false}""" + "\n"))
            + """{"model":"m","message":{"role":"assistant","content":""},"done":true,"done_reason":"stop"}""" + "\n",
    };
}
