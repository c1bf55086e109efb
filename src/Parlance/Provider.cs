using System.Collections.Immutable;
using Parlance.Protocols;
using Parlance.Protocols.OpenAIChat;
using Parlance.Transport;

namespace Parlance;

/// <summary>
/// Who answers and where: a host, how it wants its key, and which protocol it speaks. A provider is a value: every
/// <c>With…</c> method returns a new one and leaves this one as it was.
/// </summary>
public sealed record Provider
{
    /// <summary>The name in <c>provider/model</c>, such as <c>deepseek</c>.</summary>
    public required string Name { get; init; }

    /// <summary>The name for people, such as <c>DeepSeek</c>.</summary>
    public required string DisplayName { get; init; }

    /// <summary>How it talks.</summary>
    public required Protocol Protocol { get; init; }

    /// <summary>
    /// Everything before the protocol's own path, without a slash at its end. A name in braces, such as
    /// <c>{AZURE_OPENAI_ENDPOINT}</c>, is read from the environment at each call.
    /// </summary>
    public required string BaseUrl { get; init; }

    /// <summary>An environment variable that overrides <see cref="BaseUrl"/>, such as <c>OLLAMA_HOST</c>; null for none.</summary>
    public string? BaseUrlVariable { get; init; }

    /// <summary>How it wants its key.</summary>
    public AuthScheme Auth { get; init; } = AuthScheme.Bearer;

    /// <summary>The environment variables that hold its key; the first that is set counts.</summary>
    public ImmutableArray<string> KeyVariables { get; init; } = [];

    /// <summary>True where the provider also answers without a key.</summary>
    public bool IsKeyOptional { get; init; }

    /// <summary>The key that was given in code, null where it comes from the environment.</summary>
    public Secret? Key { get; init; }

    /// <summary>Headers sent with every request.</summary>
    public ImmutableDictionary<string, string> Headers { get; init; } = ImmutableDictionary.Create<string, string>(StringComparer.OrdinalIgnoreCase);

    /// <summary>What the provider offers beyond text.</summary>
    public ProviderFeatures Features { get; init; } = ProviderFeatures.Chat;

    /// <summary>Where the vendor documents what this row says.</summary>
    public string? Documentation { get; init; }

    /// <summary>How long its calls may take.</summary>
    public CallTimeouts Timeouts { get; init; } = CallTimeouts.Default;

    /// <summary>What to do with settings that its wire cannot express.</summary>
    public UnsupportedPolicy UnsupportedPolicy { get; init; }

    /// <summary>True where plain HTTP is allowed to any host; without it only to this machine.</summary>
    public bool AllowInsecureHttp { get; init; }

    /// <summary>The handler that sends the requests, null for the pooled one that all providers share.</summary>
    public HttpMessageHandler? Handler { get; init; }

    /// <summary>The clock for timeouts.</summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    /// <summary>
    /// Whose opaque state the provider accepts: two hosts of one service can read each other's. Its own name by default.
    /// </summary>
    public string Issuer { get => field ?? Name; init; }

    /// <summary>Reads environment variables; tests put their own in.</summary>
    internal Func<string, string?> ReadVariable { get; init; } = Environment.GetEnvironmentVariable;

    /// <summary>A host that speaks OpenAI's chat completions and has no row of its own.</summary>
    /// <param name="name">The name to call it by.</param>
    /// <param name="baseUrl">Everything before <c>/chat/completions</c>.</param>
    /// <returns>A provider that sends no key until it is given one.</returns>
    public static Provider OpenAICompatible(string name, string baseUrl) => new()
    {
        Name = Check(name),
        DisplayName = name,
        Protocol = new OpenAIChatProtocol(),
        BaseUrl = Trim(baseUrl),
        IsKeyOptional = true,
    };

    /// <summary>A model of this provider. Creating one opens nothing.</summary>
    /// <param name="model">The model's id, sent verbatim; no id is refused here.</param>
    public ChatModel Chat(string model) => new(this, model);

    /// <summary>Asks the provider which models it has. One call for each page of its list; nothing is cached.</summary>
    /// <param name="cancellationToken">Cancels the calls at once.</param>
    /// <returns>The models in the provider's own order.</returns>
    /// <exception cref="LlmException">A call failed; of kind <see cref="LlmErrorKind.Unsupported"/> where the provider has no such list.</exception>
    public Task<IReadOnlyList<ModelInfo>> ListModelsAsync(CancellationToken cancellationToken = default) => ModelListing.RunAsync(this, cancellationToken);

    /// <summary>Uses this key, in the header that the provider wants.</summary>
    /// <param name="key">The key.</param>
    public Provider WithApiKey(string key) => this with { Key = new Secret(key), Auth = Auth.HeaderName is null ? AuthScheme.Bearer : Auth };

