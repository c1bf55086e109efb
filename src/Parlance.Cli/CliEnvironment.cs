namespace Parlance.Cli;

/// <summary>Everything outside the command that it reads or writes: the process's own, or a test's.</summary>
internal sealed record CliEnvironment
{
    /// <summary>Standard input, as bytes.</summary>
    public required Stream Input { get; init; }

    /// <summary>Standard output: answers and nothing else. It throws an <see cref="IOException"/> where nobody reads it any more.</summary>
    public required Stream Output { get; init; }

    /// <summary>Standard error: everything that is not an answer.</summary>
    public required TextWriter Error { get; init; }

    public bool IsInputRedirected { get; init; } = true;

    public bool IsOutputRedirected { get; init; } = true;

    public bool IsErrorRedirected { get; init; } = true;

    /// <summary>Reads environment variables.</summary>
    public Func<string, string?> ReadVariable { get; init; } = Environment.GetEnvironmentVariable;

    /// <summary>The handler that sends every request, null for the shared connections.</summary>
    public HttpMessageHandler? Handler { get; init; }

    /// <summary>Who can be asked; null for everybody that Parlance knows, which is not made before somebody looks.</summary>
    public ProviderRegistry? Registry { get; init; }

    public ProviderRegistry Providers => Registry ?? KnownProviders.Registry;

    /// <summary>True where standard error is a terminal whose user has not asked for plain text (https://no-color.org).</summary>
    public bool UsesColorOnError => !IsErrorRedirected && IsColorAllowed;

    /// <summary>The same of standard output.</summary>
    public bool UsesColorOnOutput => !IsOutputRedirected && IsColorAllowed;

    /// <summary>True where the provider has a key, right or wrong: whether it is one shows when it is used.</summary>
    public bool HasKey(Provider provider) => provider.Key is not null || provider.KeyVariables.Any(variable => !string.IsNullOrWhiteSpace(ReadVariable(variable)));

    private bool IsColorAllowed => string.IsNullOrEmpty(ReadVariable("NO_COLOR"));

    /// <summary>A provider that reads and sends through this environment.</summary>
    public Provider Bind(Provider provider)
    {
        var bound = provider.WithEnvironment(ReadVariable);
        return Handler is null ? bound : bound.WithHandler(Handler);
    }
}
