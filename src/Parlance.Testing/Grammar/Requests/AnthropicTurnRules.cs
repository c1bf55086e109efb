using System.Text.Json;

namespace Parlance.Testing.Grammar;

/// <summary>The rules of turns and blocks on the Messages wire.</summary>
internal static class AnthropicTurnRules
{
    public static List<RequestTurn> Check(RequestReport report, RequestNode request, ClaudeModel? claude)
    {
        var messages = request.Get("messages");
        report.Require(messages.Count > 0, RequestRules.NoMessages, messages, "holds no message.");
        var turns = new List<RequestTurn>();
        foreach (var message in messages.Items())
        {
            var role = message.Get("role").Text ?? "";
            report.Require(role is "user" or "assistant" || (role == "system" && claude?.HasSystemTurns != false), RequestRules.Role, message.Get("role"), $"is '{role}'.");

            // Turns of one role in a row are joined: docs.claude.com/en/api/messages.
            var turn = turns.Count > 0 && turns[^1].Role == role ? turns[^1] : new RequestTurn(role, message);
            if (turns.Count == 0 || turns[^1] != turn)
            {
                turns.Add(turn);
            }

            CheckContent(report, message, turn, isLast: message.Path == $"messages[{messages.Count - 1}]");
        }

        // Claude 3 Opus took a result of another call (recorded).
        if (claude is null or { Version: >= 3.5 })
        {
            RequestTurnRules.CheckResultsBehindCalls(report, [.. turns.Where(turn => turn.Role != "system")], areResultsTurns: false);
        }

        if (turns.Count > 0 && turns[^1].Role == "assistant")
        {
            CheckPrefill(report, turns[^1], claude);
        }

        return turns;
    }

    private static void CheckContent(RequestReport report, RequestNode message, RequestTurn turn, bool isLast)
    {
        var content = message.Get("content");
        report.RequireKind(content, JsonValueKind.String, JsonValueKind.Array);
        report.Require(content.IsArray || content.Text is not null, RequestRules.MissingMember, content, "is missing.");
        report.Require(content.Text is null || !RequestTextRules.IsBlank(content.Text) || (isLast && turn.Role == "assistant"), RequestRules.BlankText, content, "is blank: 'messages must have non-empty content'.");
        report.Require(!content.IsArray || content.Count > 0 || (isLast && turn.Role == "assistant"), RequestRules.EmptyMessage, content, "is empty.");
        turn.HasHostedTools |= content.Items().Any(block => block.Get("type").Text == "server_tool_use");
        foreach (var block in content.Items())
        {
            CheckBlock(report, block, turn);
        }
    }

    private static void CheckBlock(RequestReport report, RequestNode block, RequestTurn turn)
    {
        var type = block.Get("type").Text ?? "";
        switch (type)
        {
            case "text":
                // Between the results of a hosted tool the model itself writes blank texts (recorded).
                report.Require(!RequestTextRules.IsBlank(block.Get("text").Text) || turn.HasHostedTools, RequestRules.BlankText, block.Get("text"), "is blank: 'text content blocks must contain non-whitespace text'.");
                break;
            case "tool_use":
                report.Require(turn.Role == "assistant", RequestRules.PartType, block.Get("type"), $"is '{type}' in a turn of the {turn.Role}.");
                turn.Calls.Add(new(block.Get("id").Text, block.Get("name").Text, block));
                CheckId(report, block.Get("id"));
                RequestToolRules.CheckName(report, block.Get("name"), RequestToolRules.Long);
                report.Require(block.Get("input").IsObject, RequestRules.Arguments, block.Get("input"), $"is {block.Get("input").Kind} and must be an object.");
                CheckCaller(report, block.Get("caller"));
                return;
            case "tool_result":
                report.Require(turn.Role == "user", RequestRules.PartType, block.Get("type"), $"is '{type}' in a turn of the {turn.Role}.");
                report.Require(!turn.HasOtherContent, RequestRules.ResultsFirst, block, "stands behind other content of its turn.");
                turn.Results.Add(new(block.Get("tool_use_id").Text, null, block));
                CheckId(report, block.Get("tool_use_id"));
                CheckResult(report, block);
                return;
            case "thinking":
                report.Require(turn.Role == "assistant", RequestRules.PartType, block.Get("type"), $"is '{type}' in a turn of the {turn.Role}.");
                report.Require(block.Get("signature").Text is { Length: > 0 }, RequestRules.SignatureMissing, block.Get("signature"), "is missing.");
                RequestTextRules.CheckSignature(report, block.Get("signature"));
                break;
            case "redacted_thinking":
                RequestTextRules.CheckSignature(report, block.Get("data"));
                break;
            case "image" or "document":
                CheckMedia(report, block, type);
                break;
            default:
                report.Require(type.Length > 0, RequestRules.PartType, block.Get("type"), "is missing.");
                break;
        }

        turn.HasOtherContent = true;
    }

