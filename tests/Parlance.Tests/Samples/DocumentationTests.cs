using System.Reflection;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.Extensions.AI;
using Parlance.Tests.Support;

namespace Parlance.Tests.Samples;

/// <summary>Pages whose code is compiled: a page shows what its source says, or this fails.</summary>
public sealed partial class DocumentationTests
{
    private static readonly ChatMessage[] s_messages = [new(ChatRole.User, "Hi")];

    private static string Root => typeof(DocumentationTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(attribute => attribute.Key == "Parlance.RepositoryRoot").Value!;

    [Theory]
    [InlineData("anthropic.md")]
    [InlineData("openai-compatible.md")]
    [InlineData("deepseek.md")]
    [InlineData("minimax.md")]
    public void A_providers_page_shows_code_that_compiles(string page)
    {
        var source = Read("tests", "Parlance.Tests", "Samples", "ProviderSnippets.cs");
        var begin = source.IndexOf($"// docs/providers/{page}", StringComparison.Ordinal);
        var compiled = source[source.IndexOf('\n', begin)..source.IndexOf("// end", begin, StringComparison.Ordinal)];

        var shown = CodeBlocks().Matches(Read("docs", "providers", page)).ShouldHaveSingleItem().Groups["code"].Value;

        Squeeze(shown).ShouldBe(Squeeze(compiled));
    }

    [Theory]
    [InlineData("EchoAIProtocol.cs")]
    [InlineData("EchoAIDecoder.cs")]
    [InlineData("EchoAIProvider.cs")]
    [InlineData("EchoAIEmbeddings.cs")]
    [InlineData("EchoAISignature.cs")]
    [InlineData("TextMeter.cs")]
    [InlineData("Program.cs")]
    public void The_page_of_a_protocol_shows_the_sample_as_it_is(string file)
    {
        var blocks = CodeBlocks().Matches(Read("docs", "a-protocol-of-its-own.md")).Select(block => block.Groups["code"].Value.Trim());

        blocks.ShouldContain(Read("samples", "EchoAI", file).Trim(), $"Put samples/EchoAI/{file} into the page as it is.");
    }

    [Fact]
    public async Task The_code_of_the_pages_runs()
    {
        using var anthropic = new VerbatimHandler("""{"id":"msg_1","type":"message","role":"assistant","model":"m","content":[{"type":"text","text":"Hello"}],"stop_reason":"end_turn","stop_sequence":null,"usage":{"input_tokens":3,"output_tokens":1}}""");
        using var chat = new VerbatimHandler("""{"id":"c1","model":"m","choices":[{"index":0,"message":{"role":"assistant","content":"Hello"},"finish_reason":"stop"}]}""");

        (await ProviderSnippets.AnthropicAsync(Parlance.Providers.Anthropic.WithApiKey("k").WithHandler(anthropic).Chat("claude-sonnet-4-5"), s_messages)).ShouldBe("Hello");
        (await ProviderSnippets.DeepSeekAsync(Parlance.Providers.DeepSeek.WithApiKey("k").WithHandler(chat), s_messages)).ShouldBe("deepseek-reasoner");
        (await ProviderSnippets.MiniMaxAsync(Parlance.Providers.MiniMaxOpenAI.WithApiKey("k").WithHandler(chat), s_messages)).ShouldBe("Hello");
        ProviderSnippets.OpenAICompatible().Headers["X-Tenant"].ShouldBe("acme");

        var thinking = JsonElement.Parse(anthropic.Single.Body).GetProperty("thinking");
        thinking.GetProperty("budget_tokens").GetInt32().ShouldBe(2048);
        JsonElement.Parse(chat.Requests[^1].Body).GetProperty("reasoning_split").GetBoolean().ShouldBeTrue();
    }

    [Fact]
    public void The_page_of_a_provider_shows_an_authenticator_that_compiles()
    {
        var source = Read("tests", "Parlance.Tests", "Samples", "BodySignature.cs");
        var compiled = source[source.IndexOf("/// <summary>", StringComparison.Ordinal)..];

        CodeBlocks().Matches(Read("docs", "adding-a-provider.md")).Select(block => Squeeze(block.Groups["code"].Value)).ShouldContain(Squeeze(compiled));
    }

    private static string Read(params string[] path) => File.ReadAllText(Path.Combine([Root, .. path])).ReplaceLineEndings("\n");

    private static string Squeeze(string code) => string.Join('\n', code.Split('\n').Select(line => line.Trim()).Where(line => line.Length > 0));

    [GeneratedRegex("```csharp\n(?<code>.*?)```", RegexOptions.ExplicitCapture | RegexOptions.Singleline, matchTimeoutMilliseconds: 1000)]
    private static partial Regex CodeBlocks();
}
