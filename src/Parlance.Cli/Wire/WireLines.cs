using System.Text;
using System.Text.Json;
using Parlance.Json;

namespace Parlance.Cli.Wire;

/// <summary>JSON lines in, exactly one JSON line out for each, in order.</summary>
internal static class WireLines
{
    public static void Run(TextReader input, Stream output, Action<string, Utf8JsonWriter> convert)
    {
        using var buffer = new PooledBuffer();
        while (input.ReadLine() is { } line)
        {
            if (string.IsNullOrWhiteSpace(line))
            {
                continue;
            }

            using (var json = new Utf8JsonWriter(buffer, JsonFormat.Wire))
            {
                convert(line, json);
            }

            buffer.Append((byte)'\n');
            output.Write(buffer.Span);
            buffer.Clear();
        }

        output.Flush();
    }

    /// <summary>Standard input as UTF-8, whatever the console's own encoding.</summary>
    public static TextReader OpenStandardInput() => new StreamReader(Console.OpenStandardInput(), new UTF8Encoding(false), bufferSize: 1 << 16);
}
