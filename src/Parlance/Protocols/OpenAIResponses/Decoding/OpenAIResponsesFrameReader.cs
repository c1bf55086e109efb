using System.Text.Json;
using Parlance.Json;

namespace Parlance.Protocols.OpenAIResponses;

/// <summary>Collects the known members of a frame in one pass.</summary>
internal static class OpenAIResponsesFrameReader
{
    public static OpenAIResponsesFrame Read(ReadOnlySpan<byte> data)
    {
        var frame = default(OpenAIResponsesFrame);
        var reader = new Utf8JsonReader(data);
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            return frame;
        }

        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = reader.ValueSpan;
            Keep(ref frame, name, JsonSlice.TakeNext(data, ref reader));
        }

        // What follows the object would be a cut or a mangled frame.
        reader.Read();
        return frame;
    }

    private static void Keep(scoped ref OpenAIResponsesFrame frame, ReadOnlySpan<byte> name, JsonSlice value)
    {
        switch (name.Length)
        {
            case 4:
                KeepShort(ref frame, name, value);
                break;
            case 5 when name.SequenceEqual("delta"u8):
                frame.Delta = value;
                break;
            case 5 when name.SequenceEqual("input"u8):
                frame.Arguments = value;
                break;
            case 5 when name.SequenceEqual("error"u8):
                frame.Error = value;
                break;
            case 6 when name.SequenceEqual("output"u8):
                frame.Output = value;
                break;
            case 6 when name.SequenceEqual("object"u8):
                frame.Object = value;
                break;
            case 7:
                KeepSeven(ref frame, name, value);
                break;
            case 8 when name.SequenceEqual("response"u8):
                frame.Response = value;
                break;
            case 8 when name.SequenceEqual("logprobs"u8):
                frame.LogProbs = value;
                break;
            case 9 when name.SequenceEqual("arguments"u8):
                frame.Arguments = value;
                break;
            case 10 when name.SequenceEqual("annotation"u8):
                frame.Annotation = value;
                break;
            default:
                KeepLong(ref frame, name, value);
                break;
        }
    }

    private static void KeepShort(scoped ref OpenAIResponsesFrame frame, ReadOnlySpan<byte> name, JsonSlice value)
    {
        if (name.SequenceEqual("type"u8))
        {
            frame.Type = value;
        }
        else if (name.SequenceEqual("item"u8))
        {
            frame.Item = value;
        }
        else if (name.SequenceEqual("text"u8))
        {
            frame.Text = value;
        }
        else if (name.SequenceEqual("part"u8))
        {
            frame.Part = value;
        }
    }

    private static void KeepSeven(scoped ref OpenAIResponsesFrame frame, ReadOnlySpan<byte> name, JsonSlice value)
    {
        if (name.SequenceEqual("item_id"u8))
        {
            frame.ItemId = value;
        }
        else if (name.SequenceEqual("refusal"u8))
        {
            frame.Text = value;
        }
    }

    private static void KeepLong(scoped ref OpenAIResponsesFrame frame, ReadOnlySpan<byte> name, JsonSlice value)
    {
        if (name.SequenceEqual("output_index"u8))
        {
            frame.OutputIndex = value;
        }
        else if (name.SequenceEqual("content_index"u8))
        {
            frame.ContentIndex = value;
        }
        else if (name.SequenceEqual("partial_image_b64"u8))
        {
            frame.PartialImage = value;
        }
        else if (name.SequenceEqual("output_format"u8))
        {
            frame.ImageFormat = value;
        }
    }
}
