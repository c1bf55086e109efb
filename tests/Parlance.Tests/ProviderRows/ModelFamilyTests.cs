using System.Text;
using System.Text.Json;

namespace Parlance.Tests.ProviderRows;

/// <summary>What becomes of one request at models of several families: the members that go out, and what warnings name.</summary>
public sealed class ModelFamilyTests
{
    private const string Reasoned = """{"model":"m","max_tokens":9000,"messages":[{"role":"user","content":"Hi"}],"reasoning_effort":"EFFORT","temperature":0.2,"top_p":0.9,"logprobs":true,"stop":["END"]}""";
    private const string Unasked = """{"model":"m","max_tokens":9000,"messages":[{"role":"user","content":"Hi"}],"temperature":0.2,"top_p":0.9}""";
    private const string Tool = """{"type":"function","function":{"name":"f","parameters":{"type":"object","properties":{}}}}""";

    [Theory]
    [InlineData("openai/gpt-4.1", "high", null, true)]
    [InlineData("openai/gpt-5-chat-latest", "high", null, true)]
    [InlineData("openai/gpt-5", "none", "minimal", false)]
    [InlineData("openai/gpt-5", "xhigh", "high", false)]
    [InlineData("openai/gpt-5-pro", "medium", "high", false)]
    [InlineData("openai/o3", "minimal", "low", false)]
    [InlineData("openai/gpt-5.1", "none", "none", true)]
    [InlineData("openai/gpt-5.1", "max", "high", false)]
    [InlineData("openai/gpt-5.2", "minimal", "low", false)]
    [InlineData("openai/gpt-5.4-mini", "max", "xhigh", false)]
    [InlineData("openai/gpt-5.5-pro", "low", "medium", false)]
    [InlineData("openai/gpt-5.6-luna", "max", "max", false)]
    [InlineData("openai/gpt-6.1-sol", "none", "none", true)]
    [InlineData("openai/gpt-6-astra", "xhigh", "xhigh", false)]
    [InlineData("azure-openai/gpt-5.2_2025-12-11", "max", "xhigh", false)]
    [InlineData("azure-openai/gpt-35-turbo", "high", null, true)]
    [InlineData("mistral/mistral-small-latest", "low", "high", true)]
    [InlineData("mistral/mistral-large-latest", "high", null, true)]
    [InlineData("groq/openai/gpt-oss-120b", "none", "low", true)]
    [InlineData("groq/qwen/qwen3-32b", "medium", "default", true)]
    [InlineData("groq/moonshotai/kimi-k2-instruct-0905", "medium", null, true)]
    [InlineData("xai/grok-4.6", "max", "xhigh", true)]
    [InlineData("gemini-openai/gemini-2.5-pro", "none", "minimal", true)]
    [InlineData("gemini-openai/gemini-3-pro-preview", "medium", "low", true)]
    public void Chat_models_are_told_efforts_that_they_know_and_sampled_where_they_let_it(string model, string effort, string? sent, bool isSampled)
    {
        var (body, warnings) = Translate("openai-chat", model, Reasoned.Replace("EFFORT", effort, StringComparison.Ordinal));

        Text(body, "reasoning_effort").ShouldBe(sent);
        body.TryGetProperty("temperature", out _).ShouldBe(isSampled);
        warnings.Contains("ReasoningEffort").ShouldBe(sent != effort && (effort != "none" || sent is not null));
        warnings.Contains("Temperature").ShouldBe(!isSampled);
    }

    [Theory]
    [InlineData("gpt-5", false)]
    [InlineData("gpt-5.4", true)]
    [InlineData("gpt-5.5", false)]
    [InlineData("gpt-6-luna", false)]
    [InlineData("gpt-4.1", true)]
    public void Responses_and_chat_say_the_same_of_a_model_that_is_asked_nothing(string model, bool isSampled)
    {
        foreach (var provider in (string[])["openai", "openai-responses"])
        {
            var (body, warnings) = Translate("openai-chat", $"{provider}/{model}", Unasked);

            body.TryGetProperty("temperature", out _).ShouldBe(isSampled, provider);
            warnings.Contains("Temperature").ShouldBe(!isSampled, provider);
        }
    }

