using System.Text.Json;
using Microsoft.Extensions.AI;

namespace Parlance.Responses;

/// <summary>A response as <see cref="ChatResponseUpdate"/>s, queued until the reader takes them.</summary>
/// <remarks>
/// <c>ToChatResponse()</c> moves the bag of an update that has a message id onto the message and the bag of one that has
/// none onto the response. So warnings travel on a leading update and usage, finish and extras on one trailing update,
/// both without a message id.
/// </remarks>
internal sealed class UpdateSink(string? issuer, IReadOnlyList<ChatWarning> warnings) : ResponseAssembler<ChatResponseUpdate>(issuer)
{
    private string? _messageId;
    private BlockKind? _lastKind;
    private string? _lastId;
    private UsageContent? _usage;
    private JsonElement? _rawUsage;

    public override void Usage(in TokenUsage usage, ReadOnlySpan<byte> rawJson)
    {
        _usage = new UsageContent(usage.ToUsageDetails());
        _rawUsage = rawJson.IsEmpty ? null : JsonElement.Parse(rawJson);
    }

    public override void Finish(in FinishInfo finish)
    {
        var update = CreateUpdate();
        update.FinishReason = finish.Reason;
        if (_usage is not null)
        {
            update.Contents.Add(_usage);
        }

        update.RawFinishReason = finish.RawReason;
        update.RawUsage = _rawUsage;
        update.Extras = ExtrasObject();
        Pending.Add(update);
    }

    /// <summary>An update carries whole calls: the pieces of their arguments would be made for nobody.</summary>
    protected override bool WantsArgumentText => false;

    protected override void OnStart()
    {
        _messageId = ResponseId ?? Guid.CreateVersion7().ToString("N");
        if (warnings.Count > 0)
        {
            var update = CreateUpdate();
            update.Warnings = warnings;
            Pending.Add(update);
        }
    }

    protected override void OnBlockStart(int index, in BlockInfo block)
    {
        // An update carries content; that a block begins shows in its first delta.
    }

    protected override void OnDelta(int index, OpenBlock block, string text)
    {
        SeparateTexts(index, block);
        OnContent(index, block.Kind switch
        {
            BlockKind.Refusal => new TextContent(text) { IsRefusal = true },
            BlockKind.Reasoning when block.HasDelivered => new TextReasoningContent(text),
            BlockKind.Reasoning => new TextReasoningContent(text) { Issuer = Issuer, WireType = block.Name },
            BlockKind.Text when block.Id is { } id && !block.HasDelivered => new TextContent(text) { WireId = id, WireType = block.Name, Issuer = Issuer },
            _ => new TextContent(text),
        });
    }

    protected override void OnContent(int index, AIContent content)
    {
        var update = CreateUpdate();
        update.MessageId = _messageId;
        update.Contents = new UpdateContents(content);
        Pending.Add(update);
    }

    protected override void OnToolCall(int index, FunctionCallContent call) => OnContent(index, call);

    /// <summary>
    /// Readers merge neighbouring texts and keep the first one's bag, which would mark both as a refusal or neither, and
    /// give both the id of the first. An empty text with an annotation is what they never merge.
    /// </summary>
    private void SeparateTexts(int index, OpenBlock block)
    {
        var isOther = (_lastKind, block.Kind) is (BlockKind.Text, BlockKind.Refusal) or (BlockKind.Refusal, BlockKind.Text)
            || (_lastKind, block.Kind) is (BlockKind.Text, BlockKind.Text) && !string.Equals(_lastId, block.Id, StringComparison.Ordinal);
        if (isOther)
        {
            OnContent(index, new TextContent("") { Annotations = [new AIAnnotation()] });
        }

        _lastKind = block.Kind;
        _lastId = block.Id;
    }

    private ChatResponseUpdate CreateUpdate() => new()
    {
        Role = ChatRole.Assistant,
        ResponseId = ResponseId,
        ModelId = ModelId,
        CreatedAt = CreatedAt,
    };
}
