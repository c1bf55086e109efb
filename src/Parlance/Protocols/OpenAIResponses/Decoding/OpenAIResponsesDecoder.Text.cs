using Parlance.Json;
using Parlance.Responses;

namespace Parlance.Protocols.OpenAIResponses;

/// <content>Messages and reasoning.</content>
internal sealed partial class OpenAIResponsesDecoder
{
    private void ReadTextDelta(in OpenAIResponsesFrame frame, BlockKind kind)
    {
        var item = FindItem(frame);
        var part = item.PartAt(frame.ContentIndex.AsCount() ?? 0);
        if (frame.Delta.HasText && TryEnter(item, part, kind))
        {
            Append(part.Block, frame.Delta);
            part.HasText = true;
        }

        KeepLogProbs(part, frame.LogProbs);
    }

    private void CompleteText(in OpenAIResponsesFrame frame, BlockKind kind)
    {
        var item = FindItem(frame);
        var part = item.PartAt(frame.ContentIndex.AsCount() ?? 0);
        AppendText(item, part, kind, frame.Text);
        if (!part.HasLogProbs)
        {
            KeepLogProbs(part, frame.LogProbs);
        }
    }

    private void ReadAnnotation(in OpenAIResponsesFrame frame)
    {
        var item = FindItem(frame);
        var part = item.PartAt(frame.ContentIndex.AsCount() ?? 0);
        if (frame.Annotation.IsObject && TryEnter(item, part, BlockKind.Text))
        {
            Annotate(part.Block, frame.Annotation.Bytes);
            part.HasAnnotations = true;
        }
    }

    private void CompleteMessage(OpenAIResponsesOpenBlock item, in JsonSlice content)
    {
        if (content.IsString)
        {
            AppendText(item, item.PartOfElement(0), BlockKind.Text, content);
        }

        var place = 0;
        foreach (var source in content.Elements())
        {
            CompletePart(item, item.PartOfElement(place++), source);
        }
    }

    private void CompletePart(OpenAIResponsesOpenBlock item, OpenAIResponsesOpenBlock.Part part, in JsonSlice source)
    {
        var type = source.Member("type"u8);
        var text = source.Member("text"u8);
        var refusal = source.Member("refusal"u8);
        if (refusal.IsString)
        {
            AppendText(item, part, BlockKind.Refusal, refusal);
        }
        else if (text.IsString)
        {
            AppendText(item, part, BlockKind.Text, text);
        }
        else if (source.IsObject)
        {
            part.Block = OpenBlock(BlockKind.Opaque, item.Id, type.AsNonEmptyText());
            AttachOpaqueState(part.Block, source.Bytes);
        }

        if (!part.HasAnnotations)
        {
            foreach (var annotation in source.Member("annotations"u8).Elements())
            {
                if (annotation.IsObject && TryEnter(item, part, BlockKind.Text))
                {
                    Annotate(part.Block, annotation.Bytes);
                }
            }
        }

        if (!part.HasLogProbs)
        {
            KeepLogProbs(part, source.Member("logprobs"u8));
        }

        CloseBlock(part.Block);
    }

    /// <summary>Delivers the whole text of a part of which no piece has come.</summary>
    private void AppendText(OpenAIResponsesOpenBlock item, OpenAIResponsesOpenBlock.Part part, BlockKind kind, in JsonSlice text)
    {
        if (!part.HasText && text.HasText && TryEnter(item, part, kind))
        {
            Append(part.Block, text);
            part.HasText = true;
        }
    }

    /// <summary>The part's block, begun where it has not; false where it has ended.</summary>
    private bool TryEnter(OpenAIResponsesOpenBlock item, OpenAIResponsesOpenBlock.Part part, BlockKind kind)
    {
        if (part.Block < 0)
        {
            part.Block = OpenBlock(kind, item.Id, item.Phase);
        }

        return IsOpen(part.Block);
    }

    private void KeepLogProbs(OpenAIResponsesOpenBlock.Part part, in JsonSlice logProbs)
    {
        if (logProbs.IsArray && logProbs.Bytes.Length > "[]".Length)
        {
            KeepExtraElements("logprobs"u8, logProbs);
            part.HasLogProbs = true;
        }
    }

    private void ReadReasoningDelta(in OpenAIResponsesFrame frame)
    {
        var item = FindItem(frame);
        if (!item.IsDone && frame.Delta.HasText)
        {
            Append(EnterReasoning(item), frame.Delta);
            item.HasDeltas = true;
        }
    }

    private void CompleteReasoning(OpenAIResponsesOpenBlock item, in JsonSlice source)
    {
        if (!item.HasDeltas)
        {
            AppendReasoning(item, source.Member("summary"u8));
        }

        if (!item.HasDeltas)
        {
            AppendReasoning(item, source.Member("content"u8));
        }

        AttachOpaqueState(EnterReasoning(item), source.Bytes);
        CloseBlock(item.Block);
    }

    private void AppendReasoning(OpenAIResponsesOpenBlock item, in JsonSlice parts)
    {
        if (parts.HasText)
        {
            Append(EnterReasoning(item), parts);
            item.HasDeltas = true;
        }

        foreach (var part in parts.Elements())
        {
            var text = part.IsString ? part : part.Member("text"u8);
            if (text.HasText)
            {
                Append(EnterReasoning(item), text);
                item.HasDeltas = true;
            }
        }
    }

    private int EnterReasoning(OpenAIResponsesOpenBlock item)
    {
        if (item.Block < 0)
        {
            item.Block = OpenBlock(BlockKind.Reasoning, item.Id, OpenAIResponsesSpelling.Reasoning);
        }

        return item.Block;
    }
}