    /// <summary>REQUESTS F5: the caller is direct or a run of code, nothing of another wire.</summary>
    private static void CheckCaller(RequestReport report, RequestNode caller)
    {
        if (caller.IsPresent)
        {
            var type = caller.Get("type").Text ?? "";
            report.Require(type == "direct" || type.StartsWith("code_execution", StringComparison.Ordinal), RequestRules.UnknownWord, caller.Get("type"), $"is '{type}'.");
        }
    }

    private static void CheckId(RequestReport report, RequestNode id) =>
        report.Require(id.Text is { } text && RequestTextRules.PlainIdOfAnyLength.IsMatch(text), RequestRules.CallId, id, $"is '{id.Text}' and must match {RequestTextRules.PlainIdOfAnyLength}.");

    private static void CheckResult(RequestReport report, RequestNode result)
    {
        foreach (var part in result.Get("content").Items())
        {
            var type = part.Get("type").Text;
            report.Require(type is "text" or "image" or "document" or "search_result" or "tool_reference", RequestRules.PartType, part.Get("type"), $"is '{type}' in a tool's result.");
            report.Require(type != "text" || !RequestTextRules.IsBlank(part.Get("text").Text), RequestRules.BlankText, part.Get("text"), "is blank: 'text content blocks must be non-empty'.");
            if (type is "image" or "document")
            {
                CheckMedia(report, part, type);
            }
        }
    }

    private static void CheckMedia(RequestReport report, RequestNode block, string type)
    {
        var source = block.Get("source");
        var kind = source.Get("type").Text;
        report.Require(kind is "base64" or "url" or "file" || (type == "document" && kind is "text" or "content"), RequestRules.PartType, source.Get("type"), $"is '{kind}'.");
        if (kind == "base64")
        {
            var media = source.Get("media_type").Text;
            var isAllowed = type == "image" ? media is "image/jpeg" or "image/png" or "image/gif" or "image/webp" : media is "application/pdf";
            report.Require(isAllowed, RequestRules.MediaType, source.Get("media_type"), $"is '{media}'.");
        }

        // REQUESTS F35 (90): Vertex and Bedrock take bytes alone.
        report.Require(kind != "url" || report.Receiver.Provider is not ("anthropic-vertex" or "anthropic-bedrock"), RequestRules.MediaForm, source, "is an address and must be data.");
    }

    private static void CheckPrefill(RequestReport report, RequestTurn last, ClaudeModel? claude)
    {
        var content = last.Node.Get("content");
        var text = content.Text ?? (content.Count > 0 ? content.Items().Last().Get("text").Text : null);
        report.Require(claude?.HasPrefill != false, RequestRules.Prefill, last.Node, "is the last message: 'This model does not support assistant message prefill'.");
        report.Require(text is null || text.TrimEnd().Length == text.Length, RequestRules.TrailingSpace, content, "ends in white space.");
    }
}
