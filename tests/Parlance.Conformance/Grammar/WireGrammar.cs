using Parlance.Conformance.Recordings;
using Parlance.Testing.Grammar;

namespace Parlance.Conformance.Grammar;

/// <summary>A wire's name to the grammar of its responses.</summary>
public static class WireGrammar
{
    public static IReadOnlyList<string> Check(string wire, ReadOnlySpan<byte> body, bool isStreaming, GrammarProfile profile) => SpineWires.FamilyOf(wire) switch
    {
        "openai-chat" => OpenAIChatGrammar.Check(body, isStreaming, profile),
        "openai-responses" => OpenAIResponsesGrammar.Check(body, isStreaming, profile),
        "anthropic-messages" => AnthropicMessagesGrammar.Check(body, isStreaming, profile),
        "gemini-generate" => GeminiGrammar.Check(body, isStreaming, profile),
        "ollama-chat" => OllamaGrammar.Check(body, isStreaming, profile, isGenerate: wire == "ollama-generate"),
        _ => throw new ArgumentOutOfRangeException(nameof(wire), wire, "The wire has no grammar."),
    };
}
