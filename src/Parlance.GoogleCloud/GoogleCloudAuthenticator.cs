using System.Net.Http.Headers;
using Google.Apis.Auth.OAuth2;

namespace Parlance;

/// <summary>
/// Adds Google Cloud's access tokens to requests. Google's library fetches a token when the first call needs one, keeps
/// it, and renews it before it expires. Thread-safe.
/// </summary>
public sealed class GoogleCloudAuthenticator : RequestAuthenticator
{
    private readonly Func<CancellationToken, Task<ITokenAccess>> _findCredential;

    private GoogleCloudAuthenticator(Func<CancellationToken, Task<ITokenAccess>> findCredential) => _findCredential = findCredential;

    /// <summary>
    /// Application default credentials: <c>GOOGLE_APPLICATION_CREDENTIALS</c>, the user of <c>gcloud auth
    /// application-default login</c>, or the service account of the machine. They are looked for at the first call.
    /// </summary>
    public static GoogleCloudAuthenticator ApplicationDefault { get; } = new(async cancellationToken =>
    {
        var found = await GoogleCredential.GetApplicationDefaultAsync(cancellationToken).WaitAsync(cancellationToken).ConfigureAwait(false);
        var credential = found.UnderlyingCredential is ServiceAccountCredential key ? key.WithUseJwtAccessWithScopes(true).ToGoogleCredential() : found;
        return credential.CreateScoped(CredentialFile.Scope);
    });

    /// <inheritdoc />
    public override IReadOnlyList<string> HeaderNames { get; } = ["Authorization"];

    /// <summary>
    /// A credential's file: the key of a service account, which signs its tokens on this machine without a call, the
    /// sign-in of a user as <c>gcloud auth application-default login</c> writes it, or any other kind. A file of another
    /// kind may name addresses to call and programs to run: take none from a stranger.
    /// </summary>
    /// <param name="path">The file.</param>
    /// <param name="timeProvider">The clock by which tokens are kept and renewed, null for the system's.</param>
    /// <exception cref="LlmException">Of kind <see cref="LlmErrorKind.Credential"/>: the file cannot be read, or is no credential.</exception>
    public static GoogleCloudAuthenticator FromFile(string path, TimeProvider? timeProvider = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        try
        {
            return FromJson(File.ReadAllText(path), timeProvider);
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            throw new LlmException(LlmErrorKind.Credential, $"The credential's file cannot be read: {unreadable.Message}", unreadable);
        }
    }

    /// <summary>The content of a credential's file.</summary>
    /// <param name="json">The content.</param>
    /// <param name="timeProvider">The clock by which tokens are kept and renewed, null for the system's.</param>
    /// <exception cref="LlmException">Of kind <see cref="LlmErrorKind.Credential"/>: it is no credential.</exception>
    /// <inheritdoc cref="FromFile" path="/summary" />
    public static GoogleCloudAuthenticator FromJson(string json, TimeProvider? timeProvider = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(json);
        try
        {
            return FromCredential(CredentialFile.Read(json, timeProvider ?? TimeProvider.System));
        }
        catch (Exception invalid) when (invalid is not LlmException)
        {
            // The inner exception may quote what it could not read, which is a key.
            throw new LlmException(LlmErrorKind.Credential, "The text is not the JSON of a Google Cloud credential.");
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
    public override async ValueTask AuthenticateAsync(AuthenticationContext context, CancellationToken cancellationToken)
    {
        var (request, provider) = (context.Request, context.Provider);
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
