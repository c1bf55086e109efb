using System.Buffers;
using System.Globalization;
using System.Text.Json;
using Parlance.Json;

namespace Parlance.Protocols.Ollama;

/// <summary>
/// The JSON objects of a response: chunks of a stream, each a line, or the one object of a unary body. Member order and
/// the members that are always there are those of Ollama's server.
/// </summary>
internal sealed class OllamaChunkWriter(IBufferWriter<byte> output, bool isGenerate, bool isStreaming) : IDisposable
{
    private readonly Utf8JsonWriter _json = new(output, JsonFormat.Wire);

    public string Model { get; set; } = "";

    public DateTimeOffset Created { get; set; }

    /// <summary>Writes a piece of the answer, or all of it.</summary>
    public void Write(
        ReadOnlySpan<byte> text,
        ReadOnlySpan<byte> thinking = default,
        IReadOnlyList<OllamaEncodedCall>? calls = null,
        IReadOnlyList<byte[]>? images = null,
        OllamaEnding? ending = null)
    {
        _json.WriteStartObject();
        _json.WriteString("model"u8, Model);
        // The format of the server, at the precision of this clock: 100 nanoseconds.
        _json.WriteString("created_at"u8, Created.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", CultureInfo.InvariantCulture));
        if (isGenerate)
        {
            _json.WriteString("response"u8, text);
            WriteRest(thinking, calls);
            if (images is { Count: > 0 })
            {
                _json.WriteString("image"u8, images[0]);
            }
        }
        else
        {
            _json.WriteStartObject("message"u8);
            _json.WriteString("role"u8, "assistant"u8);
            _json.WriteString("content"u8, text);
            WriteRest(thinking, calls);
            WriteImages(images ?? []);
            _json.WriteEndObject();
        }

        _json.WriteBoolean("done"u8, ending is not null);
        ending?.WriteTo(_json);
        _json.WriteEndObject();
        EndLine();
    }

    /// <summary>Writes a failure: a line of a stream that has begun, or the body of an error response.</summary>
    public void WriteError(string message)
    {
        _json.WriteStartObject();
        _json.WriteString("error"u8, message);
        _json.WriteEndObject();
        EndLine();
    }

    public void Dispose() => _json.Dispose();

    private void WriteRest(ReadOnlySpan<byte> thinking, IReadOnlyList<OllamaEncodedCall>? calls)
    {
        if (!thinking.IsEmpty)
        {
            _json.WriteString("thinking"u8, thinking);
        }

        if (calls is not { Count: > 0 })
        {
            return;
        }

        _json.WriteStartArray("tool_calls"u8);
        foreach (var call in calls)
        {
            WriteCall(call);
        }

        _json.WriteEndArray();
    }

    private void WriteCall(OllamaEncodedCall call)
    {
        _json.WriteStartObject();
        if (!string.IsNullOrEmpty(call.Id))
        {
            _json.WriteString("id"u8, call.Id);
        }

        _json.WriteStartObject("function"u8);
        _json.WriteNumber("index"u8, call.Index);
        _json.WriteString("name"u8, call.Name);
        _json.WritePropertyName("arguments"u8);
        ArgumentsObject.TryWrite(_json, call.Arguments);
        _json.WriteEndObject();
        _json.WriteEndObject();
    }

    private void WriteImages(IReadOnlyList<byte[]> images)
    {
        if (images.Count == 0)
        {
            return;
        }

        _json.WriteStartArray("images"u8);
        foreach (var image in images)
        {
            _json.WriteStringValue(image);
        }

        _json.WriteEndArray();
    }

    private void EndLine()
    {
        _json.Flush();
        _json.Reset();
        if (isStreaming)
        {
            output.Write("\n"u8);
        }
    }
}

/// <summary>A tool call on its way out.</summary>
internal readonly record struct OllamaEncodedCall(int Index, string? Id, string Name, byte[] Arguments);
