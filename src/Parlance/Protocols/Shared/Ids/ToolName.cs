namespace Parlance.Protocols;

/// <summary>A tool by the name that the caller knows it by.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Namespace">The namespace that it belongs to, null for none.</param>
internal readonly record struct ToolName(string Name, string? Namespace = null)
{
    private const string Separator = "__";

    /// <summary>The name where there are no namespaces. Those of clients often end with the separator already.</summary>
    public string Flat =>
        Namespace is null ? Name
        : Namespace.EndsWith(Separator, StringComparison.Ordinal) ? Namespace + Name
        : Namespace + Separator + Name;
}
