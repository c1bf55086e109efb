using System.Text.Json;
using Parlance.Framing;
using Parlance.Json;
using Parlance.Protocols;

namespace Parlance.Responses;

/// <summary>
/// One response body, in whatever pieces it arrives, through framing into a decoder. It does no input or output, so the
/// transport, a replay, a gateway and the command line all run this very code. The first bytes decide the framing:
/// server-sent events, JSON values one after the other, an array of them, one object, or a binary event stream.
/// </summary>
/// <param name="decoder">The decoder, which the reader disposes.</param>
/// <param name="maximumFrameBytes">What one frame may hold: 64 MiB by default, an image of 48 MB in base64 within one event.</param>
/// <example>
/// <code>
/// using var reader = new ResponseReader(protocol.CreateDecoder(sink, call));
/// reader.Write(bytes);        // as often as bytes come
/// reader.Complete();
/// </code>
/// </example>
public sealed class ResponseReader(ResponseDecoder decoder, int maximumFrameBytes = FrameReader.DefaultMaximumFrameBytes) : IDisposable
{
    private const int ReadSize = 16 << 10;

    // Leading white space is kept until the first real byte decides the framing.
    private readonly PooledBuffer _beginning = new(ReadSize, initialSize: ReadSize);
    private FrameReader? _frames;
    private bool _sawFrame;

    /// <summary>The decoder that reads the frames.</summary>
    public ResponseDecoder Decoder { get; } = decoder;

    /// <summary>True to keep the body of a response that is one JSON object.</summary>
    public bool KeepsBody { get; init; }

    /// <summary>The body, undefined where it was not to be kept or is no JSON object.</summary>
    public JsonElement Body { get; private set; }

    /// <summary>Where the next bytes of the body go; false where the response has ended or holds too much in one piece.</summary>
    /// <param name="memory">The room: fill some of it, then call <see cref="Advance"/>.</param>
    public bool TryGetMemory(out Memory<byte> memory)
    {
        memory = default;
        if (Decoder.IsEnded)
        {
            return false;
        }

        try
        {
            memory = _frames is { } frames ? frames.GetMemory(ReadSize / 4) : _beginning.GetMemory(1);
            return true;
        }
        catch (BufferLimitException limit)
        {
            Decoder.Abort(new LlmException(LlmErrorKind.MalformedResponse, $"The response is too large: {limit.Message}", limit));
            return false;
        }
    }

    /// <summary>Says how many bytes were written where <see cref="TryGetMemory"/> said, and decodes every frame they complete.</summary>
    /// <param name="count">How many.</param>
    public void Advance(int count)
    {
        if (_frames is { } frames)
        {
            frames.Advance(count);
        }
        else
        {
            _beginning.Advance(count);
            if (!ChooseFraming())
            {
                return;
            }
        }

        Decode();
    }

    /// <summary>Takes a piece of the body and decodes every frame it completes.</summary>
    /// <param name="bytes">The piece, of any length.</param>
    public void Write(ReadOnlySpan<byte> bytes)
    {
        while (!bytes.IsEmpty && TryGetMemory(out var memory))
        {
            var count = Math.Min(memory.Length, bytes.Length);
            bytes[..count].CopyTo(memory.Span);
            Advance(count);
            bytes = bytes[count..];
        }
    }

    /// <summary>Says that the body has ended.</summary>
    /// <param name="cause">Why, where it did not end by itself.</param>
    public void Complete(Exception? cause = null)
    {
        if (_frames is { } frames)
        {
            frames.Complete();
            Decode();
            Decoder.IsUnary = frames is JsonFrameReader { IsSingleValue: true };
            if (!_sawFrame && cause is null && !frames.EndedInsideFrame)
            {
                Decoder.Abort(new LlmException(LlmErrorKind.MalformedResponse, "The response is neither JSON nor a stream of events. Check the base URL: a web page may be answering."));
            }
        }

        Decoder.End(cause);
    }

    /// <summary>Gives the pooled memory back, and disposes the decoder.</summary>
    public void Dispose()
    {
        _beginning.Dispose();
        _frames?.Dispose();
        Decoder.Dispose();
    }

    private bool ChooseFraming()
    {
        if (!FrameFormat.TryCreateReader(_beginning.Span, maximumFrameBytes, out _frames))
        {
            return false;
        }

        _frames!.Append(_beginning.Span);
        _beginning.Clear();
        return true;
    }

    private void Decode()
    {
        try
        {
            while (!Decoder.IsEnded && _frames!.TryRead(out var frame))
            {
                if (KeepsBody)
                {
                    Body = _sawFrame || _frames is not JsonFrameReader ? default : ParseBody(frame);
                }

                _sawFrame = true;
                if (frame.IsError)
                {
                    Decoder.Abort(ErrorReader.ReadEvent(frame.EventType, frame.Data));
                }
                else
                {
                    Decoder.Push(frame.EventType, frame.Data, frame.IsPartial);
                }
            }
        }
        catch (FramingException broken)
        {
            Decoder.Abort(new LlmException(LlmErrorKind.MalformedResponse, broken.Message, broken));
        }
    }

    private static JsonElement ParseBody(Frame frame)
    {
        try
        {
            return JsonElement.Parse(frame.Data);
        }
        catch (JsonException)
        {
            // The decoder is about to meet the same error, and tells it.
            return default;
        }
    }
}
