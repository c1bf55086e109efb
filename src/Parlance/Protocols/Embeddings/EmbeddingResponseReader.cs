using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using Parlance.Json;

namespace Parlance.Protocols.Embeddings;

/// <summary>
/// Responses of every wire of embeddings, in one pass. The wires differ in the names around the vectors and hosts of one
/// wire mix each other's shapes, so one reader knows all of them: <c>data[].embedding</c>, <c>embeddings[].values</c>,
/// <c>predictions[].embeddings.values</c>, <c>embeddings.float[]</c>, <c>embeddings[][]</c>, <c>embedding[]</c> and
/// <c>output.embeddings[].embedding</c>.
/// </summary>
internal ref struct EmbeddingResponseReader
{
    private readonly ReadOnlySpan<byte> _body;
    private readonly VectorEncoding _encoding;
    private readonly List<Indexed> _vectors = [];
    private Utf8JsonReader _reader;
    private JsonSlice _usage;
    private string? _model;
    private long? _inputTokens;
    private bool _isByType;
    private bool _hasContainer;

    private EmbeddingResponseReader(ReadOnlySpan<byte> body, VectorEncoding encoding)
    {
        _body = body;
        _encoding = encoding;
        _reader = new Utf8JsonReader(body);
    }

    /// <summary>Reads a response.</summary>
    /// <param name="body">The body.</param>
    /// <param name="encoding">What its vectors are packed into, where they come as base64.</param>
    /// <exception cref="LlmException">The body is an error, or holds no vectors.</exception>
    public static EmbeddingPage Read(ReadOnlySpan<byte> body, VectorEncoding encoding = VectorEncoding.Floats)
    {
        try
        {
            var reader = new EmbeddingResponseReader(body, encoding);
            reader.ReadBody();
            return reader._hasContainer
                ? new EmbeddingPage { Vectors = reader.Sort(), Model = reader._model, InputTokens = reader._inputTokens ?? ReadUsage(reader._usage) }
                : throw Refuse(body);
        }
        catch (JsonException malformed)
        {
            throw new LlmException(LlmErrorKind.MalformedResponse, "The response is not JSON. Check the base URL: a web page may be answering.", malformed) { StatusCode = 200 };
        }
    }

    private void ReadBody()
    {
        _reader.Read();
        ReadContainer(position: null);
        _reader.Read();
    }

    /// <summary>Reads the value that the reader stands on: a vector, or what vectors stand in.</summary>
    private void ReadContainer(int? position)
    {
        switch (_reader.TokenType)
        {
            case JsonTokenType.StartObject:
                ReadObject(position);
                break;
            case JsonTokenType.StartArray when HoldsNumbers():
                Add(position);
                break;
            case JsonTokenType.StartArray:
                for (var index = 0; _reader.Read() && _reader.TokenType != JsonTokenType.EndArray; index++)
                {
                    ReadContainer(index);
                }

                break;
            case JsonTokenType.String:
                Add(position);
                break;
            default:
                break;
        }
    }

    private void ReadObject(int? position)
    {
        var first = _vectors.Count;
        long? index = null;
        while (_reader.Read() && _reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = _reader.ValueSpan;
            _reader.Read();
            switch (name)
            {
                case var _ when name.SequenceEqual("data"u8) || name.SequenceEqual("embeddings"u8) || name.SequenceEqual("embedding"u8)
                    || name.SequenceEqual("values"u8) || name.SequenceEqual("predictions"u8) || name.SequenceEqual("output"u8):
                    ReadVectors(position);
                    break;
                case var _ when name.SequenceEqual("float"u8) || name.SequenceEqual("int8"u8) || name.SequenceEqual("uint8"u8)
                    || name.SequenceEqual("binary"u8) || name.SequenceEqual("ubinary"u8) || name.SequenceEqual("base64"u8):
                    ReadType(name, position);
                    break;
                case var _ when name.SequenceEqual("embeddingsByType"u8) && _vectors.Count == 0:
                    ReadContainer(position);
                    break;
                case var _ when name.SequenceEqual("index"u8) || name.SequenceEqual("text_index"u8):
                    index = JsonSlice.Take(_body, ref _reader).AsCount();
                    break;
                case var _ when name.SequenceEqual("model"u8):
                    _model ??= JsonSlice.Take(_body, ref _reader).AsNonEmptyText();
                    break;
                case var _ when name.SequenceEqual("usage"u8) || name.SequenceEqual("usageMetadata"u8) || name.SequenceEqual("meta"u8):
                    _usage = JsonSlice.Take(_body, ref _reader);
                    break;
                case var _ when name.SequenceEqual("statistics"u8):
                    AddTokens(JsonSlice.Take(_body, ref _reader).Member("token_count"u8).AsCount());
                    break;
                case var _ when name.SequenceEqual("inputTextTokenCount"u8) || name.SequenceEqual("prompt_eval_count"u8):
                    AddTokens(JsonSlice.Take(_body, ref _reader).AsCount());
                    break;
                default:
                    _reader.Skip();
                    break;
            }
        }

        if (index is { } number)
        {
            foreach (ref var vector in CollectionsMarshal.AsSpan(_vectors)[first..])
            {
                vector = vector with { Index = number };
            }
        }
    }

    private void ReadVectors(int? position)
    {
        _hasContainer |= _reader.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray or JsonTokenType.String;
        if (_isByType && HoldsAnything())
        {
            // The same vector by its plain name.
            _vectors.Clear();
            _isByType = false;
        }

        ReadContainer(position);
    }

    /// <summary>The same vectors in several kinds of number: the floats, or else the kind that comes first.</summary>
    private void ReadType(scoped ReadOnlySpan<byte> name, int? position)
    {
        var isFloat = name.SequenceEqual("float"u8);
        if ((_vectors.Count > 0 && !isFloat) || !HoldsAnything())
        {
            _hasContainer |= _reader.TokenType == JsonTokenType.StartArray;
            _reader.Skip();
            return;
        }

        _vectors.Clear();
        ReadContainer(position);
        _isByType = true;
        _hasContainer = true;
    }

    /// <summary>True for an array of numbers; an empty one is a list without vectors.</summary>
    private readonly bool HoldsNumbers()
    {
        var ahead = _reader;
        return ahead.Read() && ahead.TokenType == JsonTokenType.Number;
    }

    private readonly bool HoldsAnything()
    {
        var ahead = _reader;
        return _reader.TokenType == JsonTokenType.String
            || (_reader.TokenType is JsonTokenType.StartArray or JsonTokenType.StartObject && ahead.Read() && ahead.TokenType is not (JsonTokenType.EndArray or JsonTokenType.EndObject));
    }

    private void Add(int? position) => _vectors.Add(new Indexed(position ?? _vectors.Count, VectorReader.Read(_body, ref _reader, _encoding)));

    private void AddTokens(long? count)
    {
        if (count is { } tokens)
        {
            _inputTokens = (_inputTokens ?? 0) + tokens;
        }
    }

    private readonly ReadOnlyMemory<float>[] Sort()
    {
        // Some servers number every vector 0; what arrives is then in order.
        var isNumbered = _vectors.Count > 0 && _vectors.Exists(vector => vector.Index != 0);
        var sorted = isNumbered ? _vectors.OrderBy(vector => vector.Index).ToList() : _vectors;
        for (var index = 1; isNumbered && index < sorted.Count; index++)
        {
            if (sorted[index].Index == sorted[index - 1].Index)
            {
                throw new LlmException(LlmErrorKind.MalformedResponse, $"Two vectors of the response have the index {sorted[index].Index}.") { StatusCode = 200 };
            }
        }

        return [.. sorted.Select(vector => (ReadOnlyMemory<float>)vector.Vector)];
    }

    private static long? ReadUsage(JsonSlice usage) =>
        usage.Member("prompt_tokens"u8).AsCount()
        ?? usage.Member("input_tokens"u8).AsCount()
        ?? usage.Member("total_tokens"u8).AsCount()
        ?? usage.Member("promptTokenCount"u8).AsCount()
        ?? usage.Member("totalTokenCount"u8).AsCount()
        ?? usage.Member("billed_units"u8).Member("input_tokens"u8).AsCount();

    private static LlmException Refuse(ReadOnlySpan<byte> body)
    {
        var root = JsonSlice.Parse(body);
        return root.Member("error"u8).IsMissing && root.Member("message"u8).IsMissing
            ? new LlmException(LlmErrorKind.MalformedResponse, "The response holds no embeddings.") { StatusCode = 200, Body = ErrorText.Bound(body) }
            : ErrorReader.ReadInline(root);
    }

    private readonly record struct Indexed(long Index, float[] Vector);
}
