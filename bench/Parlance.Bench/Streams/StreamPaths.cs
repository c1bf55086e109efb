using Microsoft.Extensions.AI;
using Parlance.Bench.Recorded;
using Parlance.Framing;
using Parlance.Responses;

namespace Parlance.Bench.Streams;

/// <summary>The ways through one recorded stream that are compared. Each returns how much content it saw.</summary>
public sealed class StreamPaths
{
    private readonly Func<Stream> _openBody;
    private readonly ChatModel _model;
    private readonly IVendorClient _vendor;
    private readonly RecordedStream _stream;
    private readonly ChatMessage[] _messages = [new(ChatRole.User, "Hi")];

    public StreamPaths(StreamKind kind, RecordedStream stream)
        : this(kind, stream, () => new MemoryStream(stream.Body, writable: false))
    {
    }

    public StreamPaths(StreamKind kind, RecordedStream stream, Func<Stream> openBody)
    {
        _stream = stream;
        _openBody = openBody;
        var handler = new InMemoryHandler(openBody, "text/event-stream");
        var provider = kind.Wire == "openai-chat" ? Providers.OpenAI : Providers.Anthropic;
        _model = provider.WithApiKey("key").WithHandler(handler).Chat("model");
        _vendor = kind.Wire == "openai-chat" ? new OpenAIVendorClient(handler) : new AnthropicVendorClient(handler);
    }

    /// <summary>Makes sure that nobody is fast by reading less: every path must see the same content, and all of it.</summary>
    public async Task VerifyAsync()
    {
        var events = await EventsAsync();
        var updates = await UpdatesAsync();
        var vendor = await VendorAsync();
        var sinkBytes = await SinkAsync();
        if (events < _stream.ContentLength || updates != events || vendor != events || sinkBytes < events)
        {
            throw new InvalidOperationException(
                $"The paths differ on recording {_stream.RecordingId}: events {events}, updates {updates}, vendor {vendor} characters, sink {sinkBytes} bytes, expected at least {_stream.ContentLength}.");
        }
    }

    public Task<long> FloorAsync() => Floor.ReadAsync(_openBody());

    public async Task<long> SinkAsync()
    {
        var sink = new CountingSink();
        using var reader = new ResponseReader(_model.Provider.Protocol.CreateDecoder(sink));
        await using var body = _openBody();
        while (reader.TryGetMemory(out var memory))
        {
            var count = await body.ReadAsync(memory);
            if (count == 0)
            {
                reader.Complete();
                break;
            }

            reader.Advance(count);
        }

        return sink.IsFinished ? sink.ContentBytes : throw new InvalidOperationException("The stream did not finish.");
    }

    public async Task<long> EventsAsync()
    {
        long length = 0;
        await foreach (var item in _model.StreamAsync(_messages))
        {
            length += item switch
            {
                TextDelta text => text.Text.Length,
                ReasoningDelta reasoning => reasoning.Text.Length,
                ToolCallArgumentsDelta arguments => arguments.Text.Length,
                _ => 0,
            };
        }

        return length;
    }

    public async Task<long> UpdatesAsync()
    {
        long length = 0;
        await foreach (var update in _model.GetStreamingResponseAsync(_messages))
        {
            // By index: an enumerator of an interface would cost as much as the content it finds.
            for (var index = 0; index < update.Contents.Count; index++)
            {
                length += update.Contents[index] switch
                {
                    TextContent text => text.Text.Length,
                    TextReasoningContent reasoning => reasoning.Text.Length,
                    FunctionCallContent call => call.ArgumentsJson?.Length ?? 0,
                    _ => 0,
                };
            }
        }

        return length;
    }

    public Task<long> VendorAsync() => _vendor.StreamAsync();
}
