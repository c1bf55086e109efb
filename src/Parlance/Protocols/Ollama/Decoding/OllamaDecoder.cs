using System.Text.Json;
using Parlance.Json;
using Parlance.Responses;

namespace Parlance.Protocols.Ollama;

/// <summary>
/// Chunks of chat and of generate, which differ in where the text stands, and unary bodies, which are one chunk that
/// holds everything. Tool calls come whole; the terminal is <c>"done": true</c>.
/// </summary>
internal sealed class OllamaDecoder(IResponseSink sink, string wire) : ResponseDecoder(sink)
{
    private int _block = -1;

    protected override string Wire => wire;

    protected override void DecodeFrame(ReadOnlySpan<byte> eventType, ReadOnlySpan<byte> data)
    {
        var frame = ReadFrame(data);
        if (!frame.Error.IsMissing)
        {
            Fail(OllamaErrors.Explain(ErrorReader.ReadInline(JsonSlice.Parse(data))));
            return;
        }

        Identify(default, frame.Model, frame.Created);
        Write(BlockKind.Reasoning, frame.Thinking);
        Write(BlockKind.Text, frame.Text);
        foreach (var call in frame.ToolCalls.Elements())
        {
            WriteCall(call);
        }

        WriteImage(frame.Image);
        foreach (var image in frame.Images.Elements())
        {
            WriteImage(image);
        }

        KeepExtraElements("logprobs"u8, frame.LogProbs);
        ReadUsage(frame);
        if (frame.DoneReason.HasText)
        {
            var raw = frame.DoneReason.AsText();
            RememberFinish(OllamaFinishReasons.Read(raw), raw);
        }

        if (frame.Done.IsTrue)
        {
            Complete();
        }
    }

    protected override void DecodeEnd()
    {
        // The terminal completes the response where it stands; without one it was cut.
    }

    private OllamaFrame ReadFrame(ReadOnlySpan<byte> data)
    {
        var frame = default(OllamaFrame);
        var reader = new Utf8JsonReader(data);
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
        {
            throw new JsonException("A chunk is a JSON object.");
        }

        ReadMembers(data, ref reader, ref frame);
        return frame;
    }

    /// <summary>
    /// The members of a chunk and, in the same pass, of the message inside it: the names of the two do not overlap.
    /// </summary>
    private void ReadMembers(ReadOnlySpan<byte> data, scoped ref Utf8JsonReader reader, ref OllamaFrame frame)
    {
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = reader.ValueSpan;
            reader.Read();
            if (reader.TokenType == JsonTokenType.StartObject && name.SequenceEqual("message"u8))
            {
                ReadMembers(data, ref reader, ref frame);
                continue;
            }

            var value = JsonSlice.Take(data, ref reader);
            if (!frame.TryTake(name, value))
            {
                // The durations, generate's context, and whatever else a server adds.
                KeepExtra(name, value);
            }
        }
    }

    private void Write(BlockKind kind, in JsonSlice text)
    {
        if (!text.HasText)
        {
            return;
        }

        _block = ContinueBlock(_block, kind);
        Append(_block, text);
    }

    private void WriteCall(in JsonSlice call)
    {
        CloseBlock(_block);
        var function = call.Member("function"u8);
        var block = OpenBlock(BlockKind.ToolCall, call.Member("id"u8).AsNonEmptyText(), function.Member("name"u8).AsText());
        Append(block, function.Member("arguments"u8));
        CloseBlock(block);
    }

    private void WriteImage(in JsonSlice image)
    {
        if (!image.HasText)
        {
            return;
        }

        CloseBlock(_block);
        var block = OpenBlock(BlockKind.Media, mediaType: OllamaImageType.Sniff(image.Bytes));
        Append(block, image);
        CloseBlock(block);
    }

    private void ReadUsage(in OllamaFrame frame)
    {
        var usage = new TokenUsage { UncachedInputTokens = frame.PromptCount.AsCount(), OutputTokens = frame.OutputCount.AsCount() };
        if (!usage.IsEmpty)
        {
            // The counts stand between the other members, so the wire has no usage object of its own to report.
            ReportUsage(usage, default);
        }
    }
}
