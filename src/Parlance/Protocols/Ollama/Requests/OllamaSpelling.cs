namespace Parlance.Protocols.Ollama;

/// <summary>The spellings of requests that differ from what the writer makes of the same call.</summary>
internal static class OllamaSpelling
{
    /// <summary>The request does not say whether to stream: this wire then does.</summary>
    public const string NoStream = "no-stream";

    /// <summary>A request to generate without a prompt, which only loads the model.</summary>
    public const string NoPrompt = "no-prompt";

    /// <summary>A result that does not name its tool.</summary>
    public const string NoName = "no-name";

    /// <summary>A call that says <c>"type": "function"</c>.</summary>
    public const string HasType = "has-type";

    /// <summary>A call that states its position.</summary>
    public const string HasIndex = "has-index";
}
