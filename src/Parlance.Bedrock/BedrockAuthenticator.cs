using System.Diagnostics.CodeAnalysis;
using System.Net.Http.Headers;
using Amazon.Runtime;
using Amazon.Runtime.CredentialManagement;
using Amazon.Runtime.Credentials;
using Amazon.SecurityToken;
using Amazon.SSO;
using Amazon.SSOOIDC;

namespace Parlance;

/// <summary>
/// Signs requests to Amazon Bedrock with AWS credentials (Signature Version 4), or sends a Bedrock API key where one is
/// set. In this order: a key given in code, credentials given in code, a key in <c>AWS_BEARER_TOKEN_BEDROCK</c>, and the
/// AWS SDK's own chain, which looks into the environment, the shared files, single sign-on and the machine's role.
/// </summary>
public sealed class BedrockAuthenticator : RequestAuthenticator
{
    private const string Service = "bedrock";

    private readonly string _region;
    private readonly AWSCredentials? _credentials;

    /// <summary>Creates an authenticator.</summary>
    /// <param name="region">The region whose service is called, such as <c>us-east-1</c>.</param>
    /// <param name="credentials">The credentials, null for those that the AWS SDK finds at the time of a call.</param>
    // The SDK finds by their names the clients that assume a role and ask for the keys of whoever has signed in. Named here,
    // they are in a trimmed or native program too.
    [DynamicDependency(DynamicallyAccessedMemberTypes.PublicConstructors, typeof(AmazonSecurityTokenServiceClient))]
    [DynamicDependency(DynamicallyAccessedMemberTypes.PublicConstructors, typeof(AmazonSecurityTokenServiceConfig))]
    [DynamicDependency(DynamicallyAccessedMemberTypes.PublicConstructors, typeof(AmazonSSOClient))]
    [DynamicDependency(DynamicallyAccessedMemberTypes.PublicConstructors, typeof(AmazonSSOConfig))]
    [DynamicDependency(DynamicallyAccessedMemberTypes.PublicConstructors, typeof(AmazonSSOOIDCClient))]
    [DynamicDependency(DynamicallyAccessedMemberTypes.PublicConstructors, typeof(AmazonSSOOIDCConfig))]
    public BedrockAuthenticator(string region, AWSCredentials? credentials = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(region);
        _region = region;
        _credentials = credentials;
    }

    /// <inheritdoc />
    public override IReadOnlyList<string> HeaderNames { get; } =
        [RequestSignature.AuthorizationHeader, RequestSignature.DateHeader, RequestSignature.TokenHeader];

    /// <summary>Signs with these keys.</summary>
    /// <param name="region">The region.</param>
    /// <param name="accessKeyId">The id of the access key.</param>
    /// <param name="secretAccessKey">The secret access key.</param>
    /// <param name="sessionToken">The token of temporary keys, null for lasting ones.</param>
    public static BedrockAuthenticator FromKeys(string region, string accessKeyId, string secretAccessKey, string? sessionToken = null) =>
        new(region, sessionToken is null ? new BasicAWSCredentials(accessKeyId, secretAccessKey) : new SessionAWSCredentials(accessKeyId, secretAccessKey, sessionToken));

    /// <summary>
    /// Signs with the credentials of a named profile of the shared configuration files: its own keys, those of a role that
    /// it assumes (<c>role_arn</c>), or those of a person who has signed in with <c>aws sso login</c>.
    /// </summary>
    /// <param name="region">The region.</param>
    /// <param name="profile">The profile's name.</param>
    /// <param name="credentialsFile">The file that holds it, null for the one that <c>AWS_SHARED_CREDENTIALS_FILE</c> names, else <c>~/.aws/credentials</c>.</param>
    /// <exception cref="LlmException">There is no such profile, or it holds no credentials.</exception>
    public static BedrockAuthenticator FromProfile(string region, string profile, string? credentialsFile = null) =>
        new CredentialProfileStoreChain(credentialsFile).TryGetAWSCredentials(profile, out var credentials)
            ? new BedrockAuthenticator(region, credentials)
            : throw new LlmException(LlmErrorKind.Credential, $"The AWS profile '{profile}' holds no credentials: look into {credentialsFile ?? "~/.aws/credentials and ~/.aws/config"}.");

    /// <inheritdoc />
    public override async ValueTask AuthenticateAsync(AuthenticationContext context, CancellationToken cancellationToken)
    {
        var (request, provider) = (context.Request, context.Provider);
        if (FindKey(provider) is { } key)
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key.Reveal());
            return;
        }

        var credentials = await ResolveAsync(provider, cancellationToken).ConfigureAwait(false);
        var headers = RequestSignature.Create(
            request.Method.Method,
            request.RequestUri!,
            request.Content?.Headers.ContentType?.ToString(),
            context.Body.Span,
            credentials,
            _region,
            Service,
            provider.Call.TimeProvider.GetUtcNow());
        foreach (var (name, value) in headers)
        {
            request.Headers.Remove(name);
            request.Headers.TryAddWithoutValidation(name, value);
        }
    }

    private Secret? FindKey(Provider provider) => provider.Key ?? (_credentials is null ? provider.FindKey() : null);

    private async Task<ImmutableCredentials> ResolveAsync(Provider provider, CancellationToken cancellationToken)
    {
        var credentials = _credentials;
        try
        {
            credentials ??= await DefaultAWSCredentialsIdentityResolver.GetCredentialsAsync().WaitAsync(cancellationToken).ConfigureAwait(false);
            return await credentials.GetCredentialsAsync().WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (Exception missing) when (missing is AmazonClientException or InvalidOperationException)
        {
            throw new LlmException(
                LlmErrorKind.Credential,
                credentials is null
                    ? $"{provider.DisplayName} needs AWS credentials: set {string.Join(", or ", provider.KeyVariables.Append("AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY"))}, or AWS_PROFILE."
                    : $"The AWS credentials for {provider.DisplayName} cannot be used: {Explain(credentials, missing)}",
                missing);
        }
    }

    /// <summary>The SDK says what it did, and the service why that was refused.</summary>
    private static string Explain(AWSCredentials credentials, Exception missing) => (credentials, missing.InnerException) switch
    {
        (SSOAWSCredentials, _) => $"{missing.Message} Sign in with: aws sso login",
        (_, AmazonServiceException refusal) => $"{missing.Message}: {refusal.Message}",
        _ => missing.Message,
    };
}
