namespace Parlance.Framing;

/// <summary>Tells how a response is framed. Its first byte decides: declared content types contradict real bodies.</summary>
internal static class FrameFormat
{
    /// <summary>
    /// Makes the reader for a response that begins with these bytes; false while they hold nothing but white space.
    /// </summary>
    public static bool TryCreateReader(ReadOnlySpan<byte> beginning, int maximumFrameBytes, out FrameReader? reader)
    {
        if (beginning is [0, ..])
        {
            // The length of a binary message, whose first byte is 0 below 16 MB; no text begins so.
            reader = new EventStreamFrameReader(maximumFrameBytes);
            return true;
        }

        var first = beginning.TrimStart("\uFEFF"u8).TrimStart(" \t\r\n"u8);
        reader = first.IsEmpty ? null
            : first[0] is (byte)'{' or (byte)'[' ? new JsonFrameReader(maximumFrameBytes)
            : new SseFrameReader(maximumFrameBytes);
        return reader is not null;
    }
}
