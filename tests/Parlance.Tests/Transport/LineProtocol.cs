using System.Buffers;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.AI;
using Parlance.Protocols;
using Parlance.Responses;

namespace Parlance.Tests.Transport;

/// <summary>
/// A wire for tests of what does not depend on a wire: the request is <c>{"model","stream","prompt"}</c>, the response
/// JSON lines of <c>{"text"}</c>, <c>{"tool","arguments"}</c>, <c>{"error"}</c> and, as its terminal, <c>{"done":true}</c>.
/// </summary>
internal sealed class LineProtocol : Protocol
{
    public static Provider CreateProvider(HttpMessageHandler handler) => new Provider
    {
        Name = "lines",
        DisplayName = "Lines",
        Protocol = new LineProtocol(),
        Address = "https://lines.example",
        Auth = AuthScheme.None,
        IsKeyOptional = true,
    }.WithHandler(handler);

    public override string Wire => "test-lines";

    public override string GetPath(ChatCall call) => "/lines";

    public override void WriteRequest(ChatCall call, IBufferWriter<byte> body)
    {
        using var json = new Utf8JsonWriter(body);
        json.WriteStartObject();
        json.WriteString("model", call.Model);
        json.WriteBoolean("stream", call.IsStreaming);
        json.WriteString("prompt", call.Messages[^1].Text);
        json.WriteEndObject();
    }

    public override ResponseDecoder CreateDecoder(IResponseSink sink, ChatCall? call = null) => new Decoder(sink);

    public override ChatCall ReadRequest(ReadOnlyMemory<byte> body, string? issuer = null)
    {
        using var document = JsonDocument.Parse(body);
        var root = document.RootElement;
        return new ChatCall
        {
            Model = root.GetProperty("model").GetString()!,
            IsStreaming = root.GetProperty("stream").GetBoolean(),
            Messages = [new ChatMessage(ChatRole.User, root.GetProperty("prompt").GetString())],
            OriginalBody = body,
        };
    }

    public override ResponseEncoder CreateEncoder(IBufferWriter<byte> output, ResponseContext context) => new Encoder(output, context);

    private sealed class Decoder(IResponseSink sink) : ResponseDecoder(sink)
    {
        private int _block = -1;
        private bool _done;

        protected override string Wire => "test-lines";

        protected override void DecodeFrame(ReadOnlySpan<byte> eventType, ReadOnlySpan<byte> data)
        {
            var line = JsonElement.Parse(data);
            if (line.TryGetProperty("error", out var error))
            {
                Fail(ErrorReader.ReadInline(Parlance.Json.JsonSlice.Parse(Encoding.UTF8.GetBytes(error.GetRawText()))));
            }
            else if (line.TryGetProperty("text", out var text))
            {
                _block = _block < 0 ? OpenBlock(BlockKind.Text) : _block;
                Append(_block, Encoding.UTF8.GetBytes(text.GetString()!));
            }
            else if (line.TryGetProperty("done", out _))
            {
                _done = true;
                RememberFinish(ChatFinishReason.Stop, "done");
                Complete();
            }
        }

        protected override void DecodeEnd()
        {
            if (_done)
            {
                Complete();
            }
        }
    }

    private sealed class Encoder(IBufferWriter<byte> output, ResponseContext context) : ResponseEncoder<LineBlock>(output, context)
    {
        public override string ContentType => "application/x-ndjson";

        protected override string MakeId() => "made";

        protected override LineBlock CreateBlock(int index, in BlockInfo block) => new(block);

        protected override void OnDelta(LineBlock block, ReadOnlySpan<byte> utf8) => Write("text", Encoding.UTF8.GetString(utf8));

        protected override void OnAnnotation(LineBlock block, ReadOnlySpan<byte> json)
        {
        }

        protected override void OnOpaqueState(LineBlock block)
        {
        }

        protected override void OnBlockEnd(LineBlock block)
        {
        }

        protected override void OnUsage(in TokenUsage usage, ReadOnlySpan<byte> rawJson) => Output.Write("{\"usage\":1}\n"u8);

        protected override bool IsOwnExtra(string name, ReadOnlySpan<byte> json) => true;

        protected override void OnFinish(in FinishInfo finish) => Output.Write("{\"done\":true}\n"u8);

        protected override void OnFail(LlmException error) => Write("error", error.Message);

        private void Write(string name, string value) =>
            Output.Write(Encoding.UTF8.GetBytes($$"""{"{{name}}":{{JsonSerializer.Serialize(value)}}}""" + "\n"));
    }

    private sealed class LineBlock(in BlockInfo block) : EncodedBlock(block);
}
