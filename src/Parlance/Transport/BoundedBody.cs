namespace Parlance.Transport;

/// <summary>Reads the beginning of a body and no more of it. A body that breaks off is what came of it.</summary>
internal static class BoundedBody
{
    public static async Task<(ReadOnlyMemory<byte> Body, bool IsTruncated)> ReadAsync(HttpContent content, int limit, CancellationToken cancellationToken)
    {
        var body = await content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
        await using (body.ConfigureAwait(false))
        {
            // One byte beyond the limit tells whether there is more.
            var buffer = new byte[limit + 1];
            var length = 0;
            try
            {
                while (length < buffer.Length && await body.ReadAsync(buffer.AsMemory(length), cancellationToken).ConfigureAwait(false) is var count and > 0)
                {
                    length += count;
                }
            }
            catch (Exception broken) when (broken is IOException or HttpRequestException)
            {
                return (buffer.AsMemory(0, Math.Min(length, limit)), true);
            }

            return (buffer.AsMemory(0, Math.Min(length, limit)), length > limit);
        }
    }
}
