using System.Text.Json;
using Microsoft.Extensions.AI;
using Parlance.Json;

namespace Parlance.Protocols.AnthropicMessages;

/// <summary>The citations of a text that this wire made, which go back with it as they stood.</summary>
internal static class AnthropicCitations
{
    public static List<JsonElement> Collect(RequestBodyWriter writer, TextContent text, FieldPath field)
    {
        var citations = new List<JsonElement>();
        foreach (var annotation in text.Annotations ?? [])
        {
            if (annotation.Raw is { } raw && AnthropicBlockType.IsCitation(raw.Member("type"u8).AsText()))
            {
                citations.Add(raw);
            }
            else
            {
                writer.Unsupported(field.Of("Annotations"), "The wire takes back the citations that it made itself; another was left out.");
            }
        }

        return citations;
    }
}
