using Microsoft.Extensions.AI;

namespace Parlance.Protocols.Gemini;

/// <summary>How a host or a family of models deviates from Google's Gemini API: data, merged host → model family → user.</summary>
public sealed record GeminiDialect
{
    /// <summary>
    /// Thinking by a budget, as models before Gemini 3 have it: 0 is off, -1 leaves it to the model. The budgets for levels
    /// are the equivalents that Google gives for OpenAI's efforts: https://ai.google.dev/gemini-api/docs/openai#thinking.
    /// </summary>
    public static ReasoningAbility ThinkingBudget { get; } = new()
    {
        HasBudget = true,
        OpenBudget = -1,
        EffortBudgets = new ReasoningBudgets(Low: 1024, Medium: 8192, High: 24_576),
        Outputs = [ReasoningOutput.None, ReasoningOutput.Summary],
    };

    /// <summary>Thinking by a level, as later models have it. They take a budget too, and cannot be kept from thinking. Source: https://ai.google.dev/gemini-api/docs/thinking.</summary>
    public static ReasoningAbility ThinkingLevel { get; } = ThinkingBudget with
    {
        HasEffort = true,
        Efforts = ["minimal", "low", "medium", "high"],
        MinimumBudget = 1,
    };

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

    /// <summary>How a model is told to think: by a budget, or by a level.</summary>
    public ReasoningAbility Reasoning { get; init; } = ThinkingBudget;

    /// <summary>False where a level of thinking is refused, even of a request that gave one on this wire.</summary>
    public bool TakesThinkingLevel { get; init; } = true;

    /// <summary>
    /// True where the model refuses a tool call of another issuer without a signature, or a stand-in for one.
    /// </summary>
    public bool NeedsCallSignatures { get; init; }

    /// <summary>False where the result of a function may hold text and JSON alone, and no images or files.</summary>
    public bool AcceptsToolResultParts { get; init; } = true;

    /// <summary>
    /// False where schemas go in the wire's older dialect of OpenAPI, which says less, and not as JSON Schema in
    /// <c>parametersJsonSchema</c> and <c>responseJsonSchema</c>.
    /// </summary>
    public bool HasJsonSchemas { get; init; } = true;

    /// <summary>
    /// False where JSON mode and a schema are refused beside functions, and hosted tools too, as by models before Gemini 3
    /// (ai.google.dev/gemini-api/docs/structured-output, /docs/function-calling).
    /// </summary>
    public bool CombinesWithTools { get; init; } = true;

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
