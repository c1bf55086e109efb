using Parlance.Cli.Terminal;
using Parlance.Responses;

namespace Parlance.Cli.Ask;

/// <summary>The names of <c>--format</c>.</summary>
internal static class FormatOption
{
    private static readonly (string Name, StreamFormat Format)[] s_formats =
    [
        ("openai", StreamFormat.OpenAIChunks),
        ("ollama", StreamFormat.Ollama),
        ("ollama-embedded", StreamFormat.OllamaEmbedded),
        ("json", StreamFormat.Json),
        ("sse", StreamFormat.Sse),
        ("ndjson", StreamFormat.NdJson),
    ];

    public static IEnumerable<string> Names => s_formats.Select(format => format.Name);

    /// <summary>The format of a name.</summary>
    /// <exception cref="UsageException">There is none of that name.</exception>
    public static StreamFormat Read(string name)
    {
        foreach (var (known, format) in s_formats)
        {
            if (known == name)
            {
                return format;
            }
        }

        throw new UsageException($"There is no format '{name}'. Known: {string.Join(", ", Names)}.");
    }
}
