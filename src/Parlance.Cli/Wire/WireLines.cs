using System.Text;
using System.Text.Json;
using Parlance.Json;

namespace Parlance.Cli.Wire;

/// <summary>JSON lines in, exactly one JSON line out for each, in order.</summary>
internal static class WireLines
{
    private const int BufferSize = 1 << 16;

    public static void Run(CliEnvironment environment, Action<string, Utf8JsonWriter> convert, CancellationToken cancellationToken)
    {
        // UTF-8, whatever the console's own encoding.
        using var input = new StreamReader(environment.Input, new UTF8Encoding(false), detectEncodingFromByteOrderMarks: true, BufferSize, leaveOpen: true);
        using var buffer = new PooledBuffer();
        while (input.ReadLine() is { } line)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (string.IsNullOrWhiteSpace(line))
            {
                continue;
            }

            using (var json = new Utf8JsonWriter(buffer, JsonFormat.Wire))
            {
                convert(line, json);
            }

            buffer.Append((byte)'\n');
            environment.Output.Write(buffer.Span);
            buffer.Clear();
        }
    }
}
