using System.Buffers;
using System.Text;
using Parlance.Json;

namespace Parlance.Responses;

/// <summary>
/// The plainest form of an answer: one small JSON object for each piece of it, named for what it holds. JSON escapes line
/// breaks, so an object is always one line.
/// </summary>
internal sealed class PlainEncoder(IBufferWriter<byte> output, ResponseContext context, string contentType, string before, string after)
    : ResponseEncoder<PlainBlock>(output, context)
{
    private readonly byte[] _before = Encoding.ASCII.GetBytes(before);
    private readonly byte[] _after = Encoding.ASCII.GetBytes(after);

    public override string ContentType => contentType;

    /// <summary>Ids say nothing to whoever wants the plain answer.</summary>
    protected override string MakeId() => "";

    protected override PlainBlock CreateBlock(int index, in BlockInfo block) => new(block);

    protected override void OnBlockStart(PlainBlock block)
    {
        if (block.IsWireContent)
        {
            LoseBlock(block);
        }
    }

    protected override void OnDelta(PlainBlock block, ReadOnlySpan<byte> utf8)
    {
        if (!block.IsText)
        {
            block.Keep(utf8);
            return;
        }

        Begin();
        Json.WriteString(block.Kind == BlockKind.Reasoning ? "reasoning"u8 : "content"u8, utf8);
        End();
    }

    protected override void OnAnnotation(PlainBlock block, ReadOnlySpan<byte> json) => LeaveOut("Annotations");

    protected override void OnOpaqueState(PlainBlock block)
    {
        if (block.Kind is BlockKind.Reasoning or BlockKind.ToolCall)
        {
            LeaveOut("OpaqueState");
        }
    }

    protected override void OnBlockEnd(PlainBlock block)
    {
        if (block.Kind is not (BlockKind.ToolCall or BlockKind.Media))
        {
            return;
        }

        Begin();
        if (block.Kind == BlockKind.ToolCall)
        {
            Json.WriteStartObject("tool_call"u8);
            Json.WriteString("id"u8, block.Id ?? "");
            Json.WriteString("name"u8, block.Name ?? "");
            Json.WriteString("arguments"u8, block.Text);
        }
        else
        {
            Json.WriteStartObject("media"u8);
            Json.WriteString("media_type"u8, block.MediaType);
            Json.WriteString("data"u8, block.Text);
        }

        Json.WriteEndObject();
        End();
        block.ClearText();
    }

    protected override bool IsOwnExtra(string name, ReadOnlySpan<byte> json) => false;

    protected override void OnFinish(in FinishInfo finish)
    {
        Begin();
        Json.WriteString("finish_reason"u8, finish.Reason?.Value ?? finish.RawReason);
        if (ReportedUsage is { } usage)
        {
            Json.WriteStartObject("usage"u8);
            Json.WriteOptional("input_tokens"u8, usage.InputTokens);
            Json.WriteOptional("output_tokens"u8, usage.OutputTokens);
            Json.WriteEndObject();
        }

        End();
    }

    protected override void OnFail(LlmException error)
    {
        Begin();
        Json.WriteStartObject("error"u8);
        Json.WriteString("kind"u8, error.Kind.ToString());
        Json.WriteString("message"u8, error.Message);
        Json.WriteEndObject();
        End();
    }

    private void Begin()
    {
        Output.Write(_before);
        Json.Reset();
        Json.WriteStartObject();
    }

    private void End()
    {
        Json.WriteEndObject();
        Json.Flush();
        Output.Write(_after);
    }

    private void LeaveOut(string field) => Lose(field, $"This format has no place for {field}; it was left out.");
}

/// <summary>A block, of which the format needs to know nothing more.</summary>
internal sealed class PlainBlock(in BlockInfo block) : EncodedBlock(block);
