using System.Text;
using Amazon.Runtime;
using Amazon.Runtime.Internal.Auth;

namespace Parlance.Tests.Clouds;

/// <summary>
/// Signatures against AWS's own vectors: the Signature Version 4 test suite
/// (docs.aws.amazon.com/general/latest/gr/signature-v4-test-suite.html, now in
/// github.com/awslabs/aws-c-auth/tree/main/tests/aws-signing-test-suite/v4). All are of 30 August 2015, 12:36 UTC, for the service
/// "service" in us-east-1.
/// </summary>
public sealed class BedrockSignatureTests
{
    private const string AccessKey = "AKIDEXAMPLE";
    private const string Unreserved = "-._~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    private const string SecretKey = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY";

    private static readonly DateTimeOffset s_signedAt = new(2015, 8, 30, 12, 36, 0, TimeSpan.Zero);

    public static TheoryData<string, string, string, string?, string, string, string> Vectors => new()
    {
        { "get-vanilla", "GET", "/", null, "", "host;x-amz-date", "5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31" },
        { "get-vanilla-query-order-key-case", "GET", "/?Param2=value2&Param1=value1", null, "", "host;x-amz-date", "b97d918cfa904a5beff61c982a1b6f458b799221646efd99d3219ec94cdf2500" },
        { "post-vanilla", "POST", "/", null, "", "host;x-amz-date", "5da7c1a2acd57cee7505fc6676e4e544621c30862966e37dddb68e92efbe5d6b" },
        { "post-x-www-form-urlencoded", "POST", "/", "application/x-www-form-urlencoded", "Param1=value1", "content-type;host;x-amz-date", "ff11897932ad3f4e8b18135d722051e5ac45fc38421b1da7b9d196a0fe09473a" },
    };

    [Theory]
    [MemberData(nameof(Vectors))]
    public void The_published_vectors_come_out(string name, string method, string path, string? contentType, string body, string signedHeaders, string signature)
    {
        var headers = Sign(method, path, contentType, body, new ImmutableCredentials(AccessKey, SecretKey, null));

        headers["x-amz-date"].ShouldBe("20150830T123600Z", name);
        headers["Authorization"].ShouldBe($"AWS4-HMAC-SHA256 Credential={AccessKey}/20150830/us-east-1/service/aws4_request, SignedHeaders={signedHeaders}, Signature={signature}", name);
    }

    [Theory]
    [InlineData("post-sts-header-before", "POST", "AQoDYXdzEPT//////////wEXAMPLEtc764bNrC9SAPBSM22wDOk4x4HIZ8j4FZTwdQWLWsKWHGBuFqwAeMicRXmxfpSPfIeoIYRqTflfKD8YUuwthAx7mSEI/qkPpKPi/kMcGdQrmGdeehM4IC1NtBmUpp2wUE8phUZampKsburEDy0KPkyQDYwT7WZ0wq5VSXDvp75YU9HFvlRd8Tx6q6fE8YQcHNVXAkiY9q6d+xo0rKwT38xVqr7ZD0u0iPPkUL64lIZbqBAz+scqKmlzm8FDrypNC9Yjc8fPOLn9FX9KSYvKTr4rvx3iSIlTJabIQwj2ICCR/oLxBA==", "85d96828115b5dc0cfc3bd16ad9e210dd772bbebba041836c64533a82be05ead")]
    [InlineData("get-vanilla-with-session-token", "GET", "6e86291e8372ff2a2260956d9b8aae1d763fbf315fa00fa31553b73ebf194267", "07ec1639c89043aa0e3e2de82b96708f198cceab042d4a97044c66dd9f74e7f8")]
    public void A_session_token_is_sent_and_signed(string name, string method, string token, string signature)
    {
        var headers = Sign(method, "/", null, "", new ImmutableCredentials(AccessKey, SecretKey, token));

        headers["x-amz-security-token"].ShouldBe(token, name);
        headers["Authorization"].ShouldEndWith($"SignedHeaders=host;x-amz-date;x-amz-security-token, Signature={signature}", Case.Sensitive, name);
    }

