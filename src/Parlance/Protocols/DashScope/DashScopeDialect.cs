namespace Parlance.Protocols.DashScope;

/// <summary>How a family of models deviates from DashScope's own generation: data, merged host → model family → user.</summary>
public sealed record DashScopeDialect
{
    /// <summary>The defaults.</summary>
    public static DashScopeDialect Default { get; } = new();

    /// <summary>How a model can be told to think. Source: https://help.aliyun.com/zh/model-studio/deep-thinking.</summary>
    public ReasoningAbility Reasoning { get; init; } = ReasoningAbility.SwitchAndBudget with { HasIndependentControls = true, ForbidsForcedTools = true };
}
