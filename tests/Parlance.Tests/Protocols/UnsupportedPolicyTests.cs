using System.Text;
using System.Text.Json;
using Microsoft.Extensions.AI;
using Parlance.Json;
using Parlance.Protocols;

namespace Parlance.Tests.Protocols;

/// <summary>
/// The same loss is the same kind on every wire: what the model would have read or obeyed is unsupported, and an error
/// where the caller wants that; what the answer does not depend on is a note.
/// </summary>
public sealed class UnsupportedPolicyTests
{
    private const string Elsewhere = "elsewhere";

    private static readonly string[] s_providers =
        ["openai", "deepseek", "openrouter", "mistral", "openai-responses", "anthropic", "gemini", "bedrock", "ollama", "cohere", "dashscope", "hunyuan"];

    /// <summary>What may be lost: its name, the words that show that it was sent, and how it gets into a call.</summary>
    private static readonly (string Name, string Sign, Action<ChatCall> Give)[] s_losses =
    [
        ("reasoning in words", "I think", call => Say(call, new TextReasoningContent("I think"))),
        ("reasoning that another signed", "I think", call => Say(call, new TextReasoningContent("I think") { ProtectedData = "c2lnbmVk", Issuer = Elsewhere })),
        ("another's own block", "made_up_block", call => Say(call, new AIContent { Raw = JsonElement.Parse("""{"type":"made_up_block"}"""), WireType = "made_up_block", Issuer = Elsewhere })),
        ("another wire's tool", "made_up_tool", call => call.Options.Tools = [new WireTool(Elsewhere, JsonElement.Parse("""{"type":"made_up_tool"}"""))]),
        ("another wire's member", "made_up_member", call => call.Options.AdditionalProperties = Bag.Set(call.Options.AdditionalProperties, WireExtras.Key, Extras())),
        ("another wire's member of a message", "made_up_member", call => call.Messages[0].AdditionalProperties = Bag.Set(null, WireExtras.Key, Extras())),
        ("a setting that nobody knows", "made_up_setting", call => (call.Options.AdditionalProperties ??= [])["made_up_setting"] = 1),
        ("Seed", "4711", call => call.Options.Seed = 4711),
        ("TopK", "4711", call => call.Options.TopK = 4711),
        ("EndUserId", "the-user", call => call.Options.EndUserId = "the-user"),
        ("ServiceTier", "the-tier", call => call.Options.ServiceTier = "the-tier"),
        ("Metadata", "the-label", call => call.Options.Metadata = JsonElement.Parse("""{"the-label":"x"}""")),
        ("ConversationId", "the-thread", call => call.Options.ConversationId = "the-thread"),
    ];

    /// <summary>What loses nothing of the answer where it is left out.</summary>
    private static readonly (string Name, string Sign, Action<ChatCall, string> Give)[] s_notes =
    [
        ("encrypted reasoning of another", "c2VjcmV0", (call, _) => Say(call, new TextReasoningContent("") { ProtectedData = "c2VjcmV0", Issuer = Elsewhere })),
        ("the state of another's call", "c2VjcmV0", (call, _) => SayAnswered(call, new FunctionCallContent("call_1", "f", new Dictionary<string, object?>(StringComparer.Ordinal)) { OpaqueState = "c2VjcmV0", Issuer = Elsewhere })),
        ("reasoning that its maker does not want back", "I think", (call, recipient) => Say(call, new TextReasoningContent("I think") { Issuer = recipient })),
        ("a cache mark", "cache", (call, _) => call.Messages[0].Contents[0].CacheBreakpoint = "5m"),
        ("a cache key", "the-key", (call, _) => call.Options.PromptCacheKey = "the-key"),
    ];

    public static TheoryData<string, string> Losses => Cross(s_losses.Select(loss => loss.Name));

    public static TheoryData<string, string> Notes => Cross(s_notes.Select(note => note.Name));

