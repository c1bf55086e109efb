using Parlance.Json;

namespace Parlance.Transport;

/// <summary>Reads the beginning of a body and no more of it.</summary>
internal static class BoundedBody
{
    private const int ReadSize = 16 << 10;

    public static async Task<(ReadOnlyMemory<byte> Body, bool IsTruncated)> ReadAsync(HttpContent content, int limit, CancellationToken cancellationToken)
    {
        var body = await content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
        await using (body.ConfigureAwait(false))
        {
            using var buffer = new PooledBuffer(initialSize: Math.Min(limit + 1, ReadSize));

            // One byte beyond the limit tells whether there is more.
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

            return (buffer.Span[..limit].ToArray(), true);
        }
    }
}
