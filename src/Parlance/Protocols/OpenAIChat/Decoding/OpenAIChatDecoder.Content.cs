using Parlance.Json;
using Parlance.Responses;

namespace Parlance.Protocols.OpenAIChat;

/// <content>Text, refusals, readable reasoning under its many names, media, and the parts that some hosts make of content.</content>
internal sealed partial class OpenAIChatDecoder
{
    /// <summary>The open block of a kind; a block of another kind that is not a tool call's ends.</summary>
    private int Enter(BlockKind kind)
    {
        if (IsOpen(_block) && _blockKind == kind)
        {
            return _block;
        }

        Leave();
        _blockKind = kind;
        return _block = OpenBlock(kind);
    }

    private void Leave()
    {
        if (_details is not null && IsOpen(_block, BlockKind.Reasoning))
        {
            AttachOpaqueState(_block, _details.Complete());
            _details.Clear();
        }

        CloseBlock(_block);
    }

    private void ReadReasoning(in OpenAIChatDelta message)
    {
        var text = message.ReasoningContent.HasText ? message.ReasoningContent
            : message.Reasoning.HasText ? message.Reasoning
            : message.Thought.HasText ? message.Thought
            : message.Thinking;
        if (text.HasText)
        {
            _hasReasoningText = true;
            Append(Enter(BlockKind.Reasoning), text);
        }

        foreach (var detail in message.ReasoningDetails.Elements())
        {
            if (detail.IsObject)
            {
                ReadDetail(detail);
            }
        }
    }

    private void ReadDetail(in JsonSlice detail)
    {
        var block = Enter(BlockKind.Reasoning);
        if (!_hasReasoningText)
        {
            var readable = detail.Member("text"u8);
            readable = readable.IsString ? readable : detail.Member("summary"u8);
            if (readable.HasText)
            {
                Append(block, readable);
            }
        }

        (_details ??= new OpenAIChatReasoningDetails()).Add(detail);
    }

    private void ReadContent(in JsonSlice content)
    {
        if (content.IsString)
        {
            AppendText(content);
        }
        else if (content.IsArray)
        {
            foreach (var part in content.Elements())
            {
                ReadPart(part);
            }
        }
        else if (content.IsObject)
        {
            ReadPart(content);
        }
    }

    private void AppendText(in JsonSlice text)
    {
        if (!text.HasText)
        {
            return;
        }

        if (_marked is null)
        {
            Append(Enter(BlockKind.Text), text);
            return;
        }

        _marked.Add(text);
        AppendMarked(_marked);
    }

    private void AppendMarked(OpenAIChatMarkedReasoning marked)
    {
        while (marked.TryRead(out var kind, out var piece))
        {
            Append(Enter(kind), piece);
        }
    }

    /// <summary>The content is over: what may have been the beginning of a mark is none.</summary>
    private void FlushMarked()
    {
        if (_marked is not null)
        {
            _marked.Complete();
            AppendMarked(_marked);
        }
    }

    private void ReadPart(in JsonSlice part)
    {
        if (part.IsString)
        {
            AppendText(part);
            return;
        }

        if (!part.IsObject)
        {
            return;
        }

        var type = part.Member("type"u8);
        var text = part.Member("text"u8);
        if (type.IsString && type.Bytes.SequenceEqual("thinking"u8))
        {
            ReadThinkingPart(part.Member("thinking"u8));
        }
        else if (type.IsString && type.Bytes.SequenceEqual("refusal"u8))
        {
            Append(Enter(BlockKind.Refusal), part.Member("refusal"u8));
        }
        else if (text.IsString && (type.IsMissing || type.Bytes.SequenceEqual("text"u8) || type.Bytes.SequenceEqual("output_text"u8)))
        {
            AppendText(text);
        }
        else if (!TryReadImage(part))
        {
            Leave();
            _block = OpenBlock(BlockKind.Opaque, name: type.AsText());
            _blockKind = BlockKind.Opaque;
            AttachOpaqueState(_block, part.Bytes);
            CloseBlock(_block);
        }
    }

    private void ReadThinkingPart(in JsonSlice thinking)
    {
        if (thinking.HasText)
        {
            Append(Enter(BlockKind.Reasoning), thinking);
        }

        foreach (var part in thinking.Elements())
        {
            var text = part.Member("text"u8);
            if (text.HasText)
            {
                Append(Enter(BlockKind.Reasoning), text);
            }
        }
    }

    private void ReadAnnotations(in JsonSlice annotations)
    {
        foreach (var annotation in annotations.Elements())
        {
            if (annotation.IsObject)
            {
                Annotate(Enter(BlockKind.Text), annotation.Bytes);
            }
        }
    }

    private void ReadImages(in JsonSlice images)
    {
        foreach (var image in images.Elements())
        {
            TryReadImage(image);
        }
    }

    /// <summary>Delivers an image that is given as <c>image_url</c>: its address, or the bytes in a data URL.</summary>
    private bool TryReadImage(in JsonSlice part)
    {
        var image = part.Member("image_url"u8);
        var address = image.IsObject ? image.Member("url"u8) : image;
        if (!address.HasText)
        {
            return false;
        }

        var url = address.AsText()!;
        var isData = DataUrl.TryParse(url, out var mediaType, out var base64);
        var block = OpenBlock(BlockKind.Media, name: isData ? null : "image/*", mediaType: isData ? mediaType : "text/uri-list");
        Append(block, System.Text.Encoding.UTF8.GetBytes(isData ? base64.ToString() : url));
        CloseBlock(block);
        return true;
    }

    /// <summary>Spoken output: the sound as media, and what is said as text.</summary>
    private void ReadAudio(in JsonSlice audio)
    {
        if (!audio.IsObject)
        {
            return;
        }

        AppendText(audio.Member("transcript"u8));
        var data = audio.Member("data"u8);
        var id = audio.Member("id"u8);
        if (_audio < 0 && (data.HasText || id.HasText))
        {
            // The response does not repeat the format that the request asked for.
            _audio = OpenBlock(BlockKind.Media, id.AsNonEmptyText(), mediaType: "audio/*");
        }

        if (data.HasText)
        {
            Append(_audio, data);
        }
    }
}
