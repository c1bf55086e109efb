using System.Text;
using Microsoft.Extensions.AI;
using Parlance.Json;
using Parlance.Protocols;
using Parlance.Protocols.OpenAIChat;

namespace Parlance.Tests.Protocols;

/// <summary>What a request asks of reasoning and a wire says otherwise is told, on every wire and for every word.</summary>
public sealed class ReasoningCoercionTests
{
    private static readonly string[] s_efforts = ["none", "minimal", "low", "medium", "high", "xhigh", "max", "later"];

    /// <summary>Every control of reasoning that there is: the provider, a model that has it, and the dialect's where the host sets it.</summary>
    private static readonly (string Provider, string Model, ReasoningControl? Control)[] s_controls =
    [
        ("openai", "m", ReasoningControl.None),
        ("openai", "m", ReasoningControl.Effort),
        ("openai", "m", ReasoningControl.ReasoningObject),
        ("openai", "m", ReasoningControl.ThinkingObject),
        ("openai", "m", ReasoningControl.EnableThinking),
        ("openai", "m", ReasoningControl.TemplateArgument),
        ("openai-responses", "gpt-5", null),
        ("anthropic", "claude-haiku-4-5", null),
        ("anthropic", "claude-opus-4-7", null),
        ("gemini", "gemini-2.5-flash", null),
        ("gemini", "gemini-3-pro", null),
        ("bedrock", "anthropic.claude-haiku-4-5-v1:0", null),
        ("bedrock", "anthropic.claude-opus-4-7-v1:0", null),
        ("bedrock", "openai.gpt-oss-120b-1:0", null),
        ("bedrock", "amazon.nova-2-lite-v1:0", null),
        ("bedrock", "meta.llama3-8b-instruct-v1:0", null),
        ("ollama", "m", null),
        ("cohere", "m", null),
        ("dashscope", "m", null),
        ("hunyuan", "m", null),
        ("huggingface", "m", null),
    ];

    public static TheoryData<string, string, ReasoningControl?> Controls
    {
        get
        {
            var rows = new TheoryData<string, string, ReasoningControl?>();
            foreach (var (provider, model, control) in s_controls)
            {
                rows.Add(provider, model, control);
            }

            return rows;
        }
    }

    [Theory]
    [MemberData(nameof(Controls))]
    public void A_level_is_sent_as_it_is_or_its_change_is_told(string provider, string model, ReasoningControl? control)
    {
        foreach (var effort in s_efforts)
        {
            var (body, warnings) = Write(provider, model, control, options => options.ReasoningEffort = effort);

            // A switch that is off may be called a change of the level "none", and need not.
            var isSaid = body.Contains($"\"{effort}\"", StringComparison.Ordinal);
            var told = warnings.Count(warning => warning.Field is "ReasoningEffort" or "Reasoning");
            told.ShouldBeInRange(isSaid || (effort == "none" && IsOff(body)) ? 0 : 1, isSaid ? 0 : 1, $"{effort}: {body}");
        }
    }

    [Theory]
    [MemberData(nameof(Controls))]
    public void A_budget_is_sent_as_it_is_or_its_change_is_told(string provider, string model, ReasoningControl? control)
    {
        foreach (var budget in (long[])[7, 1024, 4321])
        {
            var (body, warnings) = Write(provider, model, control, options => options.ReasoningBudget = budget);

            (body.Contains($":{budget}", StringComparison.Ordinal) != warnings.Any(IsAboutReasoning)).ShouldBeTrue($"{budget}: {body}");
        }
    }

    /// <summary>Of two settings that a wire cannot say together, none vanishes.</summary>
    [Theory]
    [MemberData(nameof(Controls))]
    public void A_level_beside_a_budget_or_a_switch_is_sent_or_told(string provider, string model, ReasoningControl? control)
    {
        var (body, warnings) = Write(provider, model, control, options => (options.ReasoningEffort, options.ReasoningBudget) = ("high", 4321));
        var sent = Count(body, "\"high\"", ":4321");

        // Where nothing is sent of either, one warning may speak of both.
        warnings.Count(IsAboutReasoning).ShouldBeInRange(sent == 2 ? 0 : 1, 2 - sent, $"a level and a budget: {body}");

        (body, warnings) = Write(provider, model, control, options => (options.ReasoningEffort, options.ReasoningEnabled) = ("high", false));
        sent = Count(body, "\"high\"") + (IsOff(body) ? 1 : 0);
        warnings.Count(IsAboutReasoning).ShouldBeInRange(sent == 2 ? 0 : 1, 2, $"a level and a switch that is off: {body}");
    }

    [Theory]
    [InlineData("anthropic", "claude-opus-4-7", "minimal", "\"effort\":\"low\"")]
    [InlineData("bedrock", "anthropic.claude-opus-4-7-v1:0", "minimal", "\"effort\":\"low\"")]
    [InlineData("bedrock", "amazon.nova-2-lite-v1:0", "max", "\"maxReasoningEffort\":\"high\"")]
    [InlineData("gemini", "gemini-3-pro", "xhigh", "\"thinkingLevel\":\"high\"")]
    [InlineData("ollama", "m", "minimal", "\"think\":\"low\"")]
    [InlineData("hunyuan", "m", "low", "\"EnableThinking\":true")]
    public void A_level_that_the_wire_lacks_becomes_the_nearest(string provider, string model, string effort, string sent)
    {
        var (body, warnings) = Write(provider, model, null, options => options.ReasoningEffort = effort);

        body.ShouldContain(sent);
        warnings.Where(IsAboutReasoning).Select(warning => (warning.Kind, warning.Field)).ShouldBe([(ChatWarningKind.Coerced, "ReasoningEffort")]);
    }

    [Fact]
    public void A_model_that_must_be_told_a_level_gets_the_middle_one_and_says_so()
    {
        var (body, warnings) = Write("bedrock", "openai.gpt-oss-120b-1:0", null, options => options.ReasoningEnabled = true);

        body.ShouldContain("\"reasoning_effort\":\"medium\"");
        warnings.Select(warning => (warning.Kind, warning.Field)).ShouldBe([(ChatWarningKind.Coerced, "ReasoningEnabled")]);
    }

    private static bool IsAboutReasoning(ChatWarning warning) => warning.Field.StartsWith("Reasoning", StringComparison.Ordinal);

    private static int Count(string body, params ReadOnlySpan<string> signs)
    {
        var count = 0;
        foreach (var sign in signs)
        {
            count += body.Contains(sign, StringComparison.Ordinal) ? 1 : 0;
        }

        return count;
    }

    private static bool IsOff(string body) =>
        Count(body, "\"type\":\"disabled\"", "\"enable_thinking\":false", "\"EnableThinking\":false", "\"think\":false", "\"thinkingBudget\":0", "\"enabled\":false", "\"effort\":\"none\"") > 0;

    private static (string Body, IReadOnlyList<ChatWarning> Warnings) Write(string name, string model, ReasoningControl? control, Action<ChatOptions> give)
    {
        var provider = ProviderRegistry.Default.Get(name);
        provider = control is { } given ? provider.WithDialect(dialect => dialect with { Reasoning = given }) : provider;
        var call = new ChatCall { Model = model, Messages = [new(ChatRole.User, "Hi")], Options = new ChatOptions { MaxOutputTokens = 9999 } };
        give(call.Options);
        using var body = new PooledBuffer();
        provider.Protocol.WriteRequest(call, body);
        return (Encoding.UTF8.GetString(body.Span), call.Warnings);
    }
}
