using System.Net.Http.Headers;
using Azure.Core;
using Azure.Identity;

namespace Parlance;

/// <summary>
/// Adds Microsoft Entra's access tokens to requests. A token is fetched once for all calls that wait for it, kept, and
/// fetched anew shortly before it expires. Thread-safe.
/// </summary>
public sealed class AzureAuthenticator : RequestAuthenticator
{
    /// <summary>What tokens are asked for by default: every service of Azure AI takes this one.</summary>
    public const string DefaultScope = "https://cognitiveservices.azure.com/.default";

    // Azure.Core's own policy renews a token that expires within five minutes.
    private static readonly TimeSpan s_margin = TimeSpan.FromMinutes(5);

    private readonly Lazy<TokenCredential> _credential;
    private readonly TokenRequestContext _request;
    private readonly Lock _renewal = new();
    private Task<AccessToken>? _token;

    /// <summary>Creates an authenticator.</summary>
    /// <param name="credential">Where tokens come from, null for <see cref="DefaultAzureCredential"/>, made at the first call.</param>
    /// <param name="scope">What tokens are asked for.</param>
    public AzureAuthenticator(TokenCredential? credential = null, string scope = DefaultScope)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(scope);
        _credential = new(() => credential ?? new DefaultAzureCredential());
        _request = new TokenRequestContext([scope]);
    }

    /// <summary>
    /// Tokens of whatever identity this process has: environment, managed identity, or a signed-in developer
    /// (<see cref="DefaultAzureCredential"/>, made at the first call).
    /// </summary>
    public static AzureAuthenticator Default { get; } = new();

    /// <inheritdoc />
    public override IReadOnlyList<string> HeaderNames { get; } = ["Authorization"];

    /// <inheritdoc />
    public override async ValueTask AuthenticateAsync(AuthenticationContext context, CancellationToken cancellationToken)
    {
        var (request, provider) = (context.Request, context.Provider);
        try
        {
            // One caller's cancellation ends its own wait, not the fetching that others wait for.
            var token = await GetTokenAsync(provider.Call.TimeProvider.GetUtcNow()).WaitAsync(cancellationToken).ConfigureAwait(false);
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token.Token);
        }
        catch (Exception failed) when (failed is not LlmException && !cancellationToken.IsCancellationRequested)
        {
            throw new LlmException(
                LlmErrorKind.Credential,
                $"{provider.DisplayName} needs a token of Microsoft Entra, and none could be had: {failed.Message}",
                failed);
        }
    }

    private Task<AccessToken> GetTokenAsync(DateTimeOffset now)
    {
        lock (_renewal)
        {
            var isUsable = _token is not null && (!_token.IsCompleted || _token.IsCompletedSuccessfully && IsFresh(_token.Result, now));
            return isUsable ? _token! : _token = Task.Run(() => _credential.Value.GetTokenAsync(_request, CancellationToken.None).AsTask());
        }
    }

    private static bool IsFresh(AccessToken token, DateTimeOffset now) => now < (token.RefreshOn ?? token.ExpiresOn - s_margin);
}
