using System.Buffers;
using Microsoft.Extensions.AI;
using Parlance.Protocols;
using Parlance.Protocols.AnthropicMessages;
using Parlance.Protocols.Embeddings;
using Parlance.Protocols.Gemini;
using Parlance.Protocols.Ollama;
using Parlance.Protocols.OpenAIChat;
using Parlance.Protocols.OpenAIResponses;
using Parlance.Responses;
using Parlance.Testing;
using Parlance.Tests.Support;
using Parlance.Tests.Transport;

namespace Parlance.Tests.Calls;

/// <summary>What a model is before it is asked: a name, a few bytes, and nothing open.</summary>
public sealed class ModelTests
{
    private static readonly ChatMessage[] s_hi = [new(ChatRole.User, "Hi")];

    // The wires that clients speak to servers other than the maker's, so that answers are written in them too. Requests
    // are read in every wire.
    private static readonly Type[] s_served =
    [
        typeof(OpenAIChatProtocol),
        typeof(OpenAIResponsesProtocol),
        typeof(AnthropicMessagesProtocol),
        typeof(GeminiProtocol),
        typeof(OllamaProtocol),
        typeof(OllamaGenerateProtocol),
    ];

    [Fact]
    public void A_model_is_shown_by_its_provider_and_its_name()
    {
        var model = Parlance.Providers.Anthropic.Chat("claude-sonnet-4-5");

        model.DisplayName.ShouldBe("Anthropic (claude-sonnet-4-5)");
        model.WithModel("claude-haiku-4-5").DisplayName.ShouldBe("Anthropic (claude-haiku-4-5)");
        model.DisplayName.ShouldBe("Anthropic (claude-sonnet-4-5)");
    }

    [Fact]
    public void Making_a_model_allocates_one_small_object()
    {
        const int Count = 1000;
        var provider = Parlance.Providers.OpenAI.WithApiKey("k");
        var models = new ChatModel[Count];
        models[0] = provider.Chat("warm-up");

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var index = 0; index < Count; index++)
        {
            models[index] = provider.Chat("gpt-5");
        }

        ((GC.GetAllocatedBytesForCurrentThread() - before) / (double)Count).ShouldBeLessThanOrEqualTo(64);
        models.Distinct().Count().ShouldBe(Count);
    }

    [Fact]
    public async Task Another_host_is_another_name_and_the_program_stays_the_same()
    {
        var registry = new ProviderRegistry([]);
        var handlers = new Dictionary<string, ReplayHandler>();
        foreach (var row in (Provider[])[Parlance.Providers.OpenAI, Parlance.Providers.Anthropic, Parlance.Providers.Ollama])
        {
            handlers[row.Name] = new ReplayHandler(new ReplayResponse(SameAnswer.Whole(row)));
            registry.Register((row with { Name = $"my-{row.Name}" }).In().WithApiKey("k").WithHandler(handlers[row.Name]));
        }

        foreach (var configured in (string[])["my-openai/gpt-5", "my-anthropic/claude-haiku-4-5", "my-ollama/qwen3:8b"])
        {
            (await registry.Chat(configured).GetResponseAsync("Hi")).Text.ShouldBe("Hello");
        }

        handlers["openai"].Requests.ShouldHaveSingleItem().Text.ShouldContain("\"gpt-5\"");
        handlers["anthropic"].Requests.ShouldHaveSingleItem().Text.ShouldContain("\"claude-haiku-4-5\"");
        handlers["ollama"].Requests.ShouldHaveSingleItem().Text.ShouldContain("\"qwen3:8b\"");
    }

    [Fact]
    public async Task A_wire_of_ones_own_says_four_things_and_has_the_rest()
    {
        typeof(Protocol).GetMembers().OfType<System.Reflection.MethodInfo>().Where(method => method.IsAbstract).Select(method => method.Name)
            .ShouldBe(["get_Wire", nameof(Protocol.GetPath), nameof(Protocol.WriteRequest), nameof(Protocol.CreateDecoder)], ignoreOrder: true);
        var handler = new ReplayHandler(new ReplayResponse("""{"text":"Hello"}""" + "\n" + """{"done":true}""" + "\n"));
        var provider = Provider.OpenAICompatible("mine", "https://mine.test").WithProtocol(new SmallestProtocol()).WithApiKey("secret").WithHandler(handler);
        var model = provider.Chat("m");

        (await model.GetResponseAsync(s_hi)).Text.ShouldBe("Hello");
        (await model.StreamAsync(s_hi).ToListAsync()).OfType<TextDelta>().ShouldHaveSingleItem().Text.ShouldBe("Hello");

        handler.Requests.ShouldAllBe(request => request.Url == new Uri("https://mine.test/lines") && request.Headers["Authorization"] == "Bearer secret");
        (await Should.ThrowAsync<LlmException>(() => provider.ListModelsAsync())).Kind.ShouldBe(LlmErrorKind.Unsupported);
        Should.Throw<LlmException>(() => provider.Protocol.ReadRequest("{}"u8.ToArray())).Kind.ShouldBe(LlmErrorKind.Unsupported);
        new SmallestProtocol().ReadError(new ErrorResponse { StatusCode = 429, Body = ReadOnlyMemory<byte>.Empty }).Kind.ShouldBe(LlmErrorKind.RateLimited);
    }

    [Fact]
    public void Every_wire_of_the_library_is_spoken_by_some_provider_and_every_provider_that_chats_speaks_one()
    {
        var protocols = typeof(Protocol).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(Protocol)) && !type.IsAbstract && type != typeof(EmbeddingsOnlyProtocol)).ToList();

        protocols.ShouldAllBe(type => type.IsSealed);
        WireNames.All.Select(wire => WireNames.Get(wire).Protocol.GetType()).Distinct().ShouldBe(protocols, ignoreOrder: true);
        Parlance.Providers.All.Where(provider => provider.Features.HasFlag(ProviderFeatures.Chat)).Select(provider => provider.Protocol.GetType()).ShouldBeSubsetOf(protocols);
        protocols.ShouldAllBe(type => Overrides(type, nameof(Protocol.ReadRequest)));
        protocols.Where(type => Overrides(type, nameof(Protocol.CreateEncoder))).ShouldBe(s_served, ignoreOrder: true);
    }

    private static bool Overrides(Type protocol, string method) => protocol.GetMethods().First(own => own.IsVirtual && own.Name == method).DeclaringType != typeof(Protocol);

    private sealed class SmallestProtocol : Protocol
    {
        private readonly LineProtocol _lines = new();

        public override string Wire => "smallest";

        public override string GetPath(ChatCall call) => _lines.GetPath(call);

        public override void WriteRequest(ChatCall call, IBufferWriter<byte> body) => _lines.WriteRequest(call, body);

        public override ResponseDecoder CreateDecoder(IResponseSink sink, ChatCall? call = null) => _lines.CreateDecoder(sink, call);
    }
}
