using System.Collections.Immutable;
using Microsoft.Extensions.AI;
using Parlance.Headers;
using Parlance.Protocols;
using Parlance.Protocols.Embeddings;
using Parlance.Protocols.OpenAIChat;
using Parlance.Transport;

namespace Parlance;

/// <summary>
/// Who answers and where: a host, how it wants its key, and which protocol it speaks; beside that row of facts, how it is
/// called (<see cref="Call"/>) and connected to (<see cref="Connection"/>). A provider is a value: every <c>With…</c>
/// method returns a new one and leaves this one as it was.
/// </summary>
public sealed record Provider
{
    private const ProviderFeatures StatedFeatures = ProviderFeatures.Tools | ProviderFeatures.Vision | ProviderFeatures.Reasoning | ProviderFeatures.JsonSchema;

    /// <summary>
    /// The name in <c>provider/model</c>, such as <c>deepseek</c>. A provider that gets another one loses its
    /// <see cref="Aliases"/>, which lead to the one that it was made from.
    /// </summary>
    /// <exception cref="ArgumentException">It is empty or holds a slash.</exception>
    public required string Name
    {
        get;
        init
        {
            CheckName(value);
            if (field is not null && field != value)
            {
                Aliases = [];
            }

            field = value;
        }
    }

    /// <summary>
    /// Other names that a registry finds it by, such as <c>azure</c> for <c>azure-openai</c>. Where both change, the name
    /// goes first: <c>with { Name = …, Aliases = … }</c>.
    /// </summary>
    /// <exception cref="ArgumentException">One is empty or holds a slash.</exception>
    public ImmutableArray<string> Aliases
    {
        get;
        init
        {
            foreach (var alias in value)
            {
                CheckName(alias);
            }

            field = value;
        }
    } = [];

    /// <summary>The name for people, such as <c>DeepSeek</c>.</summary>
    public required string DisplayName { get; init; }

    /// <summary>How it talks.</summary>
    public required Protocol Protocol { get; init; }

    /// <summary>How it makes embeddings, null where it makes none.</summary>
    public EmbeddingWire? EmbeddingWire { get; init; }

    /// <summary>Where it is.</summary>
    public required Address Address { get; init; }

    /// <summary>
    /// The base URL of <see cref="Address"/>. Setting it makes a new address of it, as <see cref="WithBaseUrl"/> does: no
    /// variable of the old one moves it, and the models are listed at it.
    /// </summary>
    /// <exception cref="ArgumentException">It is empty.</exception>
    public string BaseUrl { get => Address.BaseUrl; init => Address = value; }

    /// <summary>The package that signs in with the cloud's identity where there is no key; null where there is none such.</summary>
    public string? IdentityPackage { get; init; }

    /// <summary>
    /// The command that starts a server of one's own, such as <c>ollama serve</c>: a call that cannot reach it names the
    /// command. Null for a host that others run.
    /// </summary>
    public string? StartCommand { get; init; }

    /// <summary>How it wants its key.</summary>
    public AuthScheme Auth { get; init; } = AuthScheme.Bearer;

    /// <summary>
    /// Signs requests or fetches tokens where a key in a header is not enough; it then answers for all credentials, and
    /// <see cref="Auth"/> is not used.
    /// </summary>
    public RequestAuthenticator? Authenticator { get; init; }

    /// <summary>The environment variables that hold its key; the first that is set counts.</summary>
    public ImmutableArray<string> KeyVariables { get; init; } = [];

    /// <summary>True where the provider also answers without a key.</summary>
    public bool IsKeyOptional { get; init; }

    /// <summary>The key that was given in code, null where it comes from the environment.</summary>
    public Secret? Key { get; init; }

    /// <summary>Headers sent with every request.</summary>
    /// <exception cref="ArgumentException">A name or a value cannot stand in a header.</exception>
    public ImmutableDictionary<string, string> Headers { get; init => field = HeaderText.Check(value); } = HeaderText.Empty;

    /// <summary>
    /// Headers whose values stand in environment variables, by the header's name; one whose variable is not set is not
    /// sent, and <see cref="Headers"/> win.
    /// </summary>
    public ImmutableDictionary<string, string> HeaderVariables { get; init; } = HeaderText.Empty;

