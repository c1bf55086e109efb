using System.ClientModel;
using System.ClientModel.Primitives;
using OpenAI;
using OpenAI.Chat;

namespace Parlance.Bench.Streams;

/// <summary>The OpenAI package.</summary>
public sealed class OpenAIVendorClient(HttpMessageHandler handler) : IVendorClient
{
    private readonly ChatClient _client = Create(handler);
    private readonly OpenAI.Chat.ChatMessage[] _messages = [new UserChatMessage("Hi")];

    public static ChatClient Create(HttpMessageHandler handler) => new(
        "gpt-4o",
        new ApiKeyCredential("key"),
        new OpenAIClientOptions { Transport = new HttpClientPipelineTransport(new HttpClient(handler)) });

    public async Task<long> StreamAsync()
    {
        long length = 0;
        await foreach (var update in _client.CompleteChatStreamingAsync(_messages))
        {
            foreach (var part in update.ContentUpdate)
            {
                length += part.Text?.Length ?? 0;
            }

            foreach (var call in update.ToolCallUpdates)
            {
                length += call.FunctionArgumentsUpdate?.ToMemory().Length ?? 0;
            }
        }

        return length;
    }
}
