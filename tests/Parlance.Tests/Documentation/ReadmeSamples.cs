using Microsoft.Extensions.AI;
using Parlance.Responses;
using Parlance.Testing;

namespace Parlance.Tests.Documentation;

/// <summary>The samples of the README, word for word, each in a method that gives it the names that it uses.</summary>
internal static class ReadmeSamples
{
    public static async Task AskAsync()
    {
        IChatClient claude = Llm.Chat("anthropic/claude-haiku-4-5");       // key from ANTHROPIC_API_KEY, read at each call
        Console.WriteLine(await claude.GetResponseAsync("Capital of France?"));
    }

    public static (IChatClient Local, ChatModel Model) ChooseHosts()
    {
        IChatClient local = Provider.OpenAICompatible("mine", "http://localhost:8000/v1").Chat("my-model");
        ChatModel model   = Providers.DeepSeek.WithApiKey("sk-...").WithHeader("X-Tenant", "acme").Chat("deepseek-reasoner");
        return (local, model);
    }

    public static async Task StreamAsync(ChatModel model, IEnumerable<ChatMessage> messages, ChatOptions options)
    {
        await foreach (ChatResponseUpdate update in model.GetStreamingResponseAsync("Hi"))
            Console.Write(update.Text);

        await foreach (ChatEvent step in model.StreamAsync(messages, options))
            switch (step)
            {
                case ReasoningDelta reasoning: ShowDim(reasoning.Text); break;
                case TextDelta text: Show(text.Text); break;
                case ToolCallArgumentsDelta piece: ShowProgress(piece.Text); break;
                case ToolCallCompleted completed: Run(completed.Call); break;      // once a call, after its last argument
            }
    }

    public static async Task ReadAsync(ChatModel model, IEnumerable<ChatMessage> messages, ChatOptions options)
    {
        ChatResponse response = await model.GetResponseAsync(messages, options);
        Show(response.ReasoningText);                       // never mixed into Text
        Show(response.TokenUsage);                          // disjoint buckets: uncached, cache read, cache write 5m and 1h, output, reasoning
        Show(response.Usage?.CacheWriteTokenCount);
        Show(response.Warnings);                            // every setting that the wire could not express
        Show(response.RawFinishReason);                     // the provider's own word beside the normalized one
    }

    public static IChatClient Fake()
    {
        IChatClient fake = Simulator.CreateProvider().Chat("parlance-1");        // in process, deterministic
        return fake;
    }

    public static async Task BeyondChatAsync(ChatModel model, IEnumerable<ChatMessage> messages)
    {
        EmbeddingModel embedder = Llm.Embeddings("openai/text-embedding-3-small");            // an IEmbeddingGenerator
        IReadOnlyList<ModelInfo> models = await Providers.Groq.ListModelsAsync();             // with an age, such as TimeSpan.FromHours(1), it is kept
        TokenCount count = await model.CountTokensAsync(messages);                            // where the provider counts
        Show((embedder, models, count));
    }

    public static void LookIn(Provider provider, ChatModel model, IEnumerable<ChatMessage> messages, ChatOptions options, byte[] bytes)
    {
        PreparedRequest request = model.Prepare(messages, options);        // the exact request and its warnings; credentials are hidden
        ChatResponse read = model.ReadResponse(bytes);                      // an answer that came by other means, such as a batch's results
        ChatByteStream stream = model.EncodeAsync(StreamFormat.OpenAIChunks, messages);       // any provider's answer, in OpenAI's words
        Provider tapped = provider.WithResponseTap((call, sink) => new Tap(sink));            // a sink that hears every answer
        Show((request, read, stream, tapped));
    }

    private static void Show<T>(T value) => Console.Write(value);

    private static void ShowDim(string text) => Console.Write(text);

    private static void ShowProgress(string text) => Console.Write(text);

    private static void Run(FunctionCallContent call) => Console.Write(call.Name);

    private sealed class Tap(IResponseSink inner) : DelegatingSink(inner);
}
