namespace Parlance;

/// <summary>
/// Every built-in provider: one row each, grouped in a few files. A row says who and where; how to talk is the
/// protocol's.
/// </summary>
public static partial class Providers
{
    /// <summary>Every built-in provider.</summary>
    public static IReadOnlyList<Provider> All => Catalog.Rows;

    internal static string[] AliasesOf(Provider provider) => [];

    // A class of its own, so that the rows of every file exist before the list of them does.
    private static class Catalog
    {
        public static readonly IReadOnlyList<Provider> Rows = [OpenAI, Anthropic, Ollama];
    }
}
