namespace Parlance.Json;

/// <summary>JSON from elsewhere, fit to stand in an event, whose data must not be broken over lines.</summary>
internal static class JsonLine
{
    /// <summary>A copy without line breaks: JSON allows none inside a string, so every one there is stands between tokens.</summary>
    public static byte[] Copy(ReadOnlySpan<byte> json)
    {
        var line = json.ToArray();
        line.AsSpan().Replace((byte)'\n', (byte)' ');
        line.AsSpan().Replace((byte)'\r', (byte)' ');
        return line;
    }
}
