using Microsoft.Extensions.AI;

namespace Parlance.Protocols.Gemini;

/// <summary>
/// Base64 as protobuf's JSON takes it: in the standard alphabet or in that of URLs, with padding or without
/// (https://protobuf.dev/programming-guides/json). Google's own clients use the second; every other wire wants the first.
/// </summary>
internal static class GeminiBase64
{
    /// <summary>Reads data, and notes on it how it was spelled.</summary>
    /// <returns>Null where the data is no base64, or is spelled in a way that could not be written again.</returns>
    public static DataContent? Read(RequestMembers part, string data, string mediaType)
    {
        var isUrlSafe = data.AsSpan().ContainsAny('-', '_');
        var missing = (4 - (data.Length % 4)) % 4;
        if (isUrlSafe && data.AsSpan().ContainsAny('+', '/'))
        {
            return null;
        }

        var standard = (isUrlSafe ? data.Replace('-', '+').Replace('_', '/') : data) + new string('=', missing);
        var content = new DataContent($"data:{mediaType};base64,{standard}", mediaType);
        content.AdditionalProperties = part.Note(content.AdditionalProperties, GeminiSpelling.UrlSafe, isUrlSafe);
        content.AdditionalProperties = part.Note(content.AdditionalProperties, GeminiSpelling.Unpadded, missing > 0);
        return content;
    }

    /// <summary>Writes the data as it was spelled, in the standard alphabet where nothing is noted.</summary>
    public static void Write(RequestBodyWriter writer, DataContent content)
    {
        var isUrlSafe = writer.IsSpelled(content.AdditionalProperties, GeminiSpelling.UrlSafe);
        var data = content.Base64Data;
        if (writer.IsSpelled(content.AdditionalProperties, GeminiSpelling.Unpadded))
        {
            data = data.TrimEnd('=');
        }

        writer.Json.WriteString("data"u8, isUrlSafe ? data.ToString().Replace('+', '-').Replace('/', '_') : data.Span);
    }
}
