namespace Parlance.Testing;

/// <summary>Events as the elements of one JSON array: how Gemini streams to whoever does not ask for events.</summary>
internal static class JsonArrayFrames
{
    public static IReadOnlyList<byte[]> Create(IReadOnlyList<byte[]> events) =>
        [.. events.Select((frame, index) => (byte[])[.. index == 0 ? "["u8 : ",\r\n"u8, .. DataOf(frame), .. index == events.Count - 1 ? "]"u8 : ""u8])];

    /// <summary>An error, which ends the array; where nothing came before it, it is the whole body.</summary>
    public static byte[] CreateError(byte[] error, bool isFirst) => isFirst ? DataOf(error) : [.. ",\r\n"u8, .. DataOf(error), .. "]"u8];

    private static byte[] DataOf(ReadOnlySpan<byte> frame)
    {
        var field = "data: "u8;
        return (frame.StartsWith(field) ? frame[field.Length..] : frame).TrimEnd("\r\n"u8).ToArray();
    }
}
