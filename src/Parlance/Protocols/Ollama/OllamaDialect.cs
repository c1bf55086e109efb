namespace Parlance.Protocols.Ollama;

/// <summary>How a server or a family of models deviates from Ollama's own API: data, merged host → model family → user.</summary>
public sealed record OllamaDialect
{
    /// <summary>The defaults.</summary>
    public static OllamaDialect Default { get; } = new();

    /// <summary>How a model can be told to think: on, off, or at a level. Source: https://github.com/ollama/ollama/blob/main/docs/capabilities/thinking.mdx.</summary>
    public ReasoningAbility Reasoning { get; init; } = ReasoningAbility.SwitchOnly with { HasEffort = true, Efforts = ["low", "medium", "high", "max"] };
}
