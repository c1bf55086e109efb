namespace Parlance.Protocols.Hunyuan;

/// <summary>How a family of models deviates from Hunyuan's own chat: data, merged host → model family → user.</summary>
public sealed record HunyuanDialect
{
    /// <summary>The defaults.</summary>
    public static HunyuanDialect Default { get; } = new();

    /// <summary>How a model can be told to think. Source: https://cloud.tencent.com/document/api/1729/105701.</summary>
    public ReasoningAbility Reasoning { get; init; } = ReasoningAbility.SwitchOnly;
}
