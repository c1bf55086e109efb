using System.Net.Http.Headers;
using Google.Apis.Auth.OAuth2;

namespace Parlance.GoogleCloud;

/// <summary>
/// Adds Google Cloud's access tokens to requests. Google's library fetches a token when the first call needs one, keeps
/// it, and renews it before it expires. Thread-safe.
/// </summary>
public sealed class GoogleCloudAuthenticator : RequestAuthenticator
{
    private const string Scope = "https://www.googleapis.com/auth/cloud-platform";

    private readonly Func<CancellationToken, Task<ITokenAccess>> _findCredential;

    private GoogleCloudAuthenticator(Func<CancellationToken, Task<ITokenAccess>> findCredential) => _findCredential = findCredential;

    /// <summary>
    /// Application default credentials: <c>GOOGLE_APPLICATION_CREDENTIALS</c>, the user of <c>gcloud auth
    /// application-default login</c>, or the service account of the machine. They are looked for at the first call.
    /// </summary>
    public static GoogleCloudAuthenticator ApplicationDefault { get; } = new(async cancellationToken =>
        (await GoogleCredential.GetApplicationDefaultAsync(cancellationToken).WaitAsync(cancellationToken).ConfigureAwait(false)).CreateScoped(Scope));

    /// <inheritdoc />
    public override IReadOnlyList<string> HeaderNames { get; } = ["Authorization"];

    /// <summary>
    /// A service account's key. Tokens are signed with it on this machine (Google calls them self-signed JWTs), so no
    /// call is made for them.
    /// </summary>
    /// <param name="json">The content of the key's file.</param>
    /// <exception cref="LlmException">Of kind <see cref="LlmErrorKind.Credential"/>: it is not such a key.</exception>
    public static GoogleCloudAuthenticator FromServiceAccountJson(string json)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(json);
        try
        {
            var key = CredentialFactory.FromJson<ServiceAccountCredential>(json).WithUseJwtAccessWithScopes(true);
            return FromCredential(GoogleCredential.FromServiceAccountCredential(key).CreateScoped(Scope));
        }
        catch (Exception invalid) when (invalid is not LlmException)
        {
            // The inner exception may quote what it could not read, which is a key.
            throw new LlmException(LlmErrorKind.Credential, "The text is not the JSON key of a Google Cloud service account.");
        }
    }

    /// <summary>An access token that the caller has, such as that of <c>gcloud auth print-access-token</c>. It is never renewed.</summary>
    /// <param name="token">The token.</param>
    public static GoogleCloudAuthenticator FromAccessToken(string token) => FromCredential(new FixedToken(new Secret(token)));

    /// <summary>Any other credential of Google's library: an impersonated account, a federated identity, a user's.</summary>
    /// <param name="credential">The credential, with the scope that the service asks for.</param>
    public static GoogleCloudAuthenticator FromCredential(ITokenAccess credential)
    {
        ArgumentNullException.ThrowIfNull(credential);
        var found = Task.FromResult(credential);
        return new GoogleCloudAuthenticator(_ => found);
    }

    /// <inheritdoc />
    public override async ValueTask AuthenticateAsync(HttpRequestMessage request, ReadOnlyMemory<byte> body, Provider provider, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(provider);
        try
        {
            var credential = await _findCredential(cancellationToken).ConfigureAwait(false);
            if (credential is ITokenAccessWithHeaders withHeaders)
            {
                // A user's credential also says which project pays for the call.
                var token = await withHeaders.GetAccessTokenWithHeadersForRequestAsync(cancellationToken: cancellationToken).ConfigureAwait(false);
                request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token.AccessToken);
                token.AddHeaders(request);
                return;
            }

            var bare = await credential.GetAccessTokenForRequestAsync(cancellationToken: cancellationToken).ConfigureAwait(false);
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", bare);
        }
        catch (Exception failed) when (failed is not (LlmException or OperationCanceledException))
        {
            throw new LlmException(
                LlmErrorKind.Credential,
                $"{provider.DisplayName} needs a credential of Google Cloud, and none could be had: {failed.Message} "
                + "Run 'gcloud auth application-default login', set GOOGLE_APPLICATION_CREDENTIALS to a key's file, or use another GoogleCloudAuthenticator.",
                failed);
        }
    }

    private sealed class FixedToken(Secret token) : ITokenAccess
    {
        public Task<string> GetAccessTokenForRequestAsync(string? authUri = null, CancellationToken cancellationToken = default) => Task.FromResult(token.Reveal());
    }
}