    [Theory]
    [MemberData(nameof(Losses))]
    public void What_is_lost_is_unsupported_and_an_error_where_that_is_wanted(string provider, string name)
    {
        var (_, sign, give) = s_losses.Single(loss => loss.Name == name);

        var (body, warnings) = Write(provider, UnsupportedPolicy.Warn, (call, _) => give(call));

        if (body.Contains(sign, StringComparison.Ordinal))
        {
            warnings.ShouldAllBe(warning => warning.Kind == ChatWarningKind.Other || warning.Kind == ChatWarningKind.Coerced);
            Write(provider, UnsupportedPolicy.Throw, (call, _) => give(call)).Body.ShouldBe(body);
            return;
        }

        warnings.ShouldNotBeEmpty();
        warnings.ShouldAllBe(warning => warning.Kind == ChatWarningKind.Unsupported);
        Should.Throw<LlmException>(() => Write(provider, UnsupportedPolicy.Throw, (call, _) => give(call))).Kind.ShouldBe(LlmErrorKind.Unsupported);
        Write(provider, UnsupportedPolicy.Ignore, (call, _) => give(call)).Warnings.ShouldBeEmpty();
    }

    [Theory]
    [MemberData(nameof(Notes))]
    public void What_the_answer_does_not_depend_on_is_a_note_and_no_error(string provider, string name)
    {
        var (_, sign, give) = s_notes.Single(note => note.Name == name);

        var (body, warnings) = Write(provider, UnsupportedPolicy.Throw, give, WarningDetail.All);

        warnings.ShouldAllBe(warning => warning.Kind == ChatWarningKind.Other);
        warnings.Count.ShouldBe(body.Contains(sign, StringComparison.Ordinal) ? 0 : 1);
    }

    [Theory]
    [InlineData("openai")]
    [InlineData("openai-responses")]
    [InlineData("cohere")]
    [InlineData("hunyuan")]
    public void A_beginning_that_the_model_will_not_continue_is_a_loss(string provider)
    {
        Write(provider, UnsupportedPolicy.Warn, (call, _) => call.Messages[^1].IsPrefix = true).Warnings
            .Select(warning => (warning.Kind, warning.Field)).ShouldBe([(ChatWarningKind.Unsupported, "Messages[3].IsPrefix")]);
        Should.Throw<LlmException>(() => Write(provider, UnsupportedPolicy.Throw, (call, _) => call.Messages[^1].IsPrefix = true)).Kind.ShouldBe(LlmErrorKind.Unsupported);
    }

    private static (string Body, IReadOnlyList<ChatWarning> Warnings) Write(string name, UnsupportedPolicy policy, Action<ChatCall, string> give, WarningDetail detail = WarningDetail.Relevant)
    {
        var provider = ProviderRegistry.Default.Get(name);
        var call = new ChatCall
        {
            Model = "m",
            Messages = new List<ChatMessage> { new(ChatRole.User, "Hi"), new(ChatRole.Assistant, "Hello"), new(ChatRole.User, "Go on"), new(ChatRole.Assistant, "And") },
            Recipient = provider.Name,
            UnsupportedPolicy = policy,
            WarningDetail = detail,
        };
        give(call, provider.Name);
        using var body = new PooledBuffer();
        provider.Protocol.WriteRequest(call, body);
        return (Encoding.UTF8.GetString(body.Span), call.Warnings);
    }

    private static void Say(ChatCall call, AIContent content) => call.Messages[1].Contents.Insert(0, content);

    private static void SayAnswered(ChatCall call, FunctionCallContent said)
    {
        Say(call, said);
        call.Options.Tools = [AIFunctionFactory.CreateDeclaration(said.Name, "d", JsonElement.Parse("""{"type":"object","properties":{}}"""))];
        ((IList<ChatMessage>)call.Messages).Insert(2, new ChatMessage(ChatRole.Tool, [new FunctionResultContent(said.CallId, "1")]));
    }

    private static JsonElement Extras() => WireExtras.Create(Elsewhere, [.. JsonElement.Parse("""{"made_up_member":1}""").EnumerateObject()], []);

    private static TheoryData<string, string> Cross(IEnumerable<string> names)
    {
        var rows = new TheoryData<string, string>();
        foreach (var name in names)
        {
            foreach (var provider in s_providers)
            {
                rows.Add(provider, name);
            }
        }

        return rows;
    }
}