    [Fact]
    public void A_responses_request_with_an_effort_keeps_no_sampling_and_no_log_probabilities()
    {
        var (body, warnings) = Translate("openai-chat", "openai-responses/gpt-5.1", Reasoned.Replace("EFFORT", "high", StringComparison.Ordinal));

        body.GetProperty("reasoning").GetProperty("effort").GetString().ShouldBe("high");
        body.TryGetProperty("top_p", out _).ShouldBeFalse();
        body.TryGetProperty("include", out _).ShouldBeFalse();
        warnings.ShouldContain("LogProbs");
    }

    [Theory]
    [InlineData("gpt-5.6-luna", "none")]
    [InlineData("gpt-6-sol", "none")]
    [InlineData("gpt-5.4", "high")]
    public void Chat_models_that_do_not_reason_beside_tools_are_told_not_to(string model, string effort)
    {
        var (body, _) = Translate("openai-chat", $"openai/{model}", $$"""{"model":"m","messages":[{"role":"user","content":"Hi"}],"reasoning_effort":"high","tools":[{{Tool}}]}""");

        Text(body, "reasoning_effort").ShouldBe(effort);
    }

    [Theory]
    [InlineData("claude-3-5-haiku-20241022", 8192, "none", "temperature top_p")]
    [InlineData("claude-3-haiku-20240307", 4096, "none", "temperature top_p")]
    [InlineData("claude-3-7-sonnet-20250219", 64_000, "budget 10240", "")]
    [InlineData("claude-sonnet-4-20250514", 64_000, "budget 10240", "")]
    [InlineData("claude-opus-4-1-20250805", 32_000, "budget 10240", "")]
    [InlineData("claude-opus-4-5", 64_000, "budget 10240", "")]
    [InlineData("claude-opus-4-6", 128_000, "adaptive max", "")]
    [InlineData("claude-sonnet-5", 128_000, "adaptive max", "")]
    [InlineData("claude-opus-5-5", 128_000, "adaptive max", "")]
    [InlineData("claude-haiku-9", 128_000, "adaptive max", "")]
    public void Claude_is_told_to_think_as_its_generation_is_and_may_write_as_much_as_it_can(string model, int maximum, string thinking, string sampling)
    {
        const string request = """{"model":"m","messages":[{"role":"user","content":"Hi"}],"reasoning_effort":"max","temperature":0.2,"top_p":0.9}""";
        var (body, _) = Translate("openai-chat", $"anthropic/{model}", request);
        var (twin, _) = Translate("openai-chat", $"bedrock/us.anthropic.{model}", request);

        body.GetProperty("max_tokens").GetInt32().ShouldBe(maximum);
        Thinking(body).ShouldBe(thinking);
        Thinking(twin.TryGetProperty("additionalModelRequestFields", out var fields) ? fields : default).ShouldBe(thinking);
        string.Join(' ', body.EnumerateObject().Select(member => member.Name).Where(name => name is "temperature" or "top_p")).ShouldBe(sampling);
        (twin.TryGetProperty("inferenceConfig", out var inference) ? inference.GetPropertyCount() : 0).ShouldBe(sampling.Length == 0 ? 0 : 2);
    }

    [Theory]
    [InlineData("claude-sonnet-4", true)]
    [InlineData("claude-opus-4-1", false)]
    [InlineData("claude-haiku-4-5", false)]
    [InlineData("claude-sonnet-4-6", false)]
    public void A_temperature_excludes_top_p_from_Claude_Opus_4_1_on(string model, bool takesBoth)
    {
        var (body, warnings) = Translate("openai-chat", $"anthropic/{model}", Unasked);
        var (twin, _) = Translate("openai-chat", $"bedrock/us.anthropic.{model}", Unasked);

        body.TryGetProperty("temperature", out _).ShouldBeTrue();
        body.TryGetProperty("top_p", out _).ShouldBe(takesBoth);
        twin.GetProperty("inferenceConfig").TryGetProperty("topP", out _).ShouldBe(takesBoth);
        warnings.Contains("TopP").ShouldBe(!takesBoth);
    }

