using Microsoft.Extensions.AI;
using Parlance.Json;

namespace Parlance.Protocols.OpenAIChat;

/// <summary>An inbound chat completions request to a call.</summary>
internal static class OpenAIChatRequestReader
{
    public static ChatCall Read(ReadOnlyMemory<byte> body, ChatDialect dialect, string? issuer)
    {
        var members = new RequestMembers(ChatWireNames.Wire, RequestBody.Parse(body));
        var messages = new OpenAIChatMessageReader(issuer).Take(members);
        OpenAIChatToolCallMerging.KeepApart(messages);

        // Where the address names the model, the body may repeat it: it then goes back as it came.
        var model = (dialect.WritesModel ? members.TakeText("model") : members.Find("model").AsText()) ?? "";
        var isStreaming = members.TakeFlag("stream") ?? false;

        // Whether to report usage is the business of whoever answers; only what else is asked of the stream stays.
        members.Open("stream_options").TakeFlag("include_usage");
        var options = new ChatOptions();
        ReadSampling(members, options);
        ReadLabels(members, options);
        OpenAIChatReasoningReader.Read(members, options, issuer);
        OpenAIChatResponseFormat.Read(members, options);
        OpenAIChatToolReader.Read(members, options);
        options.AdditionalProperties = members.AddExtras(options.AdditionalProperties);
        return new ChatCall
        {
            Model = model,
            Messages = messages,
            Options = options,
            IsStreaming = isStreaming,
            OriginalBody = body,
        };
    }

    private static void ReadSampling(RequestMembers members, ChatOptions options)
    {
        options.MaxOutputTokens = members.TakeCount("max_completion_tokens") ?? members.TakeCount("max_tokens");
        options.Temperature = members.TakeNumber("temperature");
        options.TopP = members.TakeNumber("top_p");
        options.TopK = members.TakeCount("top_k");
        options.FrequencyPenalty = members.TakeNumber("frequency_penalty");
        options.PresencePenalty = members.TakeNumber("presence_penalty");
        options.Seed = members.TakeInteger("seed") ?? members.TakeInteger("random_seed");
        options.StopSequences = members.TakeText("stop") is { } single ? [single] : members.TakeTexts("stop");
        options.LogProbs = members.TakeFlag("logprobs");
        options.TopLogProbs = members.TakeCount("top_logprobs");
    }

    private static void ReadLabels(RequestMembers members, ChatOptions options)
    {
        options.EndUserId = members.TakeText("user");
        options.Metadata = members.TakeObject("metadata");
        options.ServiceTier = members.TakeText("service_tier");
        options.PromptCacheKey = members.TakeText("prompt_cache_key");
    }
}
