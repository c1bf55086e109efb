using System.Globalization;
using Amazon.Runtime;
using Amazon.Runtime.Internal.Auth;

namespace Parlance;

/// <summary>The headers of a signed request: which bytes are signed is decided here, the cryptography is the AWS SDK's.</summary>
internal static class RequestSignature
{
    public const string DateHeader = "x-amz-date";
    public const string TokenHeader = "x-amz-security-token";
    public const string AuthorizationHeader = "Authorization";

    /// <summary>Signs the host, the date, the token where there is one, and the type of the body.</summary>
    public static IEnumerable<KeyValuePair<string, string>> Create(
        string method,
        Uri url,
        string? contentType,
        ReadOnlySpan<byte> body,
        ImmutableCredentials credentials,
        string region,
        string service,
        DateTimeOffset now)
    {
        var signedAt = now.UtcDateTime;
        var added = new List<KeyValuePair<string, string>> { new(DateHeader, signedAt.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture)) };
        if (credentials.UseToken)
        {
            added.Add(new(TokenHeader, credentials.Token));
        }

        var signed = new List<KeyValuePair<string, string>>(added) { new("host", url.IsDefaultPort ? url.IdnHost : url.Authority) };
        if (contentType is not null)
        {
            signed.Add(new("content-type", contentType));
        }

        var canonical = CanonicalRequest.Create(method, url.AbsolutePath, url.Query, signed, body);
        var signature = AWS4Signer.ComputeSignature(credentials, region, signedAt, service, canonical.SignedHeaders, canonical.Text);
        added.Add(new(AuthorizationHeader, signature.ForAuthorizationHeader));
        return added;
    }
}
