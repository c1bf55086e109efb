namespace Parlance.Protocols;

/// <summary>The wire's names for sound formats, and media types.</summary>
internal static class AudioFormats
{
    public static string ToMediaType(string format) => format == "mp3" ? "audio/mpeg" : $"audio/{format}";

    public static string FromMediaType(string mediaType) => mediaType switch
    {
        "audio/mpeg" or "audio/mp3" => "mp3",
        "audio/wav" or "audio/wave" or "audio/x-wav" or "audio/vnd.wave" => "wav",
        _ => mediaType[(mediaType.IndexOf('/', StringComparison.Ordinal) + 1)..],
    };
}
