using System.Text.Json;
using Microsoft.Extensions.AI;

namespace Parlance.Responses;

/// <summary>A response as <see cref="ChatEvent"/>s, queued until the reader takes them.</summary>
internal sealed class EventSink(string? issuer, IReadOnlyList<ChatWarning> warnings) : ResponseAssembler<ChatEvent>(issuer)
{
    public override void Usage(in TokenUsage usage, ReadOnlySpan<byte> rawJson) =>
        Pending.Add(new UsageReported(usage, rawJson.IsEmpty ? null : JsonElement.Parse(rawJson)));

    public override void Finish(in FinishInfo finish) =>
        Pending.Add(new Finished(finish.Reason, finish.RawReason, ResponseId, ModelId, ExtrasObject()));

    protected override void OnStart() => Pending.Add(new MessageStarted(ResponseId, ModelId, CreatedAt, warnings));

    protected override void OnBlockStart(int index, in BlockInfo block) =>
        Pending.Add(block.Kind == BlockKind.ToolCall ? new ToolCallStarted(index, block.Id ?? "", block.Name ?? "") : new BlockStarted(index, block.Kind));

    protected override void OnDelta(int index, OpenBlock block, string text) => Pending.Add(block.Kind switch
    {
        BlockKind.Text => new TextDelta(index, text),
        BlockKind.Refusal => new RefusalDelta(index, text),
        BlockKind.Reasoning => new ReasoningDelta(index, text),
        _ => new ToolCallArgumentsDelta(index, text),
    });

    protected override void OnContent(int index, AIContent content) => Pending.Add(new ContentReceived(index, content));

    protected override void OnToolCall(int index, FunctionCallContent call) => Pending.Add(new ToolCallCompleted(index, call));
}
