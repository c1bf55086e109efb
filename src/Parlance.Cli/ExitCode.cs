namespace Parlance.Cli;

/// <summary>What the command's exit codes mean.</summary>
internal static class ExitCode
{
    public const int Success = 0;

    /// <summary>The call failed: the provider refused it, could not be reached, or answered nonsense.</summary>
    public const int Failure = 1;

    /// <summary>The command line is wrong: nothing was sent.</summary>
    public const int Usage = 2;

    /// <summary>Cancelled with Ctrl-C: 128 and the number of the signal, as shells have it.</summary>
    public const int Cancelled = 130;
}

/// <summary>The command line is wrong; the message says what and how to put it right.</summary>
internal sealed class UsageException(string message) : Exception(message);
