using System.Text;
using Microsoft.Extensions.AI;
using Parlance.Json;
using Parlance.Protocols;

namespace Parlance.Tests.Protocols;

/// <summary>Files that were uploaded to one provider: their ids mean nothing, or another file, to any other.</summary>
public sealed class HostedFileTests
{
    private static readonly Dictionary<string, string> s_requests = new(StringComparer.Ordinal)
    {
        ["openai"] = """{"model":"m","messages":[{"role":"user","content":[{"type":"file","file":{"file_id":"f1"}}]}]}""",
        ["openai-responses"] = """{"model":"m","input":[{"role":"user","content":[{"type":"input_file","file_id":"f1"}]}]}""",
        ["anthropic"] = """{"model":"m","max_tokens":5,"messages":[{"role":"user","content":[{"type":"document","source":{"type":"file","file_id":"f1"}}]}]}""",
        ["gemini"] = """{"contents":[{"role":"user","parts":[{"fileData":{"fileUri":"https://host.test/v1beta/files/f1"}}]}]}""",
    };

    public static TheoryData<string, string> Pairs =>
        [.. from source in s_requests.Keys from target in s_requests.Keys select (source, target)];

    [Theory]
    [MemberData(nameof(Pairs))]
    public void A_file_is_named_to_the_provider_that_has_it_and_to_no_other(string source, string target)
    {
        var issuer = ProviderRegistry.Default.Get(source).Issuer;
        var recipient = ProviderRegistry.Default.Get(target).Issuer;
        var call = Read(source, issuer, recipient, UnsupportedContent.Throw);

        if (issuer == recipient)
        {
            Write(target, call).ShouldContain("f1");
            return;
        }

        var error = Should.Throw<LlmException>(() => Write(target, call));
        error.Kind.ShouldBe(LlmErrorKind.Unsupported);
        error.Message.ShouldContain($"uploaded to {issuer}");
        var described = Read(source, issuer, recipient, UnsupportedContent.Describe);
        Write(target, described).ShouldNotContain("file_id");
        described.Warnings.ShouldHaveSingleItem().Message.ShouldContain($"uploaded to {issuer}");
    }

    [Theory]
    [InlineData("https://www.youtube.com/watch?v=1", true)]
    [InlineData("gs://bucket/film", true)]
    [InlineData("https://generativelanguage.googleapis.com/v1beta/files/abc", false)]
    [InlineData("files/abc", false)]
    public void An_address_of_the_web_is_no_file_of_the_provider(string address, bool isLink)
    {
        var body = """{"contents":[{"role":"user","parts":[{"fileData":{"fileUri":"ADDRESS"}}]}]}""".Replace("ADDRESS", address);
        var call = ProviderRegistry.Default.Get("gemini").Protocol.ReadRequest(Encoding.UTF8.GetBytes(body), "gemini");

        (call.Messages[0].Contents[0] is UriContent).ShouldBe(isLink);
        Write("gemini", new ChatCall { Model = "m", Messages = call.Messages, Options = call.Options, Recipient = "gemini" }).ShouldBe(body);
    }

    private static ChatCall Read(string source, string issuer, string recipient, UnsupportedContent unsupported)
    {
        var read = ProviderRegistry.Default.Get(source).Protocol.ReadRequest(Encoding.UTF8.GetBytes(s_requests[source]), issuer);
        return new ChatCall { Model = "m", Messages = read.Messages, Options = new ChatOptions(), Recipient = recipient, UnsupportedContent = unsupported };
    }

    private static string Write(string target, ChatCall call)
    {
        using var body = new PooledBuffer();
        ProviderRegistry.Default.Get(target).Protocol.WriteRequest(call, body);
        return Encoding.UTF8.GetString(body.Span);
    }
}
