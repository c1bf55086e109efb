namespace Parlance;

/// <summary>The form in which an answer's bytes are handed on, whichever provider it comes from.</summary>
public enum StreamFormat
{
    /// <summary>Chunks of OpenAI's chat completions as server-sent events.</summary>
    OpenAIChunks,

    /// <summary>Ollama's chat: one JSON object a line, the last one with <c>"done":true</c> and the counters.</summary>
    Ollama,

    /// <summary>Ollama's objects as the text of OpenAI's chunks: <c>delta.content</c> of each holds one of them.</summary>
    OllamaEmbedded,

    /// <summary><c>{"content":"hello"}</c>: one object an element, nothing between them.</summary>
    Json,

    /// <summary><c>data: {"content":"hello"}</c> and an empty line.</summary>
    Sse,

    /// <summary><c>{"content":"hello"}</c> and a line break.</summary>
    NdJson,
}
