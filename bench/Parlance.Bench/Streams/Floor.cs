using System.Net.ServerSentEvents;
using System.Text.Json;

namespace Parlance.Bench.Streams;

/// <summary>
/// What nobody can avoid: find the events, read every token of every event once, and keep nothing.
/// </summary>
public static class Floor
{
    public static async Task<long> ReadAsync(Stream body)
    {
        long tokens = 0;
        await foreach (var item in SseParser.Create(body, static (_, data) => CountTokens(data)).EnumerateAsync())
        {
            tokens += item.Data;
        }

        return tokens;
    }

    private static int CountTokens(ReadOnlySpan<byte> data)
    {
        if (data.IsEmpty || data[0] != (byte)'{')
        {
            return 0;
        }

        var tokens = 0;
        var reader = new Utf8JsonReader(data);
        while (reader.Read())
        {
            tokens++;
        }

        return tokens;
    }
}