    [Theory]
    [InlineData("claude-opus-4-8", """{"thinking":{"type":"enabled","budget_tokens":4000}}""", "adaptive medium", "medium")]
    [InlineData("claude-sonnet-4-5", """{"thinking":{"type":"adaptive"},"output_config":{"effort":"max"}}""", "budget 10240", null)]
    [InlineData("claude-opus-4-6", """{"thinking":{"type":"enabled","budget_tokens":4000}}""", "budget 4000", null)]
    [InlineData("claude-opus-4-6", """{"thinking":{"type":"adaptive"},"output_config":{"effort":"xhigh"}}""", "adaptive high", "high")]
    [InlineData("claude-opus-4-5", """{"output_config":{"effort":"max"}}""", "none", "high")]
    [InlineData("claude-sonnet-4-5", """{"output_config":{"effort":"low"}}""", "none", null)]
    [InlineData("claude-3-5-haiku-latest", """{"thinking":{"type":"enabled","budget_tokens":4000}}""", "none", null)]
    [InlineData("claude-unheard-of", """{"thinking":{"type":"adaptive"},"output_config":{"effort":"mighty"}}""", "adaptive mighty", "mighty")]
    public void A_request_of_Claude_s_own_wire_is_fitted_where_the_model_is_another(string model, string members, string thinking, string? effort)
    {
        var request = $$"""{"model":"m","max_tokens":9000,"messages":[{"role":"user","content":"Hi"}],{{members[1..]}}""";
        var (body, _) = Translate("anthropic-messages", $"anthropic/{model}", request);

        Thinking(body).ShouldBe(thinking);
        (body.TryGetProperty("output_config", out var output) ? Text(output, "effort") : null).ShouldBe(effort);
    }

    [Theory]
    [InlineData("gemini-2.5-pro", """{"thinkingBudget":0}""", """{"thinkingBudget":128}""")]
    [InlineData("gemini-2.5-pro", """{"thinkingBudget":50000}""", """{"thinkingBudget":32768}""")]
    [InlineData("gemini-2.5-flash", """{"thinkingBudget":31999}""", """{"thinkingBudget":24576}""")]
    [InlineData("gemini-2.5-flash", """{"thinkingBudget":0}""", """{"thinkingBudget":0}""")]
    [InlineData("gemini-2.5-flash", """{"thinkingLevel":"HIGH"}""", """{"thinkingBudget":24576}""")]
    [InlineData("gemini-2.5-flash-lite", """{"thinkingBudget":100}""", """{"thinkingBudget":512}""")]
    [InlineData("gemini-2.5-flash-lite", """{"thinkingBudget":0}""", """{"thinkingBudget":0}""")]
    [InlineData("gemini-3-pro-preview", """{"thinkingLevel":"medium"}""", """{"thinkingLevel":"low"}""")]
    [InlineData("gemini-3.1-pro-preview", """{"thinkingLevel":"minimal"}""", """{"thinkingLevel":"low"}""")]
    [InlineData("gemini-3.5-flash", """{"thinkingLevel":"MINIMAL"}""", """{"thinkingLevel":"MINIMAL"}""")]
    [InlineData("gemini-2.0-flash", """{"thinkingBudget":1000}""", null)]
    public void Gemini_is_given_budgets_and_levels_that_the_model_has(string model, string given, string? sent)
    {
        var (body, _) = Translate("gemini-generate", $"gemini/{model}", $$$"""{"contents":[{"role":"user","parts":[{"text":"Hi"}]}],"generationConfig":{"temperature":0,"thinkingConfig":{{{given}}}}}""");

        (body.GetProperty("generationConfig").TryGetProperty("thinkingConfig", out var config) ? config.GetRawText() : null).ShouldBe(sent);
    }

