using Microsoft.Extensions.AI;

namespace Parlance.Protocols.Embeddings;

/// <summary>One request for embeddings on its way to a wire: at most one batch of texts.</summary>
public sealed class EmbeddingCall
{
    private readonly CallWarnings _warnings = new();

    /// <summary>The model's id, verbatim.</summary>
    public required string Model { get; init; }

    /// <summary>The texts, in the order in which the vectors are wanted.</summary>
    public required IReadOnlyList<string> Inputs { get; init; }

    /// <summary>The settings. Never null.</summary>
    public EmbeddingGenerationOptions Options { get; init; } = new();

    /// <summary>What to do with a setting that the wire cannot express.</summary>
    public UnsupportedPolicy UnsupportedPolicy { get; init; }

    /// <summary>What could not be honoured, in the order in which the writer met it.</summary>
    public IReadOnlyList<ChatWarning> Warnings => _warnings;

    /// <summary>Reports a setting that is not sent as it was given.</summary>
    /// <param name="kind">What happened to it.</param>
    /// <param name="field">Which setting, such as <c>Dimensions</c>.</param>
    /// <param name="message">What is missing and why.</param>
    /// <exception cref="LlmException">The policy is to throw.</exception>
    public void Warn(ChatWarningKind kind, FieldPath field, string message) => _warnings.Add(UnsupportedPolicy, kind, field, message);
}
