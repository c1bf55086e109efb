using Microsoft.Extensions.AI;
using Parlance.Json;

namespace Parlance.Protocols.Ollama;

/// <summary>Images: bare base64 on the wire, content with a media type in .NET.</summary>
internal static class OllamaImages
{
    /// <summary>Takes the images out of the object that holds them, into a message.</summary>
    /// <exception cref="LlmException">One is not base64.</exception>
    public static void Take(RequestMembers members, ChatMessage message)
    {
        foreach (var (index, image) in members.TakeArray("images").Index())
        {
            message.Contents.Add(Read(members.Inside("images", image, index)));
        }
    }

    public static bool IsImage(AIContent content) => content is DataContent data && data.HasTopLevelMediaType("image");

    public static void Write(RequestBodyWriter writer, IReadOnlyList<DataContent> images)
    {
        if (images.Count == 0)
        {
            return;
        }

        writer.Json.WriteStartArray("images"u8);
        foreach (var image in images)
        {
            writer.Json.WriteStringValue(image.Base64Data.Span);
        }

        writer.Json.WriteEndArray();
    }

    private static DataContent Read(RequestMembers image)
    {
        var base64 = image.Source.AsText() ?? throw image.Invalid("must be a string of base64");
        return System.Buffers.Text.Base64.IsValid(base64)
            ? new DataContent($"data:{OllamaImageType.Sniff(base64)};base64,{base64}")
            : throw image.Invalid("is not base64; a data: prefix or an address does not belong there");
    }
}
