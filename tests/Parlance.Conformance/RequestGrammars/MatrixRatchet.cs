namespace Parlance.Conformance.RequestGrammars;

/// <summary>
/// How often the slice may break a rule while writers are being mended. A number is only ever lowered; with no entry left
/// the slice must break none.
/// </summary>
internal static class MatrixRatchet
{
    private static readonly Dictionary<string, int> s_most = new(StringComparer.Ordinal)
    {
        ["alternation"] = 6,
        ["call-id"] = 8,
        ["chosen-tool-missing"] = 1,
        ["effort"] = 17,
        ["effort-with-tools"] = 3,
        ["empty-message"] = 7,
        ["empty-tools"] = 11,
        ["first-turn"] = 1,
        ["forced-tool-with-thinking"] = 1,
        ["format-with-tools"] = 3,
        ["json-word"] = 3,
        ["orphan-result"] = 2,
        ["out-of-range"] = 11,
        ["output-limit"] = 13,
        ["output-schema"] = 7,
        ["part-type"] = 1,
        ["prefill"] = 2,
        ["reasoning-missing"] = 8,
        ["role"] = 2,
        ["sampling"] = 25,
        ["sampling-pair"] = 1,
        ["signature-missing"] = 3,
        ["strict-schema"] = 3,
        ["thinking"] = 13,
        ["thinking-budget"] = 2,
        ["tool-choice-without-tools"] = 4,
        ["tools-missing"] = 2,
        ["unanswered-call"] = 1,
        ["unknown-member"] = 9,
        ["user-length"] = 3,
        ["web-search-model"] = 3,
    };

    public static int Of(string rule) => s_most.GetValueOrDefault(rule);
}
