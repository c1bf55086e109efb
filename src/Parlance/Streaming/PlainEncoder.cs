using System.Buffers;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.AI;
using Parlance.Json;
using Parlance.Protocols;

namespace Parlance.Streaming;

/// <summary>
/// The plainest form of an answer: one small JSON object for each piece of it, named for what it holds. JSON escapes line
/// breaks, so an object is always one line.
/// </summary>
internal sealed class PlainEncoder(IBufferWriter<byte> output, string contentType, string before, string after) : ResponseEncoder
{
    private readonly byte[] _before = Encoding.ASCII.GetBytes(before);
    private readonly byte[] _after = Encoding.ASCII.GetBytes(after);
    private readonly List<Block> _blocks = [];
    private readonly Utf8JsonWriter _json = new(output, JsonFormat.Wire);
    private TokenUsage? _usage;

    public override string ContentType => contentType;

    public override void Start(string? id, string? model, DateTimeOffset? created)
    {
        // Ids say nothing to whoever wants the plain answer.
    }

    public override void BlockStart(int index, BlockKind kind, string? id, string? name, string? mediaType)
    {
        _blocks.Add(new Block(kind, id, name, mediaType, kind is BlockKind.ToolCall or BlockKind.Media ? new PooledBuffer() : null));
        if (kind is BlockKind.ServerToolCall or BlockKind.ServerToolResult or BlockKind.Opaque)
        {
            LeaveOut(kind.ToString());
        }
    }

    public override void Delta(int index, ReadOnlySpan<byte> utf8)
    {
        var block = _blocks[index];
        block.Gathered?.Append(utf8);
        if (block.Kind is BlockKind.Text or BlockKind.Refusal or BlockKind.Reasoning)
        {
            Begin();
            _json.WriteString(block.Kind == BlockKind.Reasoning ? "reasoning"u8 : "content"u8, utf8);
            End();
        }
    }

    public override void Annotation(int index, ReadOnlySpan<byte> json) => LeaveOut("Annotations");

    public override void OpaqueState(int index, ReadOnlySpan<byte> bytes)
    {
        if (_blocks[index].Kind is BlockKind.Reasoning or BlockKind.ToolCall)
        {
            LeaveOut("OpaqueState");
        }
    }

    public override void BlockEnd(int index)
    {
        var block = _blocks[index];
        if (block.Gathered is not { } gathered)
        {
            return;
        }

        Begin();
        _json.WriteStartObject(block.Kind == BlockKind.ToolCall ? "tool_call"u8 : "media"u8);
        if (block.Kind == BlockKind.ToolCall)
        {
            _json.WriteString("id"u8, block.Id ?? "");
            _json.WriteString("name"u8, block.Name ?? "");
            _json.WriteString("arguments"u8, gathered.Span);
        }
        else
        {
            _json.WriteString("media_type"u8, block.MediaType);
            _json.WriteString("data"u8, gathered.Span);
        }

        _json.WriteEndObject();
        End();
        gathered.Dispose();
    }

    public override void Usage(in TokenUsage usage, ReadOnlySpan<byte> rawJson) => _usage = usage;

    public override void Extra(string name, ReadOnlySpan<byte> json)
    {
        if (name is not (ResponseExtra.Id or ResponseExtra.Model or ResponseExtra.Created))
        {
            LeaveOut(name);
        }
    }

    public override void Finish(ChatFinishReason? reason, string? raw)
    {
        Begin();
        _json.WriteString("finish_reason"u8, reason?.Value ?? raw);
        if (_usage is { } usage)
        {
            _json.WriteStartObject("usage"u8);
            WriteCount("input_tokens"u8, usage.InputTokens);
            WriteCount("output_tokens"u8, usage.OutputTokens);
            _json.WriteEndObject();
        }

        End();
    }

    public override void Fail(LlmException error)
    {
        Begin();
        _json.WriteStartObject("error"u8);
        _json.WriteString("kind"u8, error.Kind.ToString());
        _json.WriteString("message"u8, error.Message);
        _json.WriteEndObject();
        End();
    }

    protected override void Dispose(bool disposing)
    {
        foreach (var block in _blocks)
        {
            block.Gathered?.Dispose();
        }

        _json.Dispose();
        base.Dispose(disposing);
    }

    private void Begin()
    {
        output.Write(_before);
        _json.Reset();
        _json.WriteStartObject();
    }

    private void End()
    {
        _json.WriteEndObject();
        _json.Flush();
        output.Write(_after);
    }

    private void WriteCount(ReadOnlySpan<byte> name, long? count)
    {
        if (count is { } known)
        {
            _json.WriteNumber(name, known);
        }
    }

    private void LeaveOut(string field) => Lose(field, $"This format has no place for {field}; it was left out.");

    private sealed record Block(BlockKind Kind, string? Id, string? Name, string? MediaType, PooledBuffer? Gathered);
}
