namespace Parlance.Conformance.Field;

/// <summary>
/// In how many receivers of a case an expectation may be unmet or a rule broken while writers are being mended. A number is only
/// ever lowered; with no entry left every case must be right.
/// </summary>
internal static class FieldRatchet
{
    private static readonly Dictionary<string, int> s_most = new(StringComparer.Ordinal)
    {
        ["107-number-precision"] = 4,
        ["130-five-cache-marks"] = 1,
        ["134-web-search-hosts"] = 2,
        ["141-hosted-only-tools"] = 1,
        ["35-empty-results"] = 1,
    };

    public static int Of(string id) => s_most.GetValueOrDefault(id);
}
