using System.Text.Json;
using Microsoft.Extensions.AI;
using Parlance.Tests.Support;

namespace Parlance.Tests.Calls;

/// <summary>One set of settings, said as each wire says it.</summary>
public sealed class SettingsTests
{
    private static readonly ChatMessage[] s_hi = [new(ChatRole.User, "Hi")];

    [Theory]
    [InlineData("openai", """{"model":"m","messages":[{"role":"user","content":"Hi"}]}""")]
    [InlineData("mistral", """{"model":"m","messages":[{"role":"user","content":"Hi"}]}""")]
    [InlineData("anthropic", """{"model":"m","max_tokens":4096,"messages":[{"role":"user","content":"Hi"}]}""")]
    [InlineData("ollama", """{"model":"m","messages":[{"role":"user","content":"Hi"}],"stream":false}""")]
    public async Task What_was_not_set_is_left_to_the_model(string host, string expected) =>
        (await SendAsync(host, null)).ShouldBe(expected);

    [Theory]
    [InlineData("openai", """{"model":"m","max_completion_tokens":9,"temperature":0.5,"top_p":0.25,"seed":7,"stop":["END"],"messages":[{"role":"user","content":"Hi"}]}""")]
    [InlineData("mistral", """{"model":"m","max_tokens":9,"temperature":0.5,"top_p":0.25,"random_seed":7,"stop":["END"],"messages":[{"role":"user","content":"Hi"}]}""")]
    [InlineData("anthropic", """{"model":"m","max_tokens":9,"temperature":0.5,"top_p":0.25,"stop_sequences":["END"],"messages":[{"role":"user","content":"Hi"}]}""")]
    [InlineData("ollama", """{"model":"m","messages":[{"role":"user","content":"Hi"}],"options":{"temperature":0.5,"top_p":0.25,"seed":7,"num_predict":9,"stop":["END"]},"stream":false}""")]
    public async Task The_same_settings_are_mapped_by_each_wire(string host, string expected)
    {
        var options = new ChatOptions { MaxOutputTokens = 9, Temperature = 0.5f, TopP = 0.25f, Seed = 7, StopSequences = ["END"] };

        (await SendAsync(host, options)).ShouldBe(expected);
    }

    [Theory]
    [InlineData("openai", true)]
    [InlineData("anthropic", false)]
    [InlineData("ollama", false)]
    public async Task A_prompt_cache_key_goes_where_there_is_one_and_is_nothing_elsewhere(string host, bool isSent)
    {
        var body = await SendAsync(host, new ChatOptions { PromptCacheKey = "my-cache" });

        body.Contains("\"prompt_cache_key\":\"my-cache\"").ShouldBe(isSent);
        body.Contains("my-cache").ShouldBe(isSent);
    }

    [Theory]
    [InlineData("openrouter")]
    [InlineData("openai")]
    [InlineData("anthropic")]
    [InlineData("ollama")]
    public async Task Members_of_the_callers_own_join_the_body_they_were_given_to(string host)
    {
        const string Routing = """{"order":["groq"],"allow_fallbacks":false}""";
        var options = new ChatOptions { Temperature = 0.5f, ExtraBody = JsonElement.Parse($$"""{"provider":{{Routing}},"plugins":[]}""") };

        var body = JsonElement.Parse(await SendAsync(host, options));

        body.GetProperty("provider").GetRawText().ShouldBe(Routing);
        body.GetProperty("plugins").GetRawText().ShouldBe("[]");
        body.GetRawText().ShouldContain("0.5");
    }

    [Theory]
    [InlineData("openrouter")]
    [InlineData("openai")]
    [InlineData("anthropic")]
    [InlineData("ollama")]
    public async Task Nothing_of_one_host_is_sent_where_it_was_not_given(string host) =>
        JsonElement.Parse(await SendAsync(host, new ChatOptions { Temperature = 0.5f })).TryGetProperty("provider", out _).ShouldBeFalse();