    [Theory]
    [InlineData("qwen3", "true")]
    [InlineData("gpt-oss:20b", "\"medium\"")]
    [InlineData("llama3.2", null)]
    [InlineData("something-new", "\"medium\"")]
    public void Ollama_s_models_think_by_a_level_a_switch_or_not_at_all(string model, string? think)
    {
        var (body, _) = Translate("openai-chat", $"ollama/{model}", """{"model":"m","messages":[{"role":"user","content":"Hi"}],"reasoning_effort":"medium"}""");

        (body.TryGetProperty("think", out var sent) ? sent.GetRawText() : null).ShouldBe(think);
    }

    [Theory]
    [InlineData("deepseek/deepseek-v4-flash", "disabled")]
    [InlineData("deepseek/deepseek-chat", null)]
    [InlineData("moonshot/kimi-k2.6", "disabled")]
    public void A_model_that_thinks_unasked_is_told_not_to_where_it_must_use_a_tool(string model, string? thinking)
    {
        var (body, _) = Translate("openai-chat", model, $$"""{"model":"m","messages":[{"role":"user","content":"Hi"}],"tool_choice":"required","tools":[{{Tool}}]}""");

        (body.TryGetProperty("thinking", out var sent) ? Text(sent, "type") : null).ShouldBe(thinking);
    }

    [Theory]
    [InlineData("deepseek/deepseek-v4-pro", "", " ")]
    [InlineData("deepseek/deepseek-v4-pro", ""","reasoning_effort":"none" """, null)]
    [InlineData("deepseek/deepseek-chat", "", null)]
    [InlineData("moonshot/kimi-k2-thinking", "", " ")]
    [InlineData("groq/openai/gpt-oss-120b", "", null)]
    public void Calls_without_reasoning_get_a_stand_in_where_the_host_demands_some(string model, string members, string? reasoning)
    {
        var (body, _) = Translate("anthropic-messages", model, """
            {"model":"m","max_tokens":9,"messages":[{"role":"user","content":"Hi"},{"role":"assistant","content":[{"type":"tool_use","id":"t1","name":"f","input":{}}]},
             {"role":"user","content":[{"type":"tool_result","tool_use_id":"t1","content":"1"}]}],"tools":[{"name":"f","input_schema":{"type":"object","properties":{}}}]THINKING}
            """.Replace("THINKING", members.Length == 0 ? "" : ""","thinking":{"type":"disabled"}""", StringComparison.Ordinal));

        Text(body.GetProperty("messages")[1], "reasoning_content").ShouldBe(reasoning);
    }

    [Fact]
    public void Strict_hosts_get_no_members_that_they_refuse()
    {
        var (body, warnings) = Translate("openai-chat", "mistral/mistral-large-latest", """
            {"model":"m","messages":[{"role":"developer","content":"Be brief."},{"role":"user","content":"Hi"}],"store":false,"logit_bias":{"5":1},"safety_identifier":"s","n":1,"service_tier":"flex","prompt_cache_key":"k","safe_prompt":true}
            """);

        body.EnumerateObject().Select(member => member.Name).ShouldBe(["model", "prompt_cache_key", "messages", "n", "safe_prompt"], ignoreOrder: true);
        body.GetProperty("messages")[0].GetProperty("role").GetString().ShouldBe("system");
        warnings.ShouldBe(["ServiceTier", "SafetyIdentifier", "logit_bias"], ignoreOrder: true);
        Translate("openai-chat", "groq/llama-3.3-70b-versatile", """{"model":"m","messages":[{"role":"user","content":"Hi"}],"n":2}""").Warnings.ShouldBe(["n"]);
    }

