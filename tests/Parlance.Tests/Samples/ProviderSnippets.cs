using System.Text.Json;
using Microsoft.Extensions.AI;

namespace Parlance.Tests.Samples;

/// <summary>The code of docs/providers: what stands there stands here, compiled and run against stand-ins.</summary>
internal static class ProviderSnippets
{
    public static async Task<string> AnthropicAsync(ChatModel claude, IEnumerable<ChatMessage> messages)
    {
        // docs/providers/anthropic.md
        var options = new ChatOptions { MaxOutputTokens = 4096, ReasoningBudget = 2048, CacheBreakpoint = "5m" };
        ChatResponse response = await claude.GetResponseAsync(messages, options);

        Console.WriteLine(response.ReasoningText);
        Console.WriteLine(response.Text);
        Console.WriteLine(response.TokenUsage?.CacheReadTokens);
        // end
        return response.Text;
    }

    public static Provider OpenAICompatible()
    {
        // docs/providers/openai-compatible.md
        Provider mine = Provider.OpenAICompatible("mine", "http://localhost:8000/v1")
            .WithApiKeyFromEnvironment("MY_SERVER_KEY")
            .WithHeader("X-Tenant", "acme")
            .WithDialect(dialect => dialect with { TokenLimitMember = "max_tokens", HasTopK = true });

        IChatClient model = mine.Chat("my-model");
        // end
        _ = model;
        return mine;
    }

    public static async Task<string> DeepSeekAsync(Provider deepSeek, IEnumerable<ChatMessage> messages)
    {
        // docs/providers/deepseek.md
        ChatModel reasoner = deepSeek.Chat("deepseek-reasoner");
        await foreach (ChatEvent step in reasoner.StreamAsync(messages))
        {
            if (step is ReasoningDelta reasoning)
            {
                Console.Error.Write(reasoning.Text);
            }
            else if (step is TextDelta text)
            {
                Console.Write(text.Text);
            }
        }
        // end
        return reasoner.ModelId;
    }

    public static async Task<string> MiniMaxAsync(Provider miniMax, IEnumerable<ChatMessage> messages)
    {
        // docs/providers/minimax.md
        var options = new ChatOptions { ExtraBody = JsonElement.Parse("""{"reasoning_split": true}""") };
        ChatResponse response = await miniMax.Chat("MiniMax-M2.5").GetResponseAsync(messages, options);

        Console.WriteLine(response.Text);
        // end
        return response.Text;
    }
}
