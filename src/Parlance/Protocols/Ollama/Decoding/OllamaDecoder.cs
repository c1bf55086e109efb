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
        var chunk = ReadChunk(data);
        if (!chunk.Error.IsMissing)
        {
            Fail(OllamaErrors.Explain(ErrorReader.ReadInline(JsonSlice.Parse(data))));
            return;
        }

        Identify(default, chunk.Model, chunk.Created);
        Write(BlockKind.Reasoning, chunk.Thinking);
        Write(BlockKind.Text, chunk.Text);
        foreach (var call in chunk.ToolCalls.Elements())
        {
            WriteCall(call);
        }

        WriteImage(chunk.Image);
        foreach (var image in chunk.Images.Elements())
        {
            WriteImage(image);
        }

        KeepExtraElements("logprobs"u8, chunk.LogProbs);
        ReadUsage(chunk);
        if (chunk.DoneReason.HasText)
        {
            var raw = chunk.DoneReason.AsText();
            RememberFinish(OllamaFinishReasons.Read(raw), raw);
        }

        if (chunk.Done.IsTrue)
        {
            Complete();
        }
    }

    protected override void DecodeEnd()
    {
        // The terminal completes the response where it stands; without one it was cut.
    }

    private Chunk ReadChunk(ReadOnlySpan<byte> data)
    {
        var chunk = default(Chunk);
        var reader = new Utf8JsonReader(data);
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
        {
            throw new JsonException("A chunk is a JSON object.");
        }

        ReadMembers(data, ref reader, ref chunk);
        return chunk;
    }

    /// <summary>
    /// The members of a chunk and, in the same pass, of the message inside it: the names of the two do not overlap.
    /// </summary>
    private void ReadMembers(ReadOnlySpan<byte> data, scoped ref Utf8JsonReader reader, ref Chunk chunk)
    {
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("message"u8))
            {
                reader.Read();
                if (reader.TokenType == JsonTokenType.StartObject)
                {
                    ReadMembers(data, ref reader, ref chunk);
                }
                else
                {
                    reader.Skip();
                }
            }
            else if (reader.ValueTextEquals("content"u8) || reader.ValueTextEquals("response"u8))
            {
                chunk.Text = JsonSlice.TakeNext(data, ref reader);
            }
            else if (reader.ValueTextEquals("thinking"u8))
            {
                chunk.Thinking = JsonSlice.TakeNext(data, ref reader);
            }
            else if (reader.ValueTextEquals("model"u8))
            {
                chunk.Model = JsonSlice.TakeNext(data, ref reader);
            }
            else if (reader.ValueTextEquals("created_at"u8))
            {
                chunk.Created = JsonSlice.TakeNext(data, ref reader);
            }
            else if (reader.ValueTextEquals("done"u8))
            {
                chunk.Done = JsonSlice.TakeNext(data, ref reader);
            }
            else if (reader.ValueTextEquals("role"u8))
            {
                reader.Read();
                reader.Skip();
            }
            else
            {
                ReadRareMember(data, ref reader, ref chunk);
            }
        }
    }

    private void ReadRareMember(ReadOnlySpan<byte> data, scoped ref Utf8JsonReader reader, ref Chunk chunk)
    {
        if (reader.ValueTextEquals("tool_calls"u8))
        {
            chunk.ToolCalls = JsonSlice.TakeNext(data, ref reader);
        }
        else if (reader.ValueTextEquals("done_reason"u8))
        {
            chunk.DoneReason = JsonSlice.TakeNext(data, ref reader);
        }
        else if (reader.ValueTextEquals("prompt_eval_count"u8))
        {
            chunk.PromptCount = JsonSlice.TakeNext(data, ref reader);
        }
        else if (reader.ValueTextEquals("eval_count"u8))
        {
            chunk.OutputCount = JsonSlice.TakeNext(data, ref reader);
        }
        else if (reader.ValueTextEquals("logprobs"u8))
        {
            chunk.LogProbs = JsonSlice.TakeNext(data, ref reader);
        }
        else if (reader.ValueTextEquals("images"u8))
        {
            chunk.Images = JsonSlice.TakeNext(data, ref reader);
        }
        else if (reader.ValueTextEquals("image"u8))
        {
            chunk.Image = JsonSlice.TakeNext(data, ref reader);
        }
        else if (reader.ValueTextEquals("error"u8))
        {
            chunk.Error = JsonSlice.TakeNext(data, ref reader);
        }
        else
        {
            // The durations, generate's context, and whatever else a server adds.
            var name = reader.ValueSpan;
            KeepExtra(name, JsonSlice.TakeNext(data, ref reader));
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
        var block = OpenBlock(BlockKind.Media, mediaType: ImageType.Sniff(image.Bytes));
        Append(block, image);
        CloseBlock(block);
    }

    private void ReadUsage(in Chunk chunk)
    {
        var usage = new TokenUsage { UncachedInputTokens = chunk.PromptCount.AsCount(), OutputTokens = chunk.OutputCount.AsCount() };
        if (!usage.IsEmpty)
        {
            // The counts stand between the other members, so the wire has no usage object of its own to report.
            ReportUsage(usage, default);
        }
    }

    private ref struct Chunk
    {
        public JsonSlice Model;
        public JsonSlice Created;
        public JsonSlice Text;
        public JsonSlice Thinking;
        public JsonSlice ToolCalls;
        public JsonSlice Images;
        public JsonSlice Image;
        public JsonSlice Done;
        public JsonSlice DoneReason;
        public JsonSlice PromptCount;
        public JsonSlice OutputCount;
        public JsonSlice LogProbs;
        public JsonSlice Error;
    }
}
