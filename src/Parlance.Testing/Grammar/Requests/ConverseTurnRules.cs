namespace Parlance.Testing.Grammar;

/// <summary>The rules of turns and blocks on Converse.</summary>
internal static class ConverseTurnRules
{
    private static readonly string[] s_blocks = ["text", "image", "document", "video", "audio", "toolUse", "toolResult", "guardContent", "cachePoint", "reasoningContent", "citationsContent", "searchResult"];

    public static List<RequestTurn> Check(RequestReport report, RequestNode request, ClaudeModel? claude)
    {
        var messages = request.Get("messages");
        report.Require(messages.Count > 0, RequestRules.NoMessages, messages, "holds no message.");
        var turns = new List<RequestTurn>();
        var documents = new HashSet<string>(StringComparer.Ordinal);
        foreach (var message in messages.Items())
        {
            var role = message.Get("role").Text ?? "";
            report.Require(role is "user" or "assistant", RequestRules.Role, message.Get("role"), $"is '{role}'.");
            var turn = new RequestTurn(role, message);
            turns.Add(turn);
            CheckContent(report, message.Get("content"), turn, documents, claude);
        }

        // Amazon's own models take two turns of the user in a row (recorded of Titan and Nova Lite).
        if (!report.Receiver.Model.Contains("amazon.", StringComparison.Ordinal) || turns.Exists(turn => turn.Calls.Count > 0))
        {
            RequestTurnRules.CheckAlternation(report, turns);
        }

        RequestTurnRules.CheckResultsBehindCalls(report, turns, areResultsTurns: false);
        if (turns.Count > 0 && turns[^1].Role == "assistant")
        {
            report.Require(claude?.HasPrefill != false, RequestRules.Prefill, turns[^1].Node, "is the last message and the model takes no prefill.");
            var text = turns[^1].Node.Get("content").Items().LastOrDefault().Get("text").Text;
            report.Require(claude is null || text is null || text.TrimEnd().Length == text.Length, RequestRules.TrailingSpace, turns[^1].Node, "ends in white space.");
        }

        return turns;
    }

    private static void CheckContent(RequestReport report, RequestNode content, RequestTurn turn, HashSet<string> documents, ClaudeModel? claude)
    {
        report.Require(content.Count > 0, RequestRules.EmptyMessage, content, "is missing or empty.");
        foreach (var block in content.Items())
        {
            var kind = block.Members().FirstOrDefault();
            report.Require(block.Members().Count() == 1 && s_blocks.Contains(kind.Name), RequestRules.PartType, block, $"is '{kind.Name}' and must be one known member.");
            CheckBlock(report, block, turn, documents, claude);
            turn.HasOtherContent |= !block.Has("toolResult") && !block.Has("cachePoint");
        }

        var hasDocument = content.Items().Any(block => block.Has("document"));
        report.Require(!hasDocument || content.Items().Any(block => block.Has("text")), RequestRules.DocumentAlone, content, "holds a document and no text.");
    }

    private static void CheckBlock(RequestReport report, RequestNode block, RequestTurn turn, HashSet<string> documents, ClaudeModel? claude)
    {
        if (block.Has("text"))
        {
            report.Require(!RequestTextRules.IsBlank(block.Get("text").Text), RequestRules.BlankText, block.Get("text"), "is blank: 'The text field in the ContentBlock object is blank'.");
        }
        else if (turn.Role == "assistant" && (block.Get("toolUse").Get("type").Text == "server_tool_use" || block.Get("toolResult").Has("type")))
        {
            // A tool of Nova's own: it calls and answers in one turn (recorded).
            turn.HasHostedTools = true;
        }
        else if (block.Get("toolUse") is { IsPresent: true } call)
        {
            report.Require(turn.Role == "assistant", RequestRules.PartType, call, "stands in a turn of the user.");
            turn.Calls.Add(new(call.Get("toolUseId").Text, call.Get("name").Text, call));
            CheckId(report, call.Get("toolUseId"));
            RequestToolRules.CheckName(report, call.Get("name"), RequestToolRules.Plain);
            report.Require(call.Get("input").IsObject, RequestRules.Arguments, call.Get("input"), $"is {call.Get("input").Kind} and must be an object.");
        }
        else if (block.Get("toolResult") is { IsPresent: true } result)
        {
            report.Require(turn.Role == "user", RequestRules.PartType, result, "stands in a turn of the assistant.");
            turn.Results.Add(new(result.Get("toolUseId").Text, null, result));
            CheckId(report, result.Get("toolUseId"));
            CheckResult(report, result, documents);
        }
        else if (block.Get("document") is { IsPresent: true } document)
        {
            CheckDocument(report, document, documents);
        }
        else if (block.Get("image") is { IsPresent: true } image)
        {
            CheckImage(report, image);
        }
        else if (block.Get("reasoningContent").Get("reasoningText") is { IsPresent: true } reasoning && claude is not null)
        {
            report.Require(reasoning.Get("signature").Text is { Length: > 0 }, RequestRules.SignatureMissing, reasoning, "has no signature: 'signature: Field required'.");
            RequestTextRules.CheckSignature(report, reasoning.Get("signature"));
        }
    }

    private static void CheckId(RequestReport report, RequestNode id) =>
        report.Require(id.Text is { } text && RequestTextRules.PlainId.IsMatch(text), RequestRules.CallId, id, $"is '{id.Text}' and must match {RequestTextRules.PlainId}.");

    private static void CheckResult(RequestReport report, RequestNode result, HashSet<string> documents)
    {
        var content = result.Get("content");
        report.Require(content.IsArray, RequestRules.MissingMember, content, "is missing.");
        foreach (var part in content.Items())
        {
            var kind = part.Members().FirstOrDefault();
            report.Require(kind.Name is "text" or "json" or "image" or "document" or "video" or "searchResult", RequestRules.PartType, part, $"is '{kind.Name}' in a tool's result.");
            report.Require(kind.Name != "text" || !RequestTextRules.IsBlank(kind.Text), RequestRules.BlankText, kind, "is blank.");
            report.Require(kind.Name != "json" || kind.IsObject, RequestRules.WrongType, kind, $"is {kind.Kind} and must be an object.");
            if (kind.Name == "document")
            {
                CheckDocument(report, kind, documents);
            }
            else if (kind.Name == "image")
            {
                CheckImage(report, kind);
            }
        }

        report.RequireWord(RequestRules.UnknownWord, result.Get("status"), "success", "error");
    }

    private static void CheckDocument(RequestReport report, RequestNode document, HashSet<string> documents)
    {
        var name = document.Get("name").Text;
        report.Require(name is not null && RequestTextRules.DocumentName.IsMatch(name), RequestRules.DocumentName, document.Get("name"), $"is '{name}'.");
        report.Require(name is null || documents.Add(name), RequestRules.DocumentName, document.Get("name"), $"is '{name}' as another document's.");
        report.RequireWord(RequestRules.MediaType, document.Get("format"), "pdf", "csv", "doc", "docx", "xls", "xlsx", "html", "txt", "md");
        CheckSource(report, document.Get("source"));
    }

    private static void CheckImage(RequestReport report, RequestNode image)
    {
        report.RequireWord(RequestRules.MediaType, image.Get("format"), "png", "jpeg", "gif", "webp");
        CheckSource(report, image.Get("source"));
    }

    private static void CheckSource(RequestReport report, RequestNode source) =>
        report.Require(source.Has("bytes") || source.Has("s3Location") || source.Has("text") || source.Has("content"), RequestRules.MediaForm, source, "has neither bytes nor a place in S3.");
}
