using System.Text;
using Amazon.Runtime;

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
    [Trait("Checklist", "A15")]
    [Trait("Checklist", "C50")]
    [MemberData(nameof(Vectors))]
    public void The_published_vectors_come_out(string name, string method, string path, string? contentType, string body, string signedHeaders, string signature)
    {
        var headers = Sign(method, path, contentType, body, new ImmutableCredentials(AccessKey, SecretKey, null));

        headers["x-amz-date"].ShouldBe("20150830T123600Z", name);
        headers["Authorization"].ShouldBe($"AWS4-HMAC-SHA256 Credential={AccessKey}/20150830/us-east-1/service/aws4_request, SignedHeaders={signedHeaders}, Signature={signature}", name);
    }

    [Fact]
    [Trait("Checklist", "A15")]
    public void A_session_token_is_sent_and_signed()
    {
        // The vector post-sts-header-before.
        const string Token = "AQoDYXdzEPT//////////wEXAMPLEtc764bNrC9SAPBSM22wDOk4x4HIZ8j4FZTwdQWLWsKWHGBuFqwAeMicRXmxfpSPfIeoIYRqTflfKD8YUuwthAx7mSEI/qkPpKPi/kMcGdQrmGdeehM4IC1NtBmUpp2wUE8phUZampKsburEDy0KPkyQDYwT7WZ0wq5VSXDvp75YU9HFvlRd8Tx6q6fE8YQcHNVXAkiY9q6d+xo0rKwT38xVqr7ZD0u0iPPkUL64lIZbqBAz+scqKmlzm8FDrypNC9Yjc8fPOLn9FX9KSYvKTr4rvx3iSIlTJabIQwj2ICCR/oLxBA==";

        var headers = Sign("POST", "/", null, "", new ImmutableCredentials(AccessKey, SecretKey, Token));

        headers["x-amz-security-token"].ShouldBe(Token);
        headers["Authorization"].ShouldEndWith("SignedHeaders=host;x-amz-date;x-amz-security-token, Signature=85d96828115b5dc0cfc3bd16ad9e210dd772bbebba041836c64533a82be05ead");
    }

    [Fact]
    [Trait("Checklist", "A15")]
    public void Segments_of_the_path_are_encoded_twice()
    {
        var canonical = CanonicalRequest.Create("POST", new Uri("https://bedrock-runtime.us-east-1.amazonaws.com/model/anthropic.claude-v2%3A1/converse"), [new("Host", " a  b ")], "{}"u8);

        canonical.Text.ShouldBe("POST\n/model/anthropic.claude-v2%253A1/converse\n\nhost:a b\n\nhost\n44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a");
    }

    private static Dictionary<string, string> Sign(string method, string path, string? contentType, string body, ImmutableCredentials credentials) =>
        RequestSignature.Create(method, new Uri($"https://example.amazonaws.com{path}"), contentType, Encoding.UTF8.GetBytes(body), credentials, "us-east-1", "service", s_signedAt)
            .ToDictionary(StringComparer.OrdinalIgnoreCase);
}
