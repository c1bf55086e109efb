using Parlance.Cli.Terminal;
using Spectre.Console;

namespace Parlance.Cli.Listing;

/// <summary>A download on standard error: a bar for each layer on a terminal, one line for each new status elsewhere.</summary>
internal static class PullProgress
{
    // A layer's digest is as long as a line; its first characters tell it from the others.
    private const int DigestLength = 19;

    public static Task ShowAsync(CliEnvironment environment, IAsyncEnumerable<OllamaPullProgress> steps, CancellationToken cancellationToken) =>
        environment.IsErrorRedirected ? WriteLinesAsync(environment, steps, cancellationToken) : DrawAsync(environment, steps, cancellationToken);

    private static async Task WriteLinesAsync(CliEnvironment environment, IAsyncEnumerable<OllamaPullProgress> steps, CancellationToken cancellationToken)
    {
        var notices = new Notices(environment);
        string? last = null;
        await foreach (var step in steps.WithCancellation(cancellationToken).ConfigureAwait(false))
        {
            if (step.Status != last)
            {
                notices.Note(step.Status);
                last = step.Status;
            }
        }
    }

    private static Task DrawAsync(CliEnvironment environment, IAsyncEnumerable<OllamaPullProgress> steps, CancellationToken cancellationToken)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = AnsiSupport.Yes,
            Interactive = InteractionSupport.Yes,
            ColorSystem = environment.UsesColorOnError ? ColorSystemSupport.Detect : ColorSystemSupport.NoColors,
            Out = new AnsiConsoleOutput(environment.Error),
        });
        return console.Progress()
            .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new DownloadedColumn { Base = FileSizeBase.Decimal }, new TransferSpeedColumn { Base = FileSizeBase.Decimal })
            .StartAsync(async context =>
            {
                var layers = new Dictionary<string, ProgressTask>(StringComparer.Ordinal);
                await foreach (var step in steps.WithCancellation(cancellationToken).ConfigureAwait(false))
                {
                    if (step is { Digest: { } digest, TotalBytes: { } total and > 0 })
                    {
                        if (!layers.TryGetValue(digest, out var layer))
                        {
                            layers[digest] = layer = context.AddTask(Markup.Escape(digest[..Math.Min(digest.Length, DigestLength)]), maxValue: total);
                        }

                        layer.Value = step.CompletedBytes ?? 0;
                    }
                }
            });
    }
}
