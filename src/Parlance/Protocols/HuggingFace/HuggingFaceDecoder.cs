using System.Text.Json;
using Microsoft.Extensions.AI;
using Parlance.Json;
using Parlance.Responses;

namespace Parlance.Protocols.HuggingFace;

/// <summary>
/// Events of one token each, the last of which repeats the whole text; and unary bodies, an array of one
/// <c>{"generated_text"}</c> or that object bare. The terminal is the whole text.
/// </summary>
internal sealed class HuggingFaceDecoder(IResponseSink sink) : ResponseDecoder(sink)
{
    private int _block = -1;
    private bool _isStreamed;

    protected override string Wire => HuggingFaceProtocol.WireName;

    protected override void DecodeFrame(ReadOnlySpan<byte> eventType, ReadOnlySpan<byte> data)
    {
        var body = JsonSlice.Parse(data);
        foreach (var generation in body.Elements())
        {
            // Several prompts give several texts; a call has one.
            Read(generation);
            return;
        }

        Read(body);
    }

    protected override void DecodeEnd()
    {
        // The terminal completes the response where it stands; without one it was cut.
    }

    private void Read(in JsonSlice body)
    {
        var chunk = default(Chunk);
        foreach (var (name, value) in body.Members())
        {
            chunk.Take(name, value);
        }

        if (!chunk.Error.IsMissing)
        {
            Fail(ErrorReader.ReadInline(body));
            return;
        }

        if (!body.IsObject)
        {
            throw new JsonException("A generation is a JSON object.");
        }

        _isStreamed |= chunk.Token.IsObject;
        if (chunk.Token.IsObject && !chunk.Token.Member("special"u8).IsTrue)
        {
            Write(chunk.Token.Member("text"u8));
        }

        if (!_isStreamed)
        {
            Write(chunk.GeneratedText);
        }

        ReadDetails(chunk.Details);
        if (chunk.GeneratedText.IsString)
        {
            Complete();
        }
    }

    private void Write(in JsonSlice text)
    {
        if (text.HasText)
        {
            _block = _block < 0 ? OpenBlock(BlockKind.Text) : _block;
            Append(_block, text);
        }
    }

    private void ReadDetails(in JsonSlice details)
    {
        if (!details.IsObject)
        {
            return;
        }

        var usage = new TokenUsage
        {
            UncachedInputTokens = details.Member("input_length"u8).AsCount() ?? Count(details.Member("prefill"u8)),
            OutputTokens = details.Member("generated_tokens"u8).AsCount(),
        };
        if (!usage.IsEmpty)
        {
            ReportUsage(usage, details.Bytes);
        }

        KeepExtra("seed"u8, details.Member("seed"u8));
        if (details.Member("finish_reason"u8).AsNonEmptyText() is { } raw)
        {
            RememberFinish(ReadReason(raw), raw);
        }
    }

    /// <summary>How many tokens the prompt had, where they were asked for; an empty list says nothing.</summary>
    private static long? Count(in JsonSlice tokens)
    {
        var count = 0;
        foreach (var _ in tokens.Elements())
        {
            count++;
        }

        return count == 0 ? null : count;
    }

    private static ChatFinishReason ReadReason(string raw) => raw switch
    {
        "eos_token" or "stop_sequence" => ChatFinishReason.Stop,
        "length" => ChatFinishReason.Length,
        _ => new ChatFinishReason(raw),
    };

    private ref struct Chunk
    {
        public JsonSlice Token;
        public JsonSlice GeneratedText;
        public JsonSlice Details;
        public JsonSlice Error;

        public void Take(ReadOnlySpan<byte> name, in JsonSlice value)
        {
            if (name.SequenceEqual("token"u8))
            {
                Token = value;
            }
            else if (name.SequenceEqual("generated_text"u8))
            {
                GeneratedText = value;
            }
            else if (name.SequenceEqual("details"u8))
            {
                Details = value;
            }
            else if (name.SequenceEqual("error"u8))
            {
                Error = value;
            }
        }
    }
}
