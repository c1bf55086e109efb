using System.Collections.Immutable;

namespace Parlance;

/// <summary>The members of a chat completions body that strict hosts know: others they answer with an error.</summary>
internal static class StrictHosts
{
    /// <summary>Source: https://platform.openai.com/docs/api-reference/chat/create.</summary>
    public static ImmutableArray<string> OpenAI { get; } =
    [
        "audio", "frequency_penalty", "function_call", "functions", "logit_bias", "logprobs", "max_completion_tokens", "max_tokens", "messages", "metadata",
        "modalities", "model", "moderation", "n", "parallel_tool_calls", "prediction", "presence_penalty", "prompt_cache_key", "prompt_cache_options",
        "prompt_cache_retention", "reasoning_effort", "response_format", "safety_identifier", "seed", "service_tier", "stop", "store", "stream", "stream_options",
        "temperature", "tool_choice", "tools", "top_logprobs", "top_p", "user", "verbosity", "web_search_options",
    ];

    /// <summary>Source: https://docs.mistral.ai/api/#tag/chat.</summary>
    public static ImmutableArray<string> Mistral { get; } =
    [
        "frequency_penalty", "guardrails", "max_tokens", "messages", "metadata", "model", "n", "parallel_tool_calls", "prediction", "presence_penalty",
        "prompt_cache_key", "prompt_mode", "random_seed", "reasoning_effort", "response_format", "safe_prompt", "stop", "stream", "temperature", "tool_choice",
        "tools", "top_p",
    ];

    /// <summary>Source: https://console.groq.com/docs/api-reference#chat-create.</summary>
    public static ImmutableArray<string> Groq { get; } =
    [
        "citation_options", "compound_custom", "disable_tool_validation", "documents", "exclude_domains", "frequency_penalty", "include_domains",
        "include_reasoning", "max_completion_tokens", "max_tokens", "messages", "metadata", "model", "n", "parallel_tool_calls", "presence_penalty",
        "reasoning_effort", "reasoning_format", "response_format", "search_settings", "seed", "service_tier", "stop", "store", "stream", "stream_options",
        "temperature", "tool_choice", "tools", "top_p", "user",
    ];
}
