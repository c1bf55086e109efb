using Microsoft.Extensions.AI;

namespace Parlance.Cli.Ask;

/// <summary>Something sent along with the prompt.</summary>
internal static class Attachment
{
    // More than any provider takes inline; a larger file is a mistake better told before it is read.
    private const long MaximumBytes = 100 << 20;

    /// <summary>Reads what <c>-a</c> names: a file, or the address of one that the provider fetches.</summary>
    /// <exception cref="UsageException">The file cannot be read, or nothing says what it holds.</exception>
    public static AIContent Read(string source) =>
        Uri.TryCreate(source, UriKind.Absolute, out var url) && url.Scheme is "https" or "http" ? FromAddress(url) : FromFile(source);

    private static UriContent FromAddress(Uri url) =>
        MediaTypes.FromName(url.AbsolutePath) is { } type
            ? new UriContent(url, type)
            : throw new UsageException($"The address {url} does not say what it holds: its name has no known ending. Download it and attach the file.");

    private static AIContent FromFile(string path)
    {
        var name = Path.GetFileName(path);
        var bytes = ReadBytes(path);
        if (MediaTypes.FromBytes(bytes) is { } type)
        {
            return new DataContent(bytes, type) { Name = name };
        }

        if (PlainText.TryDecode(bytes) is { } text)
        {
            return new TextContent($"{name}:\n\n{text}");
        }

        return MediaTypes.FromName(path) is { } named
            ? new DataContent(bytes, named) { Name = name }
            : throw new UsageException($"Nothing says what {path} holds: neither its first bytes nor its name are of a known kind, and it is not text.");
    }

    private static byte[] ReadBytes(string path)
    {
        try
        {
            var file = new FileInfo(path);
            return file is { Exists: true, Length: > MaximumBytes }
                ? throw new UsageException($"{path} is too large to attach: it holds {file.Length} bytes, and at most {MaximumBytes} can be sent.")
                : File.ReadAllBytes(path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new UsageException($"The attachment {path} cannot be read: {error.Message}");
        }
    }
}
