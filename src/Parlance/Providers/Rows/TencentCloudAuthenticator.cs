using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Parlance.Headers;
using Parlance.Transport;

namespace Parlance;

/// <summary>
/// Signs requests to Tencent Cloud's services by TC3-HMAC-SHA256. The id of the key comes from the constructor or from
/// the environment variable <c>TENCENTCLOUD_SECRET_ID</c>; the key itself is the provider's.
/// </summary>
/// <remarks>Source: https://cloud.tencent.com/document/api/1729/101843 (signature method v3).</remarks>
public sealed class TencentCloudAuthenticator : RequestAuthenticator
{
    internal const string IdVariable = "TENCENTCLOUD_SECRET_ID";

    private const string Algorithm = "TC3-HMAC-SHA256";
    private const string SignedHeaders = "content-type;host";

    private readonly Secret? _secretId;

    /// <summary>Signs with a key whose id stands in the environment.</summary>
    public TencentCloudAuthenticator()
    {
    }

    /// <summary>Signs with a key of this id.</summary>
    /// <param name="secretId">The id of the key (<c>SecretId</c>).</param>
    public TencentCloudAuthenticator(string secretId) => _secretId = new Secret(secretId);

    /// <inheritdoc />
    public override IReadOnlyList<string> HeaderNames { get; } = ["Authorization", "X-TC-Timestamp"];

    /// <inheritdoc />
    public override ValueTask AuthenticateAsync(AuthenticationContext context, CancellationToken cancellationToken)
    {
        var (request, provider) = (context.Request, context.Provider);
        var key = provider.GetRequiredKey();
        var now = provider.Call.TimeProvider.GetUtcNow();
        request.Headers.Remove("X-TC-Timestamp");
        request.Headers.Add("X-TC-Timestamp", now.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture));
        request.Headers.Remove("Authorization");
        request.Headers.TryAddWithoutValidation("Authorization", Sign(request, context.Body.Span, FindId(provider), key.Reveal(), now));
        return ValueTask.CompletedTask;
    }

    private string FindId(Provider provider)
    {
        if (_secretId is not null)
        {
            return _secretId.Reveal();
        }

        var id = provider.Environment(IdVariable)?.Trim();
        return id is { Length: > 0 } && HeaderText.IsValue(id)
            ? id
            : throw new LlmException(
                LlmErrorKind.Credential,
                $"{provider.DisplayName} needs the id of its key: set the environment variable {IdVariable}, or use WithAuthenticator(new TencentCloudAuthenticator(secretId)).")
            { Provider = provider.Name };
    }

    private static string Sign(HttpRequestMessage request, ReadOnlySpan<byte> body, string id, string key, DateTimeOffset now)
    {
        var url = request.RequestUri!;
        var service = url.Host.Split('.')[0];
        var date = now.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        var host = url.IsDefaultPort ? url.Host : url.Authority;
        var canonical = $"{request.Method.Method}\n/\n{url.Query.TrimStart('?')}\n"
            + $"content-type:{request.Content?.Headers.ContentType}\nhost:{host}\n\n"
            + $"{SignedHeaders}\n{Hex(SHA256.HashData(body))}";
        var scope = $"{date}/{service}/tc3_request";
        var toSign = $"{Algorithm}\n{now.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture)}\n{scope}\n{Hex(SHA256.HashData(Encoding.UTF8.GetBytes(canonical)))}";
        var signing = Mac(Mac(Mac(Encoding.UTF8.GetBytes("TC3" + key), date), service), "tc3_request");
        return $"{Algorithm} Credential={id}/{scope}, SignedHeaders={SignedHeaders}, Signature={Hex(Mac(signing, toSign))}";
    }

    private static byte[] Mac(byte[] key, string text) => HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(text));

    private static string Hex(byte[] hash) => Convert.ToHexStringLower(hash);
}
