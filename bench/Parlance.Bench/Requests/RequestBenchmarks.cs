using System.Buffers;
using System.ClientModel.Primitives;
using System.Text.Json;
using BenchmarkDotNet.Attributes;
using OpenAI.Chat;
using Parlance.Bench.Streams;
using Parlance.Protocols;

namespace Parlance.Bench.Requests;

/// <summary>The way out: 100 messages to JSON, and a whole call that sends them and reads a short answer.</summary>
public class RequestBenchmarks : IDisposable
{
    private static readonly byte[] s_answer = """
        {"id":"chatcmpl-1","object":"chat.completion","created":1755005026,"model":"gpt-4o","choices":[{"index":0,"message":{"role":"assistant","content":"Mild.","refusal":null},"finish_reason":"stop"}],"usage":{"prompt_tokens":4000,"completion_tokens":2,"total_tokens":4002}}
        """u8.ToArray();

    private readonly ArrayBufferWriter<byte> _body = new(1 << 16);
    private readonly InMemoryHandler _handler = new(() => new MemoryStream(s_answer, writable: false), "application/json");
    private ChatModel? _model;
    private ChatClient? _vendor;

    [GlobalSetup]
    public void CreateClients()
    {
        _model = Providers.OpenAI.WithApiKey("key").WithHandler(_handler).Chat("gpt-4o");
        _vendor = OpenAIVendorClient.Create(_handler);
    }

    [GlobalCleanup]
    public void Dispose()
    {
        _handler.Dispose();
        GC.SuppressFinalize(this);
    }

    [Benchmark]
    public int WriteWithParlance()
    {
        _body.ResetWrittenCount();
        Providers.OpenAI.Protocol.WriteRequest(new ChatCall { Model = "gpt-4o", Messages = Conversation.ForParlance }, _body);
        return _body.WrittenCount;
    }

    [Benchmark]
    public int WriteWithVendorSdk()
    {
        _body.ResetWrittenCount();
        using var json = new Utf8JsonWriter(_body);
        json.WriteStartArray();
        foreach (var message in Conversation.ForOpenAI)
        {
            ((IJsonModel<ChatMessage>)message).Write(json, ModelReaderWriterOptions.Json);
        }

        json.WriteEndArray();
        json.Flush();
        return _body.WrittenCount;
    }

    [Benchmark]
    public async Task<string> CallWithParlance() => (await _model!.GetResponseAsync(Conversation.ForParlance)).Text;

    [Benchmark]
    public async Task<string> CallWithVendorSdk() => (await _vendor!.CompleteChatAsync(Conversation.ForOpenAI)).Value.Content[0].Text;
}
