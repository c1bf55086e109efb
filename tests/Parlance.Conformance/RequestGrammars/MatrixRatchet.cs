namespace Parlance.Conformance.RequestGrammars;

/// <summary>
/// How often the slice may break a rule while writers are being mended. A number is only ever lowered; with no entry left
/// the slice must break none.
/// </summary>
internal static class MatrixRatchet
{
    private static readonly Dictionary<string, int> s_most = new(StringComparer.Ordinal)
    {
        ["alternation"] = 3,
        ["call-id"] = 8,
        ["effort"] = 17,
        ["effort-with-tools"] = 3,
        ["empty-message"] = 6,
        ["empty-tools"] = 11,
        ["first-turn"] = 1,
        ["format-with-tools"] = 4,
        ["json-word"] = 1,
        ["media-form"] = 2,
        ["missing-member"] = 1,
        ["mixed-tools"] = 2,
        ["orphan-result"] = 2,
        ["out-of-range"] = 12,
        ["output-limit"] = 11,
        ["output-schema"] = 10,
        ["parallel-without-tools"] = 1,
        ["part-type"] = 1,
        ["prefill"] = 2,
        ["reasoning-missing"] = 9,
        ["role"] = 3,
        ["sampling"] = 26,
        ["sampling-pair"] = 3,
        ["service-tier"] = 1,
        ["signature-missing"] = 2,
        ["strict-schema"] = 2,
        ["thinking"] = 9,
        ["tool-choice-without-tools"] = 5,
        ["tools-missing"] = 1,
        ["unanswered-call"] = 2,
        ["unknown-member"] = 7,
        ["user-length"] = 5,
        ["web-search-model"] = 3,
    };

    public static int Of(string rule) => s_most.GetValueOrDefault(rule);
}
