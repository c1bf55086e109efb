using Microsoft.Extensions.AI;

namespace Parlance.Protocols.Ollama;

/// <summary>What a tool returned, as the text and the images that this wire takes.</summary>
internal readonly record struct OllamaToolResult(string Text, IReadOnlyList<DataContent> Images)
{
    public static OllamaToolResult Create(ChatCall call, FunctionResultContent result, FieldPath field) =>
        ToolResultText.PartsOf(result) is { } parts ? Join(call, parts, field) : new(ToolResultText.Of(result), []);

    private static OllamaToolResult Join(ChatCall call, List<AIContent> contents, FieldPath field)
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
                    texts.Add(call.DescribeUnsupported(content, field, $"A tool's result holds text and images on this wire, not {ContentKind.Of(content)}."));
                    break;
            }
        }

        return new(string.Join('\n', texts), images);
    }
}
