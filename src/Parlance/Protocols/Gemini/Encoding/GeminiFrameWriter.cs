using System.Buffers;
using System.Text.Json;
using Parlance.Json;

namespace Parlance.Protocols.Gemini;

/// <summary>Writes <c>GenerateContentResponse</c>s: one, or one an event.</summary>
internal sealed class GeminiFrameWriter(bool isStreaming) : IDisposable
{
    private readonly PooledBuffer _frame = new(initialSize: 1024);

    public void Write(IBufferWriter<byte> output, string id, string model, IEnumerable<GeminiEncodedBlock> parts, GeminiResponseTail? tail)
    {
        _frame.Clear();
        using (var json = new Utf8JsonWriter(_frame, JsonFormat.Wire))
        {
            json.WriteStartObject();
            if (tail is null or { FinishReason: not null })
            {
                WriteCandidate(json, parts, tail);
            }

            tail?.WriteTo(json);
            json.WriteString("modelVersion"u8, model);
            json.WriteString("responseId"u8, id);
            json.WriteEndObject();
        }

        Send(output, _frame.WritableSpan, isStreaming);
    }

    /// <summary>Sends a JSON object as an event or as the body. Outside strings a line break is a space, and no event may hold one.</summary>
    public static void Send(IBufferWriter<byte> output, Span<byte> json, bool isEvent)
    {
        if (!isEvent)
        {
            output.Write(json);
            return;
        }

        json.Replace((byte)'\r', (byte)' ');
        json.Replace((byte)'\n', (byte)' ');
        output.Write("data: "u8);
        output.Write(json);
        output.Write("\n\n"u8);
    }

    public void Dispose() => _frame.Dispose();

    private static void WriteCandidate(Utf8JsonWriter json, IEnumerable<GeminiEncodedBlock> parts, GeminiResponseTail? tail)
    {
        json.WriteStartArray("candidates"u8);
        json.WriteStartObject();
        json.WriteStartObject("content"u8);
        json.WriteStartArray("parts"u8);
        foreach (var part in parts)
        {
            part.Write(json);
        }

        json.WriteEndArray();
        json.WriteString("role"u8, "model"u8);
        json.WriteEndObject();
        tail?.WriteCandidate(json);
        json.WriteNumber("index"u8, 0);
        json.WriteEndObject();
        json.WriteEndArray();
    }
}
