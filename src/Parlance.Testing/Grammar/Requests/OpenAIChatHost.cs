using System.Text.RegularExpressions;

namespace Parlance.Testing.Grammar;

/// <summary>What one host of OpenAI's chat wire takes and refuses. The defaults are those of a host of which nothing is known.</summary>
internal sealed record OpenAIChatHost
{
    private static readonly HashSet<string> s_openAI = new(StringComparer.Ordinal)
    {
        // https://platform.openai.com/docs/api-reference/chat/create; "moderation" is recorded.
        "messages", "model", "audio", "frequency_penalty", "function_call", "functions", "logit_bias", "logprobs", "max_completion_tokens",
        "max_tokens", "metadata", "modalities", "moderation", "n", "parallel_tool_calls", "prediction", "presence_penalty", "prompt_cache_key",
        "prompt_cache_options", "prompt_cache_retention", "reasoning_effort", "response_format", "safety_identifier", "seed", "service_tier", "stop", "store",
        "stream", "stream_options", "temperature", "tool_choice", "tools", "top_logprobs", "top_p", "user", "verbosity", "web_search_options",
    };

    private static readonly OpenAIChatHost s_unknown = new();

    private static readonly Dictionary<string, OpenAIChatHost> s_hosts = new(StringComparer.Ordinal)
    {
        ["openai"] = new()
        {
            IsOpenAI = true, KnownMembers = s_openAI, TakesReasoning = [], ToolName = RequestToolRules.Plain, MaximumUserLength = 64, MaximumStopSequences = 4,
            HasCacheMarks = false, IsJsonWordNeeded = true, IsPairingChecked = true, IsSchemaRootChecked = true,
            ServiceTiers = ["auto", "default", "flex", "scale", "priority", "fast"],
        },
        ["azure-openai"] = new()
        {
            IsOpenAI = true, KnownMembers = [.. s_openAI, "data_sources", "user_security_context"], TakesReasoning = [], ToolName = RequestToolRules.Plain, MaximumUserLength = 64,
            MaximumStopSequences = 4, HasCacheMarks = false, IsJsonWordNeeded = true, IsPairingChecked = true, IsSchemaRootChecked = true,
        },
        ["mistral"] = new()
        {
            // https://docs.mistral.ai/api/#tag/chat: additionalProperties is false.
            KnownMembers = new HashSet<string>(StringComparer.Ordinal)
            {
                "messages", "model", "temperature", "top_p", "max_tokens", "stream", "stop", "random_seed", "response_format", "tools", "tool_choice", "presence_penalty",
                "frequency_penalty", "n", "prediction", "parallel_tool_calls", "prompt_mode", "safe_prompt", "metadata", "reasoning_effort", "prompt_cache_key", "guardrails",
            },
            HasDeveloper = false, TakesReasoning = [], ToolName = RequestToolRules.Plain, CallId = RequestTextRules.NineLetters, IsEmptyAssistantRefused = true, HasCacheMarks = false,
            IsPairingChecked = true, IsPrefixNeeded = true, HasMediaInResults = false,
        },
        ["groq"] = new()
        {
            // https://console.groq.com/docs/api-reference#chat-create; docs/openai#currently-unsupported-openai-features.
            KnownMembers = new HashSet<string>(StringComparer.Ordinal)
            {
                "messages", "model", "citation_options", "compound_custom", "disable_tool_validation", "documents", "exclude_domains", "frequency_penalty", "function_call", "functions",
                "include_domains", "include_reasoning", "max_completion_tokens", "max_tokens", "metadata", "n", "parallel_tool_calls", "presence_penalty", "reasoning_effort",
                "reasoning_format", "response_format", "search_settings", "seed", "service_tier", "stop", "store", "stream", "stream_options", "temperature", "tool_choice", "tools", "top_p", "user",
            },
            TakesReasoning = ["reasoning"], HasMediaInResults = false, ToolName = RequestToolRules.Plain, MaximumStopSequences = 4, MaximumChoices = 1, HasCacheMarks = false, IsJsonWordNeeded = true, HasAllowedTools = false,
            ServiceTiers = ["auto", "on_demand", "flex", "performance"], IsPairingChecked = true, IsSchemaRootChecked = true,
        },
        ["deepseek"] = new()
        {
            // https://api-docs.deepseek.com/api/create-chat-completion.
            HasDeveloper = false, HasMediaInResults = false, ToolName = RequestToolRules.Plain, MaximumStopSequences = 16, IsJsonWordNeeded = true, IsSchemaRootChecked = true,
            IsPairingChecked = true, Efforts = ["low", "medium", "high", "max", "xhigh"], IsForcedToolRefusedWithThinking = true,
        },
        ["xai"] = new() { HasMediaInResults = false, ToolName = RequestToolRules.Plain, IsPairingChecked = true },
        ["moonshot"] = new() { HasMediaInResults = false, HasDeveloper = false, ToolName = RequestToolRules.LetterFirst, IsSchemaRootChecked = true, IsPairingChecked = true, IsImageAddressRefused = true, IsEmptyAssistantRefused = true },
        ["zai"] = new() { HasDeveloper = false, HasMediaInResults = false, MaximumUserLength = 128, MaximumStopSequences = 4, IsConversationLoose = true },
        ["zhipu"] = new() { HasDeveloper = false, HasMediaInResults = false, MaximumUserLength = 128, MaximumStopSequences = 4, IsConversationLoose = true },
        // 'developer is not one of ['system', 'assistant', 'user', 'tool', 'function']'; https://help.aliyun.com/zh/model-studio/json-mode for the word.
        ["dashscope"] = new() { HasMediaInResults = false, HasDeveloper = false, IsJsonWordNeeded = true, IsPairingChecked = true, IsForcedToolRefusedWithThinking = true },
        ["openrouter"] = new() { HasMediaInResults = false, MaximumUserLength = 128 },
        ["ollama"] = new() { IsConversationLoose = true },
    };

    public bool IsOpenAI { get; init; }

    /// <summary>The members that the host knows; null where others are overlooked.</summary>
    public HashSet<string>? KnownMembers { get; init; }

    public bool HasDeveloper { get; init; } = true;

    /// <summary>The spellings in which reasoning may go back, null where any is overlooked.</summary>
    public string[]? TakesReasoning { get; init; }

    public Regex ToolName { get; init; } = RequestToolRules.Any;

    public Regex? CallId { get; init; }

    public int MaximumUserLength { get; init; } = int.MaxValue;

    public int MaximumStopSequences { get; init; } = int.MaxValue;

    public int MaximumChoices { get; init; } = 128;

    public bool HasCacheMarks { get; init; } = true;

    public bool IsJsonWordNeeded { get; init; }

    public bool IsEmptyAssistantRefused { get; init; }

    public bool IsPairingChecked { get; init; }

    public bool IsPrefixNeeded { get; init; }

    public bool IsSchemaRootChecked { get; init; }

    public bool HasMediaInResults { get; init; } = true;

    /// <summary>True where the template of the model, and nothing before it, reads the order of turns (recorded).</summary>
    public bool IsConversationLoose { get; init; }

    public bool HasAllowedTools { get; init; } = true;

    public bool IsImageAddressRefused { get; init; }

    public bool IsForcedToolRefusedWithThinking { get; init; }

    public string[]? ServiceTiers { get; init; }

    public string[]? Efforts { get; init; }

    public static OpenAIChatHost Of(string provider) => s_hosts.GetValueOrDefault(provider) ?? s_hosts.GetValueOrDefault(provider.Replace("-openai", "", StringComparison.Ordinal)) ?? s_unknown;
}