    [Fact]
    public void Segments_of_the_path_are_encoded_twice()
    {
        var canonical = CanonicalRequest.Create("POST", "/model/anthropic.claude-v2%3A1/converse", "", [new("Host", " a  b ")], "{}"u8);

        canonical.Text.ShouldBe("POST\n/model/anthropic.claude-v2%253A1/converse\n\nhost:a b\n\nhost\n44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a");
    }

    /// <summary>What of the suite needs headers, or a path that no .NET address holds, and so the canonical form itself.</summary>
    public static TheoryData<string, string, string, string, string[], string> CanonicalVectors => new()
    {
        { "get-vanilla-query-order-encoded", "GET", "/", "?Param-3=Value3&Param=Value2&%E1%88%B4=Value1", [], "371d3713e185cc334048618a97f809c9ffe339c62934c032af5a0e595648fcac" },
        { "get-vanilla-empty-query-key", "GET", "/", "?Param1=value1", [], "a67d582fa61cc504c4bae71f336f98b97f1ea3c7a6bfe1b6e45aec72011b9aeb" },
        { "get-vanilla-query-unreserved", "GET", "/", $"?{Unreserved}={Unreserved}", [], "9c3e54bfcdf0b19771a7f523ee5669cdf59bc7cc0884027167c21bb143a40197" },
        { "get-vanilla-utf8-query", "GET", "/", "?%E1%88%B4=bar", [], "2cdec8eed098649ff3a119c94853b13c643bcf08f8b0a1d91e12c9027818dd04" },
        { "get-unreserved", "GET", $"/{Unreserved}", "", [], "07ef7494c76fa4850883e2b006601f940f8a34d404d0cfa977f52a65bbf5f24f" },
        { "get-utf8", "GET", "/ሴ", "", [], "8318018e0b0f223aa2bbf98705b62bb787dc9c0e678f255a891fd03141be5d85" },
        { "get-space-unnormalized", "GET", "/example space/", "", [], "652487583200325589f1fba4c7e578f72c47cb61beeca81406b39ddec1366741" },
        { "get-header-value-trim", "GET", "/", "", ["My-Header1: value1", "My-Header2: \"a   b   c\""], "acc3ed3afb60bb290fc8d2dd0098b9911fcaa05412b367055dee359757a9c736" },
        { "post-header-key-sort", "POST", "/", "", ["My-Header1:value1"], "c5410059b04c1ee005303aed430f6e6645f61f4dc9e1461ec8f8916fdf18852c" },
        { "post-header-value-case", "POST", "/", "", ["My-Header1:VALUE1"], "cdbc9802e29d2942e5e10b5bccfdd67c5f22c7c4e8ae67b53629efa58b974b7d" },
        { "post-vanilla-query", "POST", "/", "?Param1=value1", [], "28038455d6de14eafc1f9222cf5aa6f1a96197d7deb8263271d420d138af7f11" },
    };

    [Theory]
    [MemberData(nameof(CanonicalVectors))]
    public void The_published_canonical_forms_come_out(string name, string method, string path, string query, string[] headers, string signature)
    {
        var signed = headers.Select(header => header.Split(':', 2)).Select(header => KeyValuePair.Create(header[0], header[1]))
            .Append(new("X-Amz-Date", "20150830T123600Z"))
            .Append(new("Host", "example.amazonaws.com"));

        var canonical = CanonicalRequest.Create(method, path, query, signed, []);

        AWS4Signer.ComputeSignature(new ImmutableCredentials(AccessKey, SecretKey, null), "us-east-1", s_signedAt.UtcDateTime, "service", canonical.SignedHeaders, canonical.Text)
            .Signature.ShouldBe(signature, name);
    }

    private static Dictionary<string, string> Sign(string method, string path, string? contentType, string body, ImmutableCredentials credentials) =>
        RequestSignature.Create(method, new Uri($"https://example.amazonaws.com{path}"), contentType, Encoding.UTF8.GetBytes(body), credentials, "us-east-1", "service", s_signedAt)
            .ToDictionary(StringComparer.OrdinalIgnoreCase);
}
