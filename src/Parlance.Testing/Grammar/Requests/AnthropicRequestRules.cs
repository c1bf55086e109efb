using System.Text.Json;

namespace Parlance.Testing.Grammar;

/// <summary>The rules of a request of Anthropic's Messages: https://docs.claude.com/en/api/messages.</summary>
internal static class AnthropicRequestRules
{
    private static readonly HashSet<string> s_known = new(StringComparer.Ordinal)
    {
        "model", "messages", "max_tokens", "cache_control", "compaction", "container", "context_management", "fallbacks", "inference_geo", "mcp_servers", "metadata", "output_config", "output_format",
        "service_tier", "speed", "stop_sequences", "stream", "system", "temperature", "thinking", "tool_choice", "tools", "top_k", "top_p", "user_profile_id", "anthropic_version", "anthropic_beta",
    };

    public static void Check(RequestReport report, RequestNode request)
    {
        var claude = ClaudeModel.Parse(report.Receiver.Model);
        report.RequireKnown(request, s_known);
        report.Require(!RequestTextRules.IsBlank(request.Get("model").Text) || request.Has("anthropic_version"), RequestRules.MissingMember, request.Get("model"), "names no model.");
        report.Require(request.Has("max_tokens"), RequestRules.MissingMember, request.Get("max_tokens"), "is missing.");
        CheckTypes(report, request);
        var turns = AnthropicTurnRules.Check(report, request, claude);
        AnthropicToolRules.Check(report, request, claude);
        if (claude is not null)
        {
            AnthropicThinkingRules.Check(report, request, claude, turns);
            CheckOutput(report, request, claude);
        }

        CheckCacheMarks(report, request);
    }

    private static void CheckTypes(RequestReport report, RequestNode request)
    {
        report.RequireRange(request.Get("max_tokens"), 1, int.MaxValue);
        report.RequireRange(request.Get("temperature"), 0, 1);
        // -1 stands for none (recorded).
        report.RequireRange(request.Get("top_p"), request.Get("top_p").Number is -1 ? -1 : 0, 1);
        report.RequireRange(request.Get("top_k"), -1, int.MaxValue);
        report.RequireKind(request.Get("stream"), JsonValueKind.True, JsonValueKind.False);
        report.RequireKind(request.Get("system"), JsonValueKind.String, JsonValueKind.Array);
        report.RequireKind(request.Get("stop_sequences"), JsonValueKind.Array);
        report.RequireKind(request.Get("tools"), JsonValueKind.Array);
        report.RequireKind(request.Get("tool_choice"), JsonValueKind.Object);
        report.RequireKind(request.Get("metadata"), JsonValueKind.Object);
        report.RequireKnown(request.Get("metadata"), s_metadata);
        report.RequireWord(RequestRules.ServiceTier, request.Get("service_tier"), "auto", "standard_only");
        foreach (var stop in request.Get("stop_sequences").Items())
        {
            report.Require(!RequestTextRules.IsBlank(stop.Text), RequestRules.StopSequences, stop, "is blank: 'each stop sequence must contain non-whitespace'.");
        }

        foreach (var block in request.Get("system").Items())
        {
            report.Require(block.Get("type").Text == "text", RequestRules.PartType, block.Get("type"), "is no text.");
            report.Require(!RequestTextRules.IsBlank(block.Get("text").Text), RequestRules.BlankText, block.Get("text"), "is blank.");
        }
    }

    private static readonly HashSet<string> s_metadata = new(StringComparer.Ordinal) { "user_id" };

    private static void CheckOutput(RequestReport report, RequestNode request, ClaudeModel claude)
    {
        foreach (var format in (RequestNode[])[request.Get("output_config").Get("format"), request.Get("output_format")])
        {
            if (!format.IsPresent)
            {
                continue;
            }

            report.Require(claude.HasOutputFormat, RequestRules.OutputSchema, format, "is given to a model without structured output.");
            report.Require(format.Get("type").Text == "json_schema", RequestRules.UnknownWord, format.Get("type"), "must be 'json_schema'.");
            RequestSchemaRules.CheckClaudeOutput(report, format.Get("schema"));
            RequestSchemaRules.CheckReferences(report, RequestRules.OutputSchema, format.Get("schema"), format.Get("schema"), isRecursionRefused: true);
        }
    }

    private static void CheckCacheMarks(RequestReport report, RequestNode request)
    {
        var marks = CountMarks(request.Get("tools")) + CountMarks(request.Get("system")) + request.Get("messages").Items().Sum(message => CountMarks(message.Get("content")));
        report.Require(marks + (request.Has("cache_control") ? 1 : 0) <= 4, RequestRules.CacheMarks, request, $"holds {marks} cache marks.");

        static int CountMarks(RequestNode blocks) => blocks.Items().Sum(block => (block.Has("cache_control") ? 1 : 0) + CountMarks(block.Get("content")));
    }
}
