using System.Buffers;
using System.Text;
using Parlance.Conformance.Grammar;
using Parlance.Conformance.Translation;
using Parlance.Testing.Grammar;

namespace Parlance.Conformance.State;

/// <summary>
/// Two turns through a client of any wire: the state of the first answer is in the next request to who gave it, byte for
/// byte, and in no request to anybody else.
/// </summary>
public sealed class ReturnedStateTests
{
    /// <summary>What every envelope begins with.</summary>
    private const string Envelope = "Parlance";

    // Recipients of the next turn that are not who answered the first.
    private static readonly (string Provider, string Model)[] s_others =
    [
        ("anthropic", "claude-sonnet-4-5"), ("bedrock", "us.anthropic.claude-sonnet-4-5-20250929-v1:0"), ("bedrock", "amazon.nova-2-lite-v1:0"),
        ("gemini", "gemini-3-pro-preview"), ("vertex", "gemini-3-pro-preview"), ("gemini-openai", "gemini-3-pro-preview"),
        ("openai", "gpt-5"), ("openai-responses", "gpt-5"), ("azure-openai-responses", "gpt-5"), ("xai-responses", "grok-4"),
        ("openrouter", "anthropic/claude-sonnet-4.5"), ("deepseek", "deepseek-chat"), ("mistral", "mistral-large-latest"),
        ("ollama", "qwen3"), ("cohere", "command-a-03-2025"), ("dashscope", "qwen3-max"),
    ];

    public static TheoryData<int, string, bool> Pairs()
    {
        var pairs = new TheoryData<int, string, bool>();
        for (var turn = 0; turn < TurnOne.All.Count; turn++)
        {
            foreach (var client in TargetWires.All)
            {
                pairs.Add(turn, client, true);
                pairs.Add(turn, client, false);
            }
        }

        return pairs;
    }

    [Theory]
    [MemberData(nameof(Pairs))]
    public void State_comes_home(int turn, string client, bool isStreaming)
    {
        var first = TurnOne.All[turn];
        var next = UnmodifiedClient.NextTurn(client, first.Encode(client, isStreaming), isStreaming);

        var written = Write(client, next, first.Provider, first.Model);

        first.States.ShouldAllBe(state => written.Contains(state, StringComparison.Ordinal), $"{first} through {client}\n{next}\n{written}");
        written.ShouldNotContain(Envelope);
    }

    [Theory]
    [MemberData(nameof(Pairs))]
    public void Nobody_else_gets_it(int turn, string client, bool isStreaming)
    {
        var first = TurnOne.All[turn];
        var response = first.Encode(client, isStreaming);
        var next = UnmodifiedClient.NextTurn(client, response, isStreaming);
        foreach (var (provider, model) in s_others.Where(other => !IsKindred(first, other.Provider, other.Model)))
        {
            var written = Write(client, next, provider, model);
            TurnOne.Secrets.ShouldAllBe(secret => !written.Contains(secret, StringComparison.Ordinal), $"{first} through {client} to {provider}/{model}\n{written}");
            written.ShouldNotContain(Envelope);
        }
    }

    [Theory]
    [MemberData(nameof(Pairs))]
    public void A_client_that_keeps_no_state_is_served_all_the_same(int turn, string client, bool isStreaming)
    {
        var first = TurnOne.All[turn];
        var next = UnmodifiedClient.Forget(client, UnmodifiedClient.NextTurn(client, first.Encode(client, isStreaming), isStreaming));
        foreach (var (provider, model) in s_others.Append((first.Provider, first.Model)))
        {
            var written = Write(client, next, provider, model);
            TurnOne.Secrets.ShouldAllBe(secret => !written.Contains(secret, StringComparison.Ordinal));
            written.ShouldNotContain(Envelope);
            written.ShouldContain("weather");
        }
    }

    [Theory]
    [MemberData(nameof(Pairs))]
    public void The_answer_is_still_one_of_the_clients_wire(int turn, string client, bool isStreaming) =>
        WireGrammar.Check(client, TurnOne.All[turn].Encode(client, isStreaming), isStreaming, GrammarProfile.Strict).ShouldBeEmpty();

    private static string Write(string client, string request, string provider, string model)
    {
        var read = WireNames.Get(client).Protocol.ReadRequest(Encoding.UTF8.GetBytes(request), WireNames.Get(client).Issuer);
        var recipient = TurnOne.Find(provider);
        var call = read with { Model = model, Recipient = recipient.Issuer, KindredIssuers = recipient.KindredIssuers };
        var body = new ArrayBufferWriter<byte>();
        recipient.Protocol.WriteRequest(call, body);
        return Encoding.UTF8.GetString(body.WrittenSpan);
    }

    /// <summary>One service, or one family of models whose makers say that the signature is the same everywhere.</summary>
    private static bool IsKindred(TurnOne first, string provider, string model) =>
        TurnOne.Find(provider).Issuer == TurnOne.Find(first.Provider).Issuer
        || (IsClaude(first.Provider, first.Model) && IsClaude(provider, model));

    private static bool IsClaude(string provider, string model) =>
        provider.StartsWith("anthropic", StringComparison.Ordinal) || (provider == "bedrock" && model.Contains("anthropic.", StringComparison.Ordinal));
}
