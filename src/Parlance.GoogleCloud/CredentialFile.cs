using Google.Apis.Auth.OAuth2;
using Google.Apis.Auth.OAuth2.Flows;
using Google.Apis.Auth.OAuth2.Responses;
using Google.Apis.Http;
using Google.Apis.Json;

namespace Parlance;

/// <summary>The content of a credential's file to that which fetches tokens, by what the file says it is.</summary>
internal static class CredentialFile
{
    public const string Scope = "https://www.googleapis.com/auth/cloud-platform";

    /// <summary>Reads the key of a service account, the sign-in of a user, or any other kind that Google's library knows.</summary>
    /// <param name="json">The file's content.</param>
    /// <param name="time">The clock by which tokens are kept and renewed.</param>
    /// <param name="http">Where the clients come from that fetch tokens, null for Google's own.</param>
    public static ITokenAccess Read(string json, TimeProvider time, IHttpClientFactory? http = null)
    {
        var file = NewtonsoftJsonSerializer.Instance.Deserialize<JsonCredentialParameters>(json);
        return file.Type switch
        {
            JsonCredentialParameters.ServiceAccountCredentialType => ReadServiceAccount(file, time, http),
            JsonCredentialParameters.AuthorizedUserCredentialType => ReadUser(file, time, http),
            var other => CredentialFactory.FromJson(json, other).CreateWithHttpClientFactory(http).CreateScoped(Scope),
        };
    }

    /// <summary>Such an account signs its tokens itself (Google calls them self-signed JWTs), so no call is made for them.</summary>
    private static ServiceAccountCredential ReadServiceAccount(JsonCredentialParameters file, TimeProvider time, IHttpClientFactory? http) =>
        new(new ServiceAccountCredential.Initializer(file.ClientEmail)
        {
            ProjectId = file.ProjectId,
            KeyId = file.PrivateKeyId,
            QuotaProject = file.QuotaProject,
            Scopes = [Scope],
            UseJwtAccessWithScopes = true,
            Clock = new ProviderClock(time),
            HttpClientFactory = http,
        }.FromPrivateKey(file.PrivateKey));

    /// <summary>What the user allowed stands in the refresh token; no scope can be added to it.</summary>
    private static UserCredential ReadUser(JsonCredentialParameters file, TimeProvider time, IHttpClientFactory? http)
    {
        var flow = new GoogleAuthorizationCodeFlow(new GoogleAuthorizationCodeFlow.Initializer
        {
            ClientSecrets = new ClientSecrets { ClientId = file.ClientId, ClientSecret = file.ClientSecret },
            Clock = new ProviderClock(time),
            HttpClientFactory = http,
        });
        return new UserCredential(flow, file.ClientId, new TokenResponse { RefreshToken = file.RefreshToken }, file.QuotaProject);
    }
}