    /// <summary>Reads the key from this environment variable; where it is not set, the key stays as it was.</summary>
    /// <param name="variable">The variable's name.</param>
    public Provider WithApiKeyFromEnvironment(string variable)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(variable);
        return string.IsNullOrWhiteSpace(ReadVariable(variable))
            ? this
            : this with { Key = null, KeyVariables = [variable], Auth = Auth.HeaderName is null ? AuthScheme.Bearer : Auth };
    }

    /// <summary>Sends this token as <c>Authorization: Bearer</c>, whatever header the provider's keys use.</summary>
    /// <param name="token">The token.</param>
    public Provider WithBearerToken(string token) => this with { Key = new Secret(token), Auth = AuthScheme.Bearer };

    /// <summary>Adds a header to every request; one of the same name is replaced.</summary>
    /// <param name="name">The header's name.</param>
    /// <param name="value">The header's value.</param>
    /// <exception cref="ArgumentException">Name or value holds a line break.</exception>
    public Provider WithHeader(string name, string value)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        ArgumentNullException.ThrowIfNull(value);
        if (name.AsSpan().IndexOfAny('\r', '\n') >= 0 || value.AsSpan().IndexOfAny('\r', '\n') >= 0)
        {
            throw new ArgumentException($"The header '{name.ReplaceLineEndings(" ")}' must not hold a line break.", nameof(value));
        }

        return this with { Headers = Headers.SetItem(name, value) };
    }

    /// <summary>Talks to another host, or to a proxy, in the same way.</summary>
    /// <param name="baseUrl">Everything before the protocol's own path; a slash at its end is dropped, no <c>/v1</c> is guessed.</param>
    public Provider WithBaseUrl(string baseUrl) => this with { BaseUrl = Trim(baseUrl), BaseUrlVariable = null };

    /// <summary>Speaks another protocol.</summary>
    /// <param name="protocol">The protocol.</param>
    public Provider WithProtocol(Protocol protocol)
    {
        ArgumentNullException.ThrowIfNull(protocol);
        return this with { Protocol = protocol };
    }

    /// <summary>Changes how the host deviates from OpenAI's chat completions.</summary>
    /// <param name="change">The last layer of the dialect: default, provider, model family, then this.</param>
    /// <exception cref="InvalidOperationException">The provider speaks another protocol.</exception>
    public Provider WithDialect(Func<ChatDialect, ChatDialect> change)
    {
        ArgumentNullException.ThrowIfNull(change);
        return Protocol is OpenAIChatProtocol chat
            ? this with { Protocol = chat.WithDialect(change) }
            : throw new InvalidOperationException($"{DisplayName} speaks {Protocol.Wire}; only OpenAI's chat completions have dialects.");
    }

    /// <summary>
    /// Limits how long a call may take: in total where it is not streamed, to the first byte and between two pieces
    /// where it is.
    /// </summary>
    /// <param name="timeout">The limit; <see cref="Timeout.InfiniteTimeSpan"/> for none.</param>
    public Provider WithTimeout(TimeSpan timeout)
    {
        if (timeout <= TimeSpan.Zero && timeout != Timeout.InfiniteTimeSpan)
        {
            throw new ArgumentOutOfRangeException(nameof(timeout), timeout, "A timeout must be longer than zero, or infinite.");
        }

        return this with { Timeouts = new CallTimeouts { Total = timeout, FirstByte = timeout, Idle = timeout } };
    }

    /// <summary>Sends through this handler: for tests and proxies. The caller owns it.</summary>
    /// <param name="handler">The handler.</param>
    public Provider WithHandler(HttpMessageHandler handler)
    {
        ArgumentNullException.ThrowIfNull(handler);
        return this with { Handler = handler };
    }

    /// <summary>Chooses what to do with settings that the wire cannot express.</summary>
    /// <param name="policy">The policy.</param>
    public Provider WithUnsupportedPolicy(UnsupportedPolicy policy) => this with { UnsupportedPolicy = policy };

    /// <summary>Allows plain HTTP to hosts other than this machine.</summary>
    public Provider WithInsecureHttp() => this with { AllowInsecureHttp = true };

    /// <summary>Measures timeouts with this clock.</summary>
    /// <param name="timeProvider">The clock.</param>
    public Provider WithTimeProvider(TimeProvider timeProvider)
    {
        ArgumentNullException.ThrowIfNull(timeProvider);
        return this with { TimeProvider = timeProvider };
    }

    /// <summary>The name alone: a provider holds credentials.</summary>
    public override string ToString() => Name;

    private static string Check(string name)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        return name.Contains('/', StringComparison.Ordinal)
            ? throw new ArgumentException($"The provider name '{name}' must not hold a slash: 'provider/model' splits at the first one.", nameof(name))
            : name;
    }

    private static string Trim(string baseUrl)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(baseUrl);
        return baseUrl.Trim().TrimEnd('/');
    }
}
