namespace Parlance.Testing.Grammar;

/// <summary>The rules of turns and parts on Gemini's wire: https://ai.google.dev/gemini-api/docs/function-calling.</summary>
internal static class GeminiTurnRules
{
    private static readonly string[] s_said = ["text", "inlineData", "fileData", "functionCall", "functionResponse", "executableCode", "codeExecutionResult", "toolCall", "toolResponse", "thoughtSignature"];

    public static void Check(RequestReport report, RequestNode request, GeminiModel model)
    {
        var contents = request.Get("contents");
        report.Require(contents.Count > 0 || contents.Text is { Length: > 0 } || contents.IsObject, RequestRules.NoMessages, contents, "holds no turn.");
        var turns = new List<RequestTurn>();
        foreach (var content in contents.Items())
        {
            var role = content.Get("role").Text ?? "user";
            report.Require(role is "user" or "model" or "function" or "tool", RequestRules.Role, content.Get("role"), $"is '{role}'.");
            var speaker = role == "model" ? "assistant" : "user";

            // Turns of one role in a row are joined (recorded).
            var turn = turns.Count > 0 && turns[^1].Role == speaker ? turns[^1] : new RequestTurn(speaker, content);
            if (turns.Count == 0 || turns[^1] != turn)
            {
                turns.Add(turn);
            }

            CheckParts(report, content, turn, model);
        }

        // The host itself carries out the calls of its MCP servers, and writes turns of its own (recorded).
        if (!request.Get("tools").Items().Any(tool => tool.Has("mcpServers")))
        {
            CheckOrder(report, turns);
        }

        if (model.IsThird)
        {
            CheckSignatures(report, turns);
        }
    }

    private static void CheckParts(RequestReport report, RequestNode content, RequestTurn turn, GeminiModel model)
    {
        var parts = content.Get("parts");
        // A turn of the model without any parts is overlooked (recorded).
        report.Require(parts.Count > 0 || parts.IsObject || (turn.Role == "assistant" && !parts.IsPresent), RequestRules.EmptyMessage, parts, "is missing or empty: 'contents.parts must not be empty'.");
        foreach (var part in parts.Items())
        {
            report.Require(s_said.Any(said => GeminiRequestRules.Get(part, said).IsPresent), RequestRules.EmptyMessage, part, "holds no data: 'required oneof field 'data' must have one initialized field'.");
            var (call, response) = (GeminiRequestRules.Get(part, "functionCall"), GeminiRequestRules.Get(part, "functionResponse"));
            if (call.IsPresent)
            {
                turn.Calls.Add(new(call.Get("id").Text, call.Get("name").Text, part));
                report.Require(turn.Role == "assistant", RequestRules.PartType, call, "stands in a turn of the user.");
                RequestToolRules.CheckName(report, call.Get("name"), RequestToolRules.Gemini);
                report.Require(!call.Get("args").IsPresent || call.Get("args").IsObject, RequestRules.Arguments, call.Get("args"), $"is {call.Get("args").Kind} and must be an object.");
            }
            else if (response.IsPresent)
            {
                turn.Results.Add(new(response.Get("id").Text, response.Get("name").Text, part));
                report.Require(response.Get("name").Text is { Length: > 0 }, RequestRules.MissingMember, response.Get("name"), "is missing.");
                report.Require(!response.Get("response").IsPresent || response.Get("response").IsObject, RequestRules.WrongType, response.Get("response"), $"is {response.Get("response").Kind} and must be an object.");
                report.Require(!response.Has("parts") || model.IsThird || model.Version == 0, RequestRules.PartType, response.Get("parts"), "holds media, which the model does not take in results.");
            }
            else
            {
                turn.HasOtherContent = true;
            }

            RequestTextRules.CheckSignature(report, GeminiRequestRules.Get(part, "thoughtSignature"));
            CheckMedia(report, part);
        }
    }

    private static void CheckMedia(RequestReport report, RequestNode part)
    {
        var (data, file) = (GeminiRequestRules.Get(part, "inlineData"), GeminiRequestRules.Get(part, "fileData"));
        if (data.IsPresent)
        {
            var type = GeminiRequestRules.Get(data, "mimeType").Text;
            report.Require(type is { Length: > 0 } and not "image/jpg" && !type.Contains(';', StringComparison.Ordinal), RequestRules.MediaType, data, $"is of the type '{type}'.");
            report.Require(data.Get("data").Text is { Length: > 0 }, RequestRules.MissingMember, data.Get("data"), "is missing or empty.");
        }

        if (file.IsPresent)
        {
            report.Require(GeminiRequestRules.Get(file, "fileUri").Text is { Length: > 0 }, RequestRules.MissingMember, file, "has no address.");
        }
    }

    /// <summary>Calls stand behind the user, and results behind as many calls. Words of the user may take the place of all results (recorded).</summary>
    private static void CheckOrder(RequestReport report, List<RequestTurn> turns)
    {
        for (var index = 0; index < turns.Count; index++)
        {
            var turn = turns[index];
            var before = index > 0 ? turns[index - 1] : null;
            if (turn.Calls.Count > 0)
            {
                report.Require(before is { Role: "user" }, RequestRules.Alternation, turn.Node, "calls functions and does not stand behind a turn of the user.");
            }

            if (turn.Results.Count > 0)
            {
                var calls = before?.Calls.Count ?? 0;
                report.Require(calls > 0, RequestRules.OrphanResult, turn.Node, "answers functions and does not stand behind calls.");
                report.Require(calls == 0 || calls == turn.Results.Count, RequestRules.ResultCount, turn.Node, $"holds {turn.Results.Count} results for {calls} calls.");
            }
        }
    }

    /// <summary>
    /// https://ai.google.dev/gemini-api/docs/thought-signatures: on Gemini 3 the first call of each step of the current turn is
    /// signed. The turn begins behind the last words of the user.
    /// </summary>
    private static void CheckSignatures(RequestReport report, List<RequestTurn> turns)
    {
        var begin = turns.FindLastIndex(turn => turn.Role == "user" && turn.Results.Count == 0);
        foreach (var turn in turns.Skip(begin + 1).Where(turn => turn.Calls.Count > 0))
        {
            var first = turn.Calls[0].Node;
            report.Require(GeminiRequestRules.Get(first, "thoughtSignature").IsPresent, RequestRules.SignatureMissing, first, "is the first call of its step and has no thoughtSignature.");
        }
    }
}
