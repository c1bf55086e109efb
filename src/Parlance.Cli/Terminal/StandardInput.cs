namespace Parlance.Cli.Terminal;

/// <summary>The whole of standard input.</summary>
internal static class StandardInput
{
    /// <summary>Reads to the end. A read from a pipe or a terminal cannot be cancelled; waiting for it can.</summary>
    public static Task<byte[]> ReadAsync(CliEnvironment environment, CancellationToken cancellationToken) =>
        Task.Run(
            () =>
            {
                using var bytes = new MemoryStream();
                environment.Input.CopyTo(bytes);
                return bytes.ToArray();
            },
            cancellationToken).WaitAsync(cancellationToken);
}
