namespace Parlance.Protocols.CohereV2;

/// <summary>How a host or a family of models deviates from Cohere's chat: data, merged host → model family → user.</summary>
public sealed record CohereV2Dialect
{
    /// <summary>The defaults.</summary>
    public static CohereV2Dialect Default { get; } = new();

    /// <summary>True where the model sees images. Source: https://docs.cohere.com/docs/models.</summary>
    public bool AcceptsImages { get; init; } = true;

    /// <summary>How a model can be told to reason. Source: https://docs.cohere.com/docs/reasoning.</summary>
    public ReasoningAbility Reasoning { get; init; } = ReasoningAbility.SwitchAndBudget;
}
