namespace Parlance.Protocols.Gemini;

/// <summary>How a model is told to think.</summary>
public enum GeminiThinkingControl
{
    /// <summary><c>thinkingBudget</c>, in tokens; a level of effort is turned into one.</summary>
    Budget,

    /// <summary><c>thinkingLevel</c>; such models refuse a tool call of another issuer without a signature, or a stand-in for one.</summary>
    Level,
}

/// <summary>How a host or a family of models deviates from Google's Gemini API: data, merged host → model family → user.</summary>
public sealed record GeminiDialect
{
    /// <summary>The defaults.</summary>
    public static GeminiDialect Default { get; } = new();

    /// <summary>The path of a whole response; <c>{model}</c> stands for the model.</summary>
    public string GeneratePath { get; init; } = "/models/{model}:generateContent";

    /// <summary>The path of a streamed response; <c>{model}</c> stands for the model.</summary>
    public string StreamPath { get; init; } = "/models/{model}:streamGenerateContent?alt=sse";

    /// <summary>The path that counts the tokens of a request; <c>{model}</c> stands for the model.</summary>
    public string CountTokensPath { get; init; } = "/models/{model}:countTokens";

    /// <summary>Whether a whole request is counted, or the members alone that make its prompt.</summary>
    public bool CountsWholeRequest { get; init; } = true;

    /// <summary>
    /// The path that lists the models, with its query, null where the host has no such list. 1,000 is the largest page
    /// (https://ai.google.dev/api/models#method:-models.list).
    /// </summary>
    public string? ModelsPath { get; init; } = "/models?pageSize=1000";

    /// <summary>Whether calls and results are sent with their ids.</summary>
    public bool WritesCallIds { get; init; } = true;

    /// <summary>How a model is told to think.</summary>
    public GeminiThinkingControl Thinking { get; init; }

    /// <summary>Whether the host stores labels with a request.</summary>
    public bool HasLabels { get; init; }

    /// <summary>The dialect of Google Cloud, whose models belong to publishers.</summary>
    public static GeminiDialect Cloud { get; } = new()
    {
        GeneratePath = "/publishers/google/models/{model}:generateContent",
        StreamPath = "/publishers/google/models/{model}:streamGenerateContent?alt=sse",
        CountTokensPath = "/publishers/google/models/{model}:countTokens",
        CountsWholeRequest = false,
        ModelsPath = "/publishers/google/models",
        HasLabels = true,
    };
}
