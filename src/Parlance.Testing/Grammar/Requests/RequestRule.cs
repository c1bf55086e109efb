namespace Parlance.Testing.Grammar;

/// <summary>Something that a receiver demands of a request.</summary>
/// <param name="Name">A short name, such as <c>orphan-result</c>; the same demand bears the same name on every wire.</param>
/// <param name="Statement">The demand, as a sentence.</param>
/// <param name="Source">Where it is written: the vendor's page, or the report of somebody who was refused.</param>
public sealed record RequestRule(string Name, string Statement, string Source)
{
    /// <inheritdoc/>
    public override string ToString() => Name;
}
