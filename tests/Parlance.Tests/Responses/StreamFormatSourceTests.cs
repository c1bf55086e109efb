using System.Text;
using System.Text.Json;
using Microsoft.Extensions.AI;
using Parlance.Responses;
using Parlance.Testing;
using Parlance.Testing.Grammar;

namespace Parlance.Tests.Responses;

/// <summary>The formats that an answer is handed on in, from models behind every wire; the simulator is behind all of them.</summary>
public sealed class StreamFormatSourceTests
{
    private static readonly JsonElement s_city = JsonElement.Parse("""{"type":"object","properties":{"city":{"type":"string"}},"required":["city"]}""");

    public static TheoryData<string> Sources => ["openai", "responses", "anthropic", "gemini", "ollama"];

    [Theory]
    [MemberData(nameof(Sources))]
    public async Task Chunks_of_chat_completions_keep_their_grammar(string source)
    {
        OpenAIChatGrammar.Check(await BytesAsync(source, StreamFormat.OpenAIChunks, "Say hello in five words"), isStreaming: true).ShouldBeEmpty();
        OpenAIChatGrammar.Check(await BytesAsync(source, StreamFormat.OpenAIChunks, "How is the weather in Bern?"), isStreaming: true).ShouldBeEmpty();
    }

    [Theory]
    [MemberData(nameof(Sources))]
    public async Task Ollamas_lines_keep_their_grammar_and_end_with_the_counters(string source)
    {
        var bytes = await BytesAsync(source, StreamFormat.Ollama, "Say hello in five words");

        OllamaGrammar.Check(bytes, isStreaming: true).ShouldBeEmpty();
        OllamaGrammar.Check(await BytesAsync(source, StreamFormat.Ollama, "How is the weather in Bern?"), isStreaming: true).ShouldBeEmpty();
        var last = Lines(bytes).Last();
        last.GetProperty("done").GetBoolean().ShouldBeTrue();
        last.GetProperty("done_reason").GetString().ShouldBe("stop");
        last.GetProperty("eval_count").GetInt32().ShouldBe(7);
        last.GetProperty("prompt_eval_count").GetInt32().ShouldBePositive();
    }

    [Theory]
    [MemberData(nameof(Sources))]
    public async Task Embedded_the_contents_are_ollamas_lines(string source)
    {
        var chunks = Encoding.UTF8.GetString(await BytesAsync(source, StreamFormat.OllamaEmbedded, "Say hello in five words")).Split("\n\n", StringSplitOptions.RemoveEmptyEntries)[..^1]
            .Select(chunk => JsonElement.Parse(chunk["data: ".Length..]).GetProperty("choices"))
            .Where(choices => choices.GetArrayLength() > 0)
            .Select(choices => choices[0].GetProperty("delta"));
        var lines = chunks.Select(delta => delta.TryGetProperty("content", out var content) ? content.GetString() : null).Where(content => !string.IsNullOrEmpty(content));

        OllamaGrammar.Check(Encoding.UTF8.GetBytes(string.Concat(lines.Select(line => $"{line}\n"))), isStreaming: true).ShouldBeEmpty();
    }

    [Theory]
    [MemberData(nameof(Sources))]
    public async Task Plain_objects_are_the_same_whatever_is_around_them(string source)
    {
        var lines = Encoding.UTF8.GetString(await BytesAsync(source, StreamFormat.NdJson, "Say hello in five words"));

        lines.ShouldStartWith("{\"content\":\"Hello\"}\n{\"content\":\" there\"}\n");
        string.Concat(Lines(lines).Select(line => line.TryGetProperty("content", out var content) ? content.GetString() : "")).ShouldBe("Hello there, how are you?");
        Encoding.UTF8.GetString(await BytesAsync(source, StreamFormat.Json, "Say hello in five words")).ShouldBe(lines.ReplaceLineEndings(""));
        Encoding.UTF8.GetString(await BytesAsync(source, StreamFormat.Sse, "Say hello in five words")).ShouldBe(string.Concat(lines.TrimEnd().Split('\n').Select(line => $"data: {line}\n\n")));
    }

    [Theory]
    [MemberData(nameof(Sources))]
    public async Task Plain_objects_name_a_call_and_what_was_thought(string source)
    {
        var call = Lines(await BytesAsync(source, StreamFormat.NdJson, "How is the weather in Bern?"));

        var named = call.Single(line => line.TryGetProperty("tool_call", out _)).GetProperty("tool_call");
        named.GetProperty("name").GetString().ShouldBe("get_weather");
        named.GetProperty("arguments").GetString().ShouldBe("""{"city":"Bern"}""");
        named.GetProperty("id").GetString().ShouldNotBeNullOrEmpty();
        call[^1].GetProperty("finish_reason").GetString().ShouldBe("tool_calls");

        var thought = Lines(await BytesAsync(source, StreamFormat.NdJson, "Why?", model: "thinker"));
        string.Concat(thought.Where(line => line.TryGetProperty("reasoning", out _)).Select(line => line.GetProperty("reasoning").GetString())).ShouldStartWith("The user wrote");
        string.Concat(thought.Where(line => line.TryGetProperty("content", out _)).Select(line => line.GetProperty("content").GetString())).ShouldBe("You said: Why?");
    }

    private static List<JsonElement> Lines(byte[] bytes) => Lines(Encoding.UTF8.GetString(bytes));

    private static List<JsonElement> Lines(string text) => [.. text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonElement.Parse(line))];

    private static async Task<byte[]> BytesAsync(string source, StreamFormat format, string prompt, string model = "parlance-1")
    {
        var provider = source switch
        {
            "openai" => Parlance.Providers.OpenAI.WithApiKey("key"),
            "responses" => Parlance.Providers.OpenAIResponses.WithApiKey("key"),
            "anthropic" => Parlance.Providers.Anthropic.WithApiKey("key"),
            "gemini" => Parlance.Providers.Gemini.WithApiKey("key"),
            _ => Parlance.Providers.Ollama.WithBaseUrl("http://localhost:11434"),
        };
        var options = new ChatOptions { Tools = [AIFunctionFactory.CreateDeclaration("get_weather", "The weather.", s_city)] };
        using var bytes = new MemoryStream();
        await foreach (var element in provider.WithHandler(new Simulator().CreateHandler()).Chat(model).EncodeAsync(format, [new(ChatRole.User, prompt)], options, cancellationToken: TestContext.Current.CancellationToken))
        {
            bytes.Write(element.Span);
        }

        return bytes.ToArray();
    }
}
