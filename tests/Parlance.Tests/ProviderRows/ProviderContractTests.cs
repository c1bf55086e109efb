using Microsoft.Extensions.AI;
using Parlance.Protocols.AnthropicMessages;
using Parlance.Protocols.Gemini;
using Parlance.Protocols.Ollama;
using Parlance.Protocols.OpenAIChat;
using Parlance.Protocols.OpenAIResponses;
using Parlance.Tests.Support;

namespace Parlance.Tests.ProviderRows;

/// <summary>What a program may rely on, whichever provider it was given.</summary>
public sealed class ProviderContractTests
{
    private static readonly ChatMessage[] s_hi = [new(ChatRole.User, "Hi")];

    /// <summary>
    /// Every row of a wire that the same answer was written for, and that a key is enough for, but the one whose streams
    /// report no usage.
    /// </summary>
    public static TheoryData<string> Names => [.. Parlance.Providers.All
        .Where(row => row.Authenticator is null && row.Protocol is OpenAIChatProtocol or AnthropicMessagesProtocol or GeminiProtocol or OllamaProtocol or OpenAIResponsesProtocol)
        .Where(row => (!row.BaseUrl.Contains('{') || row.Name == "azure-openai") && row.Name != "tgi")
        .Select(row => row.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    [Trait("Checklist", "N01")]
    public async Task It_says_who_it_is_and_answers_the_same_whole_and_streamed(string name)
    {
        var (model, handler) = SameAnswer.Ask(name);

        var whole = await model.GetResponseAsync(s_hi);
        var streamed = await model.GetStreamingResponseAsync(s_hi).ToChatResponseAsync();

        model.GetService<ChatClientMetadata>()!.ProviderName.ShouldBe(name);
        model.GetService<ChatClientMetadata>()!.DefaultModelId.ShouldBe("m");
        Describe(streamed).ShouldBe(Describe(whole));
        Describe(whole).ShouldBe("""Hello | Easy. | c1 add {"a":1} | tool_calls | 7 + 5""");
        handler.Requests.Count.ShouldBe(2);
    }

    [Theory]
    [MemberData(nameof(Names))]
    [Trait("Checklist", "N01")]
    public async Task It_makes_vectors_or_says_that_it_has_none_before_anything_is_sent(string name)
    {
        var (model, handler) = SameAnswer.Ask(name);

        var failure = await Should.ThrowAsync<LlmException>(() => model.Provider.Embeddings("m").GenerateAsync(["Hi"]));

        failure.Provider.ShouldBe(name);
        (failure.Kind == LlmErrorKind.Unsupported).ShouldBe(model.Provider.EmbeddingWire is null);
        handler.Requests.Count.ShouldBe(model.Provider.EmbeddingWire is null ? 0 : 1);
    }

    private static string Describe(ChatResponse response)
    {
        var call = response.Messages.SelectMany(message => message.Contents).OfType<FunctionCallContent>().ShouldHaveSingleItem();
        return $"{response.Text} | {response.ReasoningText} | {call.CallId} {call.Name} {call.ArgumentsJson} | {response.FinishReason} | {response.Usage!.InputTokenCount} + {response.Usage.OutputTokenCount}";
    }
}
