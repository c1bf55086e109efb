using System.Text.Json;
using Parlance.Json;

namespace Parlance.Cli.Terminal;

/// <summary>JSON on one line.</summary>
internal static class JsonOutput
{
    /// <summary>Writes one JSON value and a line break. Nothing is written where making the value fails.</summary>
    public static void WriteLine(Stream output, Action<Utf8JsonWriter> write)
    {
        using var buffer = new PooledBuffer();
        using (var json = new Utf8JsonWriter(buffer, JsonFormat.Wire))
        {
            write(json);
        }

        buffer.Append((byte)'\n');
        output.Write(buffer.Span);
    }

    /// <summary>A member that is a number, or null.</summary>
    public static void WriteCount(this Utf8JsonWriter json, ReadOnlySpan<byte> name, long? count)
    {
        if (count is { } value)
        {
            json.WriteNumber(name, value);
        }
        else
        {
            json.WriteNull(name);
        }
    }
}