    /// <summary>
    /// What the provider offers. A row states what its models can do: tools, vision, reasoning, JSON schemas. That it
    /// chats, makes embeddings, lists its models or counts tokens follows from <see cref="Protocol"/> and
    /// <see cref="EmbeddingWire"/>, and setting it changes nothing.
    /// </summary>
    public ProviderFeatures Features { get => field | DeriveFeatures(); init => field = value & StatedFeatures; }

    /// <summary>Where the vendor documents what this row says.</summary>
    public string? Documentation { get; init; }

    /// <summary>How its calls are made: how long they may take, and what to do with what its wire cannot express.</summary>
    public CallSettings Call { get; init; } = CallSettings.Default;

    /// <summary>How it is connected to: through which handler and proxy, and whether plain HTTP will do.</summary>
    public ConnectionSettings Connection { get; init; } = ConnectionSettings.Default;

    /// <summary>
    /// Whose opaque state the provider accepts: two hosts of one service can read each other's. Its own name by default.
    /// </summary>
    public string Issuer { get => field ?? Name; init; }

    /// <summary>
    /// Other issuers whose signed reasoning the provider accepts too, because it serves the very same models. What else
    /// they keep, such as files, it does not know.
    /// </summary>
    public ImmutableArray<string> KindredIssuers { get; init; } = [];

    /// <summary>Reads an environment variable by its name, null where it is not set: at each call, and the process's own by default.</summary>
    public Func<string, string?> Environment { get; init; } = System.Environment.GetEnvironmentVariable;

    /// <summary>A host that speaks OpenAI's chat completions and has no row of its own.</summary>
    /// <param name="name">The name to call it by.</param>
    /// <param name="baseUrl">Everything before <c>/chat/completions</c>.</param>
    /// <returns>
    /// A provider that sends no key until it is given one. Nothing is known of its models, so its features are all that
    /// the wire can ask for.
    /// </returns>
    public static Provider OpenAICompatible(string name, string baseUrl) => new()
    {
        Name = name,
        DisplayName = name,
        Protocol = new OpenAIChatProtocol(),
        EmbeddingWire = new OpenAIEmbeddings(),
        Address = baseUrl,
        IsKeyOptional = true,
        Features = StatedFeatures,
    };