    [Fact]
    public void A_long_id_of_a_user_is_hashed_where_the_host_limits_it()
    {
        var id = new string('u', 150);
        var request = $$$"""{"model":"m","max_tokens":9,"messages":[{"role":"user","content":"Hi"}],"metadata":{"user_id":"{{{id}}}"}}""";
        var (body, warnings) = Translate("anthropic-messages", "openai/gpt-4.1", request);
        var (twin, _) = Translate("anthropic-messages", "openai-responses/gpt-4.1", request);

        Text(body, "user")!.Length.ShouldBe(64);
        Text(twin, "user").ShouldBe(Text(body, "user"));
        warnings.ShouldBe(["EndUserId"]);
        Text(Translate("anthropic-messages", "anthropic/claude-sonnet-4-5", request).Body.GetProperty("metadata"), "user_id").ShouldBe(id);
    }

    [Fact]
    public void The_backend_of_a_plan_gets_neither_a_limit_nor_a_user()
    {
        var (body, warnings) = Translate("anthropic-messages", "codex/gpt-5.4", """{"model":"m","max_tokens":9,"messages":[{"role":"user","content":"Hi"}],"metadata":{"user_id":"u"}}""");

        body.TryGetProperty("max_output_tokens", out _).ShouldBeFalse();
        body.TryGetProperty("user", out _).ShouldBeFalse();
        warnings.ShouldBe(["MaxOutputTokens", "EndUserId"], ignoreOrder: true);
    }

    [Theory]
    [InlineData("anthropic/claude-sonnet-4-5", """["a"," ","b"]""", "stop_sequences", """["a","b"]""")]
    [InlineData("anthropic/claude-sonnet-4-5", """["\n"]""", "stop_sequences", null)]
    [InlineData("cohere/command-a-03-2025", """["1","2","3","4","5","6"]""", "stop_sequences", """["1","2","3","4","5"]""")]
    public void Stop_sequences_are_as_many_and_as_full_as_the_host_takes(string model, string given, string member, string? sent)
    {
        var (body, warnings) = Translate("openai-chat", model, $$"""{"model":"m","messages":[{"role":"user","content":"Hi"}],"stop":{{given}}}""");

        (body.TryGetProperty(member, out var stop) ? stop.GetRawText() : null).ShouldBe(sent);
        warnings.ShouldBe(["StopSequences"]);
    }

    [Theory]
    [InlineData("priority", null)]
    [InlineData("default", "standard_only")]
    [InlineData("auto", "auto")]
    public void A_service_tier_is_one_that_the_receiver_has(string given, string? sent)
    {
        var (body, _) = Translate("openai-chat", "anthropic/claude-sonnet-4-5", $$"""{"model":"m","messages":[{"role":"user","content":"Hi"}],"service_tier":"{{given}}"}""");

        Text(body, "service_tier").ShouldBe(sent);
    }

    private static string? Text(JsonElement holder, string member) =>
        holder.TryGetProperty(member, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static string Thinking(JsonElement fields) =>
        fields.ValueKind != JsonValueKind.Object || !fields.TryGetProperty("thinking", out var thinking) ? "none"
        : thinking.TryGetProperty("budget_tokens", out var budget) ? $"budget {budget}"
        : $"{Text(thinking, "type")} {Text(fields.GetProperty("output_config"), "effort")}";

    private static (JsonElement Body, List<string> Warnings) Translate(string wire, string target, string request)
    {
        var slash = target.IndexOf('/', StringComparison.Ordinal);
        var provider = ProviderRegistry.Default.All.Single(known => known.Name == target[..slash]);
        var inbound = WireNames.Get(wire);
        var call = inbound.Protocol.ReadRequest(Encoding.UTF8.GetBytes(request), inbound.Issuer) with
        {
            Model = target[(slash + 1)..],
            Recipient = provider.Issuer,
            KindredIssuers = provider.KindredIssuers,
        };
        var body = new System.Buffers.ArrayBufferWriter<byte>();
        provider.Protocol.WriteRequest(call, body);
        return (JsonElement.Parse(body.WrittenSpan), [.. call.Warnings.Select(warning => warning.Field.ToString()!)]);
    }
}
