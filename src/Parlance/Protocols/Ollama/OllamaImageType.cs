using System.Text;

namespace Parlance.Protocols.Ollama;

/// <summary>
/// The media type of an image that travels as bare base64: told by its first bytes, because the wire does not say.
/// Base64 of a known beginning begins with a known text, so nothing is decoded.
/// </summary>
internal static class OllamaImageType
{
    /// <summary>What an image of no known format is called; it still goes back to this wire as it came.</summary>
    public const string Unknown = "image/*";

    public static string Sniff(string base64) => Sniff(Encoding.UTF8.GetBytes(base64, 0, Math.Min(base64.Length, 16)));

    public static string Sniff(ReadOnlySpan<byte> base64) =>
        base64.StartsWith("iVBORw0KGgo"u8) ? "image/png"
        : base64.StartsWith("/9j/"u8) ? "image/jpeg"
        : base64.StartsWith("R0lGOD"u8) ? "image/gif"
        : base64.StartsWith("UklGR"u8) && HasWebPMark(base64) ? "image/webp"
        : Unknown;

    // RIFF, four bytes of length, then WEBP: bytes 8 to 11 are base64 characters 10 (its last bits) to 15.
    private static bool HasWebPMark(ReadOnlySpan<byte> base64) => base64.Length >= 16 && base64.Slice(11, 5).SequenceEqual("XRUJQ"u8);
}
