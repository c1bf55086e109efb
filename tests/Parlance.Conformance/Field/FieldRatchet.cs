namespace Parlance.Conformance.Field;

/// <summary>
/// In how many receivers of a case an expectation may be unmet or a rule broken while writers are being mended. A number is only
/// ever lowered; with no entry left every case must be right.
/// </summary>
internal static class FieldRatchet
{
    private static readonly Dictionary<string, int> s_most = new(StringComparer.Ordinal)
    {
        ["01-temp-topp"] = 6,
        ["04-thinking-forced-tool"] = 1,
        ["107-number-precision"] = 4,
        ["110-claude-code-style"] = 2,
        ["111-codex-style"] = 6,
        ["113-cline-style"] = 5,
        ["126-anthropic-system-role-late"] = 1,
        ["127-effort-anthropic-in"] = 3,
        ["129-pdf-url"] = 2,
        ["130-five-cache-marks"] = 2,
        ["132-bedrock-sampling-thinking"] = 1,
        ["133-n-and-logprobs-hosts"] = 2,
        ["134-web-search-hosts"] = 2,
        ["141-hosted-only-tools"] = 1,
        ["142-responses-stored"] = 3,
        ["35-empty-results"] = 1,
        ["37-system-middle"] = 2,
        ["50-claude-thinking-history"] = 2,
        ["52-deepseek-no-reasoning"] = 2,
        ["54-responses-encrypted"] = 3,
        ["60-effort-none"] = 4,
        ["61-effort-medium"] = 12,
        ["63-reasoning-model-sampling"] = 3,
        ["64-verbosity"] = 1,
        ["65-stop-limits"] = 4,
        ["66-anthropic-stop-ws"] = 2,
        ["70-misc-labels"] = 3,
        ["90-image-url"] = 3,
        ["92b-image-heic"] = 1,
    };

    public static int Of(string id) => s_most.GetValueOrDefault(id);
}
