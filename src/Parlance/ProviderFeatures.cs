namespace Parlance;

/// <summary>
/// What a provider offers. Models differ: a feature says that some model of the provider has it. A row states
/// <see cref="Tools"/>, <see cref="Vision"/>, <see cref="Reasoning"/> and <see cref="JsonSchema"/>; the others follow
/// from what the provider speaks.
/// </summary>
[Flags]
public enum ProviderFeatures
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>Chat, unary and streamed.</summary>
    Chat = 1,

    /// <summary>Tool calls.</summary>
    Tools = 2,

    /// <summary>Images in the input.</summary>
    Vision = 4,

    /// <summary>Readable reasoning, or a control over it.</summary>
    Reasoning = 8,

    /// <summary>Output that follows a JSON schema.</summary>
    JsonSchema = 16,

    /// <summary>Embeddings.</summary>
    Embeddings = 32,

    /// <summary>A list of its models.</summary>
    ModelList = 64,

    /// <summary>A count of a request's tokens, without an answer to it.</summary>
    TokenCount = 128,
}
