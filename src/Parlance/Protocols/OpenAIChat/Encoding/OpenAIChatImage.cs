using System.Text.Json;

namespace Parlance.Protocols.OpenAIChat;

/// <summary>An image that a model made, as hosts of this wire deliver them.</summary>
internal static class OpenAIChatImage
{
    public static void Write(Utf8JsonWriter json, string url)
    {
        json.WriteStartObject();
        json.WriteString("type"u8, "image_url"u8);
        json.WriteStartObject("image_url"u8);
        json.WriteString("url"u8, url);
        json.WriteEndObject();
        json.WriteEndObject();
    }
}