    /// <summary>A resource of Azure OpenAI, called by key; the model's name is the deployment's.</summary>
    /// <param name="endpoint">The resource, such as <c>https://my-resource.openai.azure.com</c>.</param>
    /// <param name="apiVersion">The version of the API, such as <c>2024-10-21</c>.</param>
    public static Provider AzureOpenAI(string endpoint, string apiVersion = Providers.AzureOpenAIApiVersion)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(apiVersion);
        return Providers.AzureOpenAI
            .WithBaseUrl(endpoint)
            .WithDialect(dialect => dialect with { Path = Providers.AzureOpenAIPath(apiVersion) }) with
        { EmbeddingWire = Providers.AzureOpenAIEmbeddings(apiVersion) };
    }

    /// <summary>The key as a call finds it: <see cref="Key"/>, else the first of <see cref="KeyVariables"/> that is set now.</summary>
    /// <returns>The key, null where there is none.</returns>
    /// <exception cref="LlmException">A variable holds what cannot be a key; the message names the variable and not its value.</exception>
    public Secret? FindKey() => ProviderKey.Find(this);

    /// <summary>The same, for a call that cannot do without: also where <see cref="IsKeyOptional"/> is true.</summary>
    /// <exception cref="LlmException">There is no key, or none that can be one; the message says where it is looked for.</exception>
    public Secret GetRequiredKey() => FindKey() ?? throw ProviderKey.CreateError(this);

    /// <summary>Uses this key, in the header that the provider wants.</summary>
    /// <param name="key">The key.</param>
    public Provider WithApiKey(string key) => this with { Key = new Secret(key), Auth = Auth.HeaderName is null ? AuthScheme.Bearer : Auth };

    /// <summary>Reads the key from this environment variable; where it is not set, the key stays as it was.</summary>
    /// <param name="variable">The variable's name.</param>
    public Provider WithApiKeyFromEnvironment(string variable)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(variable);
        return string.IsNullOrWhiteSpace(Environment(variable))
            ? this
            : this with { Key = null, KeyVariables = [variable], Auth = Auth.HeaderName is null ? AuthScheme.Bearer : Auth };
    }

    /// <summary>Sends this token as <c>Authorization: Bearer</c>, whatever header the provider's keys use.</summary>
    /// <param name="token">The token.</param>
    public Provider WithBearerToken(string token) => this with { Key = new Secret(token), Auth = AuthScheme.Bearer };

    /// <summary>Adds a header to every request; one of the same name is replaced.</summary>
    /// <param name="name">The header's name.</param>
    /// <param name="value">The header's value.</param>
    /// <exception cref="ArgumentException">Name or value holds what cannot stand in a header, such as a line break.</exception>
    public Provider WithHeader(string name, string value)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        ArgumentNullException.ThrowIfNull(value);
        return this with { Headers = Headers.SetItem(name, value) };
    }

    /// <summary>Talks to another host, or to a proxy, in the same way.</summary>
    /// <param name="baseUrl">Everything before the protocol's own path; a slash at its end is dropped, no <c>/v1</c> is guessed.</param>
    public Provider WithBaseUrl(string baseUrl) => this with { Address = baseUrl };

    /// <summary>Speaks another protocol.</summary>
    /// <param name="protocol">The protocol.</param>
    public Provider WithProtocol(Protocol protocol)
    {
        ArgumentNullException.ThrowIfNull(protocol);
        return this with { Protocol = protocol };
    }

    /// <summary>Changes how the host deviates from OpenAI's chat completions.</summary>
    /// <param name="change">The last layer of the dialect: host, model family, then this.</param>
    /// <exception cref="InvalidOperationException">The provider speaks another protocol.</exception>
    public Provider WithDialect(Func<OpenAIChatDialect, OpenAIChatDialect> change) => WithDialect<OpenAIChatDialect>(change);

    /// <summary>
    /// Changes how the host deviates from its wire, such as
    /// <c>WithDialect((AnthropicDialect dialect) => dialect with { HasSampling = false })</c>. The host's model families stay.
    /// </summary>
    /// <typeparam name="TDialect">The wire's record of what can differ.</typeparam>
    /// <param name="change">The last layer of the dialect: host, model family, then this.</param>
    /// <exception cref="InvalidOperationException">The provider's protocol has no such dialect.</exception>
    public Provider WithDialect<TDialect>(Func<TDialect, TDialect> change)
        where TDialect : class
    {
        ArgumentNullException.ThrowIfNull(change);
        return Protocol is IHasDialects<TDialect> protocol
            ? this with { Protocol = protocol.WithDialects(protocol.Dialects.With(change)) }
            : throw new InvalidOperationException($"{DisplayName} speaks {Protocol.Wire}, which has no {typeof(TDialect).Name}.");
    }

    /// <summary>Reads environment variables through this function: for tests, and for configuration of another kind.</summary>
    /// <param name="environment">A variable's name to its value, null where it is not set. It is called at each call, from any thread.</param>
    public Provider WithEnvironment(Func<string, string?> environment)
    {
        ArgumentNullException.ThrowIfNull(environment);
        return this with { Environment = environment };
    }

    /// <summary>Signs requests, or fetches tokens for them, in another way.</summary>
    /// <param name="authenticator">What adds the credentials to each request.</param>
    public Provider WithAuthenticator(RequestAuthenticator authenticator)
    {
        ArgumentNullException.ThrowIfNull(authenticator);
        return this with { Authenticator = authenticator };
    }

    /// <summary>The name alone: a provider holds credentials.</summary>
    public override string ToString() => Name;

    private ProviderFeatures DeriveFeatures() =>
        (Protocol.AnswersChats ? ProviderFeatures.Chat : default)
        | (EmbeddingWire is not null ? ProviderFeatures.Embeddings : default)
        | (Protocol.ModelsPath is not null ? ProviderFeatures.ModelList : default)
        | (Protocol.TokenCounter is not null ? ProviderFeatures.TokenCount : default);

    internal static void CheckName(string name)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        if (name.Contains('/', StringComparison.Ordinal))
        {
            throw new ArgumentException($"The provider name '{name}' must not hold a slash: 'provider/model' splits at the first one.", nameof(name));
        }
    }
}
