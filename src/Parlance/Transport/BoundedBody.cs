using Parlance.Json;

namespace Parlance.Transport;

/// <summary>Reads the beginning of a body and no more of it.</summary>
internal static class BoundedBody
{
    private const int ReadSize = 16 << 10;

    /// <param name="content">The body.</param>
    /// <param name="limit">How many bytes of it to keep.</param>
    /// <param name="keepsBroken">True where a body that breaks off is worth what came of it.</param>
    /// <param name="cancellationToken">Cancels the reading.</param>
    public static async Task<(ReadOnlyMemory<byte> Body, bool IsTruncated)> ReadAsync(HttpContent content, int limit, bool keepsBroken, CancellationToken cancellationToken)
    {
        var body = await content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
        await using (body.ConfigureAwait(false))
        {
            using var buffer = new PooledBuffer(initialSize: Math.Min(limit + 1, ReadSize));

            // One byte beyond the limit tells whether there is more.
            try
            {
                while (buffer.Length <= limit)
                {
                    var memory = buffer.GetMemory(1);
                    var count = await body.ReadAsync(memory[..Math.Min(memory.Length, limit + 1 - buffer.Length)], cancellationToken).ConfigureAwait(false);
                    if (count == 0)
                    {
                        return (buffer.Span.ToArray(), false);
                    }

                    buffer.Advance(count);
                }
            }
            catch (Exception broken) when (keepsBroken && broken is (IOException or HttpRequestException))
            {
                return (buffer.Span[..Math.Min(buffer.Length, limit)].ToArray(), true);
            }

            return (buffer.Span[..limit].ToArray(), true);
        }
    }
}
