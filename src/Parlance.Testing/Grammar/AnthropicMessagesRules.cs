using System.Text.Json;

namespace Parlance.Testing.Grammar;

/// <summary>The rules of Anthropic's Messages that hold for one object at a time.</summary>
internal static class AnthropicMessagesRules
{
    private static readonly string[] s_stopReasons =
        ["end_turn", "max_tokens", "stop_sequence", "tool_use", "pause_turn", "refusal", "model_context_window_exceeded", "compaction"];

    /// <summary>A message: whole, or as a stream begins it.</summary>
    public static void CheckMessage(JsonShape message, bool isComplete)
    {
        message.RequireText("id");
        message.RequireConstant("type", "message");
        message.RequireConstant("role", "assistant");
        message.RequireText("model");
        var content = message.RequireArray("content");
        foreach (var block in content.Items())
        {
            CheckBlock(block, isComplete);
        }

        CheckStop(message, isComplete);
        CheckUsage(message.RequireObject("usage"), isComplete);
        if (!isComplete)
        {
            message.Report.Require(!content.Items().Any(), content.Path, "must be empty when a stream begins.");
            message.Report.Require(!message.Get("stop_reason").IsPresent, "message.stop_reason", "must be null when a stream begins.");
        }
    }

    /// <summary>Why the model stopped, and at which sequence.</summary>
    public static void CheckStop(JsonShape holder, bool isComplete)
    {
        var report = holder.Report;
        var reason = report.IsStrict ? holder.Require("stop_reason") : holder.Get("stop_reason");
        var sequence = report.IsStrict ? holder.Require("stop_sequence") : holder.Get("stop_sequence");
        report.Require(!sequence.IsPresent || sequence.Value.ValueKind == JsonValueKind.String, sequence.Path, "must be a String or null.");
        if (reason.IsPresent)
        {
            reason.Be(JsonValueKind.String);
            report.RequireStrict(s_stopReasons.Contains(reason.Text), reason.Path, $"is '{reason.Text}', which is no stop reason.");
            report.RequireStrict(reason.Text != "stop_sequence" || sequence.IsPresent, sequence.Path, "is null where the reason says one was met.");
        }
        else
        {
            report.RequireStrict(!isComplete, reason.Path, "is null and must say why the model stopped.");
        }
    }

    public static void CheckUsage(JsonShape usage, bool isComplete)
    {
        // Copies of the wire leave the input out when a stream begins, because they do not know it yet.
        if (isComplete || usage.Report.IsStrict)
        {
            usage.RequireCount("input_tokens");
            usage.RequireCount("output_tokens");
        }

        CheckCounts(usage);
    }

    /// <summary>The counts of a usage, each of which may be absent where it did not change.</summary>
    public static void CheckCounts(JsonShape usage)
    {
        foreach (var name in (string[])["input_tokens", "output_tokens", "cache_creation_input_tokens", "cache_read_input_tokens"])
        {
            usage.OptionalCount(name);
        }
    }

    /// <summary>A content block: whole, or as a stream begins it, when its growing member is there and empty.</summary>
    public static void CheckBlock(JsonShape block, bool isComplete)
    {
        block.Be(JsonValueKind.Object);
        var report = block.Report;
        switch (block.RequireText("type"))
        {
            case "text":
                Grows(block, "text", isComplete);
                block.Optional("citations", JsonValueKind.Array);
                break;
            case "thinking":
                Grows(block, "thinking", isComplete);
                // Copies of the wire do not sign their reasoning.
                if (report.IsStrict && (isComplete || block.Has("signature")))
                {
                    block.Require("signature").Be(JsonValueKind.String);
                }

                break;
            case "redacted_thinking":
                block.RequireText("data");
                break;
            case "tool_use" or "server_tool_use" or "mcp_tool_use":
                block.RequireText("id");
                block.RequireText("name");
                var input = block.Require("input");
                report.RequireStrict(input.IsObject, input.Path, "must be an Object.");
                report.RequireStrict(isComplete || !input.IsObject || !input.Value.EnumerateObject().Any(), input.Path, "must be empty when a block begins: clients put the deltas in its place.");
                break;
            case { } type when type.EndsWith("_tool_result", StringComparison.Ordinal):
                block.RequireText("tool_use_id");
                block.Require("content");
                break;
        }
    }

    private static void Grows(JsonShape block, string name, bool isComplete)
    {
        var member = block.Require(name).Be(JsonValueKind.String);
        member.Report.RequireStrict(isComplete || member.Text is null or "", member.Path, "must be empty when a block begins.");
    }
}
