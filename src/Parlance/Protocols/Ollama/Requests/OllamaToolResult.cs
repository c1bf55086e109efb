using System.Text.Json;
using Microsoft.Extensions.AI;
using Parlance.Json;

namespace Parlance.Protocols.Ollama;

/// <summary>What a tool returned, as the text and the images that this wire takes.</summary>
internal readonly record struct OllamaToolResult(string Text, IReadOnlyList<DataContent> Images)
{
    public static OllamaToolResult Create(ChatCall call, FunctionResultContent result, MessageField field)
    {
        var said = Read(call, result, field);
        return said with { Text = ToolResultText.Flag(result, said.Text) };
    }

    private static OllamaToolResult Read(ChatCall call, FunctionResultContent result, MessageField field) => result.Result switch
    {
        null => new(result.Exception?.Message ?? "", []),
        string text => new(text, []),
        JsonElement { ValueKind: JsonValueKind.String } element => new(element.AsText()!, []),
        JsonElement element => new(element.GetRawText(), []),
        AIContent content => Join(call, [content], field),
        IEnumerable<AIContent> contents => Join(call, contents, field),
        var value => new(JsonFormat.Serialize(value, value.GetType()), []),
    };

    private static OllamaToolResult Join(ChatCall call, IEnumerable<AIContent> contents, MessageField field)
    {
        var texts = new List<string>();
        var images = new List<DataContent>();
        foreach (var content in contents)
        {
            switch (content)
            {
                case TextContent text:
                    texts.Add(text.Text);
                    break;
                case DataContent image when OllamaImages.IsImage(image):
                    images.Add(image);
                    break;
                default:
                    texts.Add(call.DescribeUnsupported(content, field, $"A tool's result holds text and images on this wire, not {content.GetType().Name}."));
                    break;
            }
        }

        return new(string.Join('\n', texts), images);
    }
}
