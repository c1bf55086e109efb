using Parlance.Testing.Grammar;

namespace Parlance.Conformance.RequestGrammars;

/// <summary>What became of one recorded request for one target.</summary>
/// <param name="Source">The recorded request's wire and id.</param>
/// <param name="Target">For whom it was written.</param>
internal sealed record MatrixOutcome(string Source, MatrixTarget Target)
{
    /// <summary>Why it was refused before it was sent, null where it was written.</summary>
    public string? Refusal { get; init; }

    /// <summary>True where something other than a refusal ended the writing: a fault of ours.</summary>
    public bool IsCrash { get; init; }

    public IReadOnlyList<RequestViolation> Violations { get; init; } = [];

    /// <summary>Where the body differs from itself read and written again, null where it is the same.</summary>
    public string? Unsteady { get; init; }

    /// <summary>What is said otherwise and no warning names, null where there is nothing.</summary>
    public string? Difference { get; init; }
}
