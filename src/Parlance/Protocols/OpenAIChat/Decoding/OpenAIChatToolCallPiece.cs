using System.Text.Json;
using Parlance.Json;

namespace Parlance.Protocols.OpenAIChat;

/// <summary>One element of <c>tool_calls</c>: a whole call, or a piece of one.</summary>
internal ref struct OpenAIChatToolCallPiece
{
    public JsonSlice Index;
    public JsonSlice Id;
    public JsonSlice Name;
    public JsonSlice Arguments;
    public JsonSlice ExtraContent;
    public bool IsCustom;

    /// <summary>Reads an element that was remembered by its bytes.</summary>
    public static OpenAIChatToolCallPiece Read(in JsonSlice element)
    {
        var reader = new Utf8JsonReader(element.Bytes);
        reader.Read();
        return Read(element.Bytes, ref reader);
    }

    /// <summary>Reads the element that the reader has just entered.</summary>
    public static OpenAIChatToolCallPiece Read(ReadOnlySpan<byte> json, scoped ref Utf8JsonReader reader)
    {
        var piece = default(OpenAIChatToolCallPiece);
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = reader.ValueSpan;
            reader.Read();
            if (reader.TokenType == JsonTokenType.StartObject && name.SequenceEqual("function"u8))
            {
                piece.ReadNamed(json, ref reader, "arguments"u8, isCustom: false);
                continue;
            }

            if (reader.TokenType == JsonTokenType.StartObject && name.SequenceEqual("custom"u8))
            {
                piece.ReadNamed(json, ref reader, "input"u8, isCustom: true);
                continue;
            }

            var value = JsonSlice.Take(json, ref reader);
            if (name.SequenceEqual("index"u8))
            {
                piece.Index = value;
            }
            else if (name.SequenceEqual("id"u8))
            {
                piece.Id = value;
            }
            else if (name.SequenceEqual("extra_content"u8))
            {
                piece.ExtraContent = value;
            }
        }

        return piece;
    }

    /// <summary>Reads <c>function</c> or <c>custom</c>; where a host sends both, the one that says something counts.</summary>
    private void ReadNamed(ReadOnlySpan<byte> json, scoped ref Utf8JsonReader reader, ReadOnlySpan<byte> argumentsMember, bool isCustom)
    {
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = reader.ValueSpan;
            var value = JsonSlice.TakeNext(json, ref reader);
            if (value.IsMissing || value is { IsString: true, HasText: false })
            {
                continue;
            }

            IsCustom |= isCustom;
            if (name.SequenceEqual("name"u8))
            {
                Name = value;
            }
            else if (name.SequenceEqual(argumentsMember))
            {
                Arguments = value;
            }
        }
    }
}
