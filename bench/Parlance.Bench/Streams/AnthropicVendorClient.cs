using Anthropic;
using Anthropic.Models.Messages;

namespace Parlance.Bench.Streams;

/// <summary>The Anthropic package.</summary>
public sealed class AnthropicVendorClient(HttpMessageHandler handler) : IVendorClient, IDisposable
{
    private readonly AnthropicClient _client = new() { ApiKey = "key", HttpClient = new HttpClient(handler) };
    private readonly MessageCreateParams _request = new()
    {
        Model = "claude-haiku-4-5",
        MaxTokens = 1024,
        Messages = [new UserMessageParam("Hi")],
    };

    public void Dispose() => _client.Dispose();

    public async Task<long> StreamAsync()
    {
        long length = 0;
        await foreach (var update in _client.Messages.CreateStreaming(_request))
        {
            if (!update.TryPickContentBlockDelta(out var chunk))
            {
                continue;
            }

            if (chunk.Delta.TryPickText(out var text))
            {
                length += text.Text.Length;
            }
            else if (chunk.Delta.TryPickThinking(out var thinking))
            {
                length += thinking.Thinking.Length;
            }
            else if (chunk.Delta.TryPickInputJson(out var input))
            {
                length += input.PartialJson.Length;
            }
        }

        return length;
    }
}
