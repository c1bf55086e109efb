using System.Buffers.Text;
using Parlance.Json;
using Parlance.Responses;

namespace Parlance.Protocols.OpenAIResponses;

/// <content>Output items: which one an event speaks of, how each begins and ends.</content>
internal sealed partial class OpenAIResponsesDecoder
{
    private readonly List<OpenAIResponsesOpenBlock> _items = [];

    private OpenAIResponsesOpenBlock FindItem(in OpenAIResponsesFrame frame)
    {
        if (frame.OutputIndex.AsCount() is { } index)
        {
            // The place wins over the id: a host that encrypts its ids gives each event another one.
            foreach (var item in _items)
            {
                if (item.Index == index)
                {
                    return item;
                }
            }

            return AddItem(index, frame.ItemId.AsNonEmptyText());
        }

        var id = frame.ItemId.AsNonEmptyText() ?? frame.Item.Member("id"u8).AsNonEmptyText();
        return _items.Find(item => item.Id == id) ?? AddItem(_items.Count, id);
    }

    /// <summary>The item that an element of the final output was, by its id, else by its place.</summary>
    private OpenAIResponsesOpenBlock FindItem(string? id, long index, OpenAIResponsesItemKind kind) =>
        _items.Find(item => id is not null && item.Id == id)
        ?? _items.Find(item => item.Index == index && item.Kind == kind)
        ?? AddItem(index, id);

    private OpenAIResponsesOpenBlock AddItem(long index, string? id)
    {
        var added = new OpenAIResponsesOpenBlock(index) { Id = id };
        _items.Add(added);
        return added;
    }

    private void BeginItem(OpenAIResponsesOpenBlock item, in JsonSlice source)
    {
        item.Id ??= source.Member("id"u8).AsNonEmptyText();
        if (item.Kind == OpenAIResponsesItemKind.Unknown)
        {
            item.Kind = OpenAIResponsesItemKinds.Of(source.Member("type"u8));
        }

        switch (item.Kind)
        {
            case OpenAIResponsesItemKind.ClientCall when item.Block < 0:
                item.Block = OpenBlock(new BlockInfo(BlockKind.ToolCall)
                {
                    Id = source.Member("call_id"u8).AsNonEmptyText() ?? item.Id,
                    Name = source.Member("name"u8).AsNonEmptyText(),
                    Namespace = source.Member("namespace"u8).AsNonEmptyText(),
                    IsCustomCall = source.Member("type"u8).Bytes.SequenceEqual("custom_tool_call"u8),
                });
                AttachState(item, source);
                break;
            case OpenAIResponsesItemKind.Message:
                item.Phase ??= OpenAIResponsesSpelling.PhaseType(source.Member("phase"u8).AsNonEmptyText());
                break;
        }
    }

    private void CompleteItem(OpenAIResponsesOpenBlock item, in JsonSlice source)
    {
        if (item.IsDone || !source.IsObject)
        {
            return;
        }

        BeginItem(item, source);
        item.IsDone = true;
        switch (item.Kind)
        {
            case OpenAIResponsesItemKind.Message:
                CompleteMessage(item, source.Member("content"u8));
                break;
            case OpenAIResponsesItemKind.Reasoning:
                CompleteReasoning(item, source);
                break;
            case OpenAIResponsesItemKind.ClientCall:
                CompleteCall(item, source);
                break;
            case OpenAIResponsesItemKind.Image:
                CompleteImage(item, source);
                break;
            default:
                DeliverWhole(item, source);
                break;
        }
    }

    private void CompleteCall(OpenAIResponsesOpenBlock item, in JsonSlice source)
    {
        var arguments = source.Member("arguments"u8);
        AppendArguments(item, arguments.IsMissing ? source.Member("input"u8) : arguments);
        AttachState(item, source);
        CloseBlock(item.Block);
    }

    /// <summary>The state of a call: known when it begins, and once more where its end says something new.</summary>
    private void AttachState(OpenAIResponsesOpenBlock item, in JsonSlice source)
    {
        var state = OpenAIResponsesToolCallState.Write(source);
        if (!state.AsSpan().SequenceEqual(item.State))
        {
            item.State = state;
            AttachOpaqueState(item.Block, state);
        }
    }

    /// <summary>An item that is kept as it stands; one that is nothing but ids and state says as much.</summary>
    private void DeliverWhole(OpenAIResponsesOpenBlock item, in JsonSlice source)
    {
        var type = source.Member("type"u8).AsNonEmptyText() ?? "";
        item.Block = OpenBlock(OpenAIResponsesItemKinds.BlockOf(type), source.Member("call_id"u8).AsNonEmptyText() ?? item.Id, type);
        AttachOpaqueState(item.Block, source.Bytes);
        CloseBlock(item.Block);
    }

    private static void KeepPreview(OpenAIResponsesOpenBlock item, in OpenAIResponsesFrame frame)
    {
        item.Preview = frame.PartialImage.Bytes.ToArray();
        item.PreviewFormat = frame.ImageFormat.AsNonEmptyText();
    }

    private void KeepPreview(in OpenAIResponsesFrame frame) => KeepPreview(FindItem(frame), frame);

    /// <summary>A finished image as media; without its bytes the last preview stands for it, without that the item itself.</summary>
    private void CompleteImage(OpenAIResponsesOpenBlock item, in JsonSlice source)
    {
        var result = source.Member("result"u8);
        var image = result.HasText ? result.Bytes : item.Preview;
        var isAddress = image.StartsWith("http"u8);
        if (image.IsEmpty || (!isAddress && !Base64.IsValid(image)))
        {
            DeliverWhole(item, source);
            return;
        }

        var format = source.Member("output_format"u8).AsNonEmptyText() ?? item.PreviewFormat ?? "png";
        item.Block = OpenBlock(BlockKind.Media, item.Id, isAddress ? $"image/{format}" : null, isAddress ? "text/uri-list" : $"image/{format}");
        if (result.HasText)
        {
            Append(item.Block, result);
        }
        else
        {
            Append(item.Block, image);
        }

        CloseBlock(item.Block);
    }

    private void ReadArgumentsDelta(in OpenAIResponsesFrame frame)
    {
        var item = FindItem(frame);

        // A call that was not announced has no name yet; its item brings name and arguments together.
        if (item.Block >= 0 && IsOpen(item.Block) && frame.Delta.HasText)
        {
            Append(item.Block, frame.Delta);
            item.HasDeltas = true;
        }
    }

    private void CompleteArguments(in OpenAIResponsesFrame frame)
    {
        var item = FindItem(frame);
        if (item.Block >= 0 && IsOpen(item.Block))
        {
            AppendArguments(item, frame.Arguments);
        }
    }

    private void AppendArguments(OpenAIResponsesOpenBlock item, in JsonSlice arguments)
    {
        if (!item.HasDeltas && !arguments.IsMissing && (arguments.HasText || !arguments.IsString))
        {
            Append(item.Block, arguments);
            item.HasDeltas = true;
        }
    }
}
