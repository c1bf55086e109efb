namespace Parlance.Conformance.RequestGrammars;

/// <summary>
/// How often the slice may break a rule while writers are being mended. A number is only ever lowered; with no entry left
/// the slice must break none.
/// </summary>
internal static class MatrixRatchet
{
    private static readonly Dictionary<string, int> s_most = new(StringComparer.Ordinal)
    {
    };

    public static int Of(string rule) => s_most.GetValueOrDefault(rule);
}
