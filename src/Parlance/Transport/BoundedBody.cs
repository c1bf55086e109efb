namespace Parlance.Transport;

/// <summary>Reads the beginning of a body and no more of it.</summary>
internal static class BoundedBody
{
    public static async Task<(ReadOnlyMemory<byte> Body, bool IsTruncated)> ReadAsync(HttpContent content, int limit, CancellationToken cancellationToken)
    {
        var body = await content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
        await using (body.ConfigureAwait(false))
        {
            // One byte beyond the limit tells whether there is more.
            var buffer = new byte[limit + 1];
            var length = await body.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellationToken).ConfigureAwait(false);
            return (buffer.AsMemory(0, Math.Min(length, limit)), length > limit);
        }
    }
}
