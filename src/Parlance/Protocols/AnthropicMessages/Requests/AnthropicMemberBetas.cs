using System.Text.Json;
using Parlance.Json;

namespace Parlance.Protocols.AnthropicMessages;

/// <summary>The beta features that members of the body stand for, none of which Parlance has a setting of its own for.</summary>
/// <remarks>
/// Source: the pages below https://platform.claude.com/docs/en/build-with-claude, and
/// packages/anthropic/src/anthropic-language-model.ts of https://github.com/vercel/ai.
/// </remarks>
internal static class AnthropicMemberBetas
{
    public const string ContextManagement = "context-management-2025-06-27";
    public const string Compaction = "compact-2026-01-12";

    public static IEnumerable<string> Find(AnthropicAddedMembers body)
    {
        foreach (var beta in FindEdits(body.Find("context_management"u8)))
        {
            yield return beta;
        }

        if (body.Has("compaction"u8))
        {
            yield return "compact-2026-09-04";
        }

        if (body.Has("container"u8, "skills"u8))
        {
            yield return "skills-2025-10-02";
        }

        if (body.Has("output_config"u8, "task_budget"u8))
        {
            yield return "task-budgets-2026-03-13";
        }

        if (body.Find("speed"u8).AsText() == "fast")
        {
            yield return "fast-mode-2026-02-01";
        }

        if (body.Find("thinking"u8, "display"u8).AsText() == "updates")
        {
            yield return "thinking-display-updates-2026-08-18";
        }

        if (body.Has("thinking"u8, "block_binding"u8))
        {
            yield return "thinking-binding-controls-2026-08-01";
        }

        if (body.Has("user_profile_id"u8))
        {
            yield return "user-profiles-2026-03-24";
        }

        if (body.Has("fallbacks"u8))
        {
            // The host's own choice of models came a month after the caller's.
            yield return body.Find("fallbacks"u8).AsText() == "default" ? "server-side-fallback-2026-07-01" : "server-side-fallback-2026-06-01";
        }
    }

    /// <summary>Compaction is an edit like the others and a beta of its own.</summary>
    private static IEnumerable<string> FindEdits(JsonElement management)
    {
        if (management.ValueKind == JsonValueKind.Undefined)
        {
            yield break;
        }

        var edits = management.Member("edits"u8);
        var types = edits.ValueKind == JsonValueKind.Array ? edits.EnumerateArray().Select(edit => edit.Member("type"u8).AsText()).ToList() : [];
        if (types.Count == 0 || types.Exists(type => type != "compact_20260112"))
        {
            yield return ContextManagement;
        }

        if (types.Contains("compact_20260112"))
        {
            yield return Compaction;
        }
    }
}
