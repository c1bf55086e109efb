namespace Parlance.Protocols.HuggingFace;

/// <summary>How a server deviates from text generation as Hugging Face documents it: data, merged host → model family → user.</summary>
public sealed record HuggingFaceDialect
{
    /// <summary>The defaults.</summary>
    public static HuggingFaceDialect Default { get; } = new();

    /// <summary>The path below the base URL; <c>{model}</c> is replaced by the model's id, whose slash is one of the path.</summary>
    public string Path { get; init; } = "/models/{model}";
}