    [Theory]
    [InlineData("openai", """{"temperature":1}""", "temperature")]
    [InlineData("anthropic", """{"messages":[]}""", "messages")]
    [InlineData("ollama", """{"model":"other"}""", "model")]
    public async Task A_member_that_a_setting_writes_too_is_an_error_before_anything_is_sent(string host, string extra, string member)
    {
        var (model, handler) = SameAnswer.Ask(host);

        var error = await Should.ThrowAsync<LlmException>(() => model.GetResponseAsync(s_hi, new ChatOptions { Temperature = 0.5f, ExtraBody = JsonElement.Parse(extra) }));

        error.Kind.ShouldBe(LlmErrorKind.InvalidRequest);
        error.Message.ShouldContain($"'{member}'");
        handler.Requests.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("openai", false)]
    [InlineData("openrouter", false)]
    [InlineData("anthropic", true)]
    public async Task Cache_marks_go_to_hosts_that_take_them(string host, bool isSent)
    {
        var (model, handler) = SameAnswer.Ask(host);

        await model.GetResponseAsync([new(ChatRole.User, [new TextContent("Hi") { CacheBreakpoint = "5m" }])]);

        handler.Requests[0].Text.Contains("cache_control").ShouldBe(isSent);
    }

    [Theory]
    [InlineData("openrouter", """
        "reasoning":{"effort":"high"}
        """)]
    [InlineData("openai", """
        "reasoning_effort":"high"
        """)]
    [InlineData("ollama", """
        "think":"high"
        """)]
    [InlineData("anthropic", """
        "thinking":{"type":"enabled","budget_tokens":
        """)]
    public async Task Reasoning_is_asked_for_in_the_hosts_words_and_comes_apart_from_the_text(string host, string expected)
    {
        var (model, handler) = SameAnswer.Ask(host);

        var steps = await model.StreamAsync(s_hi, new ChatOptions { ReasoningEffort = "high" }).ToListAsync();
        await model.GetResponseAsync(s_hi);

        handler.Requests[0].Text.ShouldContain(expected.Trim());
        handler.Requests[1].Text.ShouldNotContain("reasoning");
        handler.Requests[1].Text.ShouldNotContain("think");
        string.Concat(steps.OfType<ReasoningDelta>().Select(step => step.Text)).ShouldBe("Easy.");
        string.Concat(steps.OfType<TextDelta>().Select(step => step.Text)).ShouldBe("Hello");
    }

    [Theory]
    [InlineData("openai", "TopK")]
    [InlineData("openai-responses", "TopK")]
    [InlineData("anthropic", "Seed")]
    [InlineData("gemini", "AllowMultipleToolCalls")]
    [InlineData("ollama", "AllowMultipleToolCalls")]
    public async Task A_setting_that_a_wire_lacks_is_reported_refused_or_ignored_as_the_caller_wants(string host, string field)
    {
        var options = new ChatOptions { TopK = 3, Seed = 1, FrequencyPenalty = 1, AllowMultipleToolCalls = false, Tools = [AIFunctionFactory.CreateDeclaration("f", null, JsonElement.Parse("""{"type":"object"}"""))] };
        var (model, handler) = SameAnswer.Ask(host);

        (await model.GetResponseAsync(s_hi, options)).Warnings.Select(warning => warning.Field).ShouldContain(field);
        (await model.Provider.WithUnsupportedPolicy(UnsupportedPolicy.Ignore).Chat("m").GetResponseAsync(s_hi, options)).Warnings.ShouldBeEmpty();
        handler.Requests.Select(request => request.Text).Distinct().ShouldHaveSingleItem("The policy changes what is told and not what is sent.");

        var refusal = await Should.ThrowAsync<LlmException>(() => model.Provider.WithUnsupportedPolicy(UnsupportedPolicy.Throw).Chat("m").GetResponseAsync(s_hi, options));
        refusal.Kind.ShouldBe(LlmErrorKind.Unsupported);
        handler.Requests.Count.ShouldBe(2, "Nothing is sent.");
    }

    private static async Task<string> SendAsync(string host, ChatOptions? options)
    {
        var (model, handler) = SameAnswer.Ask(host);
        await model.GetResponseAsync(s_hi, options);
        return handler.Requests.ShouldHaveSingleItem().Text;
    }
}
