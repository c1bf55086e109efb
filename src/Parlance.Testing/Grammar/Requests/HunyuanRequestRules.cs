using System.Text.Json;

namespace Parlance.Testing.Grammar;

/// <summary>The rules of a request of Tencent's ChatCompletions: https://cloud.tencent.com/document/api/1729/105701. Nothing of it was recorded live.</summary>
internal static class HunyuanRequestRules
{
    // Members that are not listed are answered with UnknownParameter: https://cloud.tencent.com/document/api/1729/101843.
    private static readonly HashSet<string> s_known = new(StringComparer.Ordinal)
    {
        "Model", "Messages", "Stream", "StreamModeration", "TopP", "Temperature", "EnableEnhancement", "Tools", "ToolChoice", "CustomTool", "SearchInfo", "Citation", "EnableSpeedSearch",
        "EnableMultimedia", "EnableDeepSearch", "Seed", "ForceSearchEnhancement", "Stop", "EnableRecommendedQuestions", "EnableDeepRead", "WebSearchOptions", "TopicChoice", "EnableThinking",
    };

    public static void Check(RequestReport report, RequestNode request)
    {
        report.RequireKnown(request, s_known);
        report.Require(!RequestTextRules.IsBlank(request.Get("Model").Text), RequestRules.MissingMember, request.Get("Model"), "names no model.");
        report.RequireRange(request.Get("Temperature"), 0, 2);
        report.RequireRange(request.Get("TopP"), 0, 1);
        report.RequireRange(request.Get("Seed"), 1, 10000);
        report.RequireKind(request.Get("Stream"), JsonValueKind.True, JsonValueKind.False);
        report.RequireKind(request.Get("Stop"), JsonValueKind.Array);
        report.RequireKind(request.Get("EnableThinking"), JsonValueKind.True, JsonValueKind.False);
        CheckMessages(report, request.Get("Messages"));
        CheckTools(report, request);
    }

    /// <summary>'Messages 长度最多为 40'; system only first; user and assistant in turn, the user first; a result behind its call.</summary>
    private static void CheckMessages(RequestReport report, RequestNode messages)
    {
        report.Require(messages.Count is > 0 and <= 40, RequestRules.NoMessages, messages, $"holds {messages.Count} messages, of 1 to 40.");
        var turns = new List<RequestTurn>();
        foreach (var message in messages.Items())
        {
            var role = message.Get("Role").Text ?? "";
            report.Require(role is "system" or "user" or "assistant" or "tool", RequestRules.Role, message.Get("Role"), $"is '{role}'.");
            report.Require(role != "system" || turns.Count == 0, RequestRules.Role, message.Get("Role"), "is 'system' and not the first.");
            var turn = new RequestTurn(role, message);
            turns.Add(turn);
            report.RequireKind(message.Get("Content"), JsonValueKind.String);
            report.RequireKind(message.Get("Contents"), JsonValueKind.Array);
            foreach (var part in message.Get("Contents").Items())
            {
                report.RequireWord(RequestRules.PartType, part.Get("Type"), "text", "image_url", "video_url", "video_frames");
            }

            foreach (var call in message.Get("ToolCalls").Items())
            {
                turn.Calls.Add(new(call.Get("Id").Text, call.Get("Function").Get("Name").Text, call));
                report.Require(call.Get("Function").Get("Arguments").Text is not null, RequestRules.Arguments, call.Get("Function").Get("Arguments"), "must be a string.");
            }

            if (role == "tool")
            {
                turn.Results.Add(new(message.Get("ToolCallId").Text, null, message));
            }

            var says = message.Get("Content").Text is { Length: > 0 } || message.Get("Contents").Count > 0 || message.Get("ToolCalls").Count > 0;
            report.Require(says, RequestRules.EmptyMessage, message, "says nothing.");
        }

        // The role-play models speak with several voices.
        if (!report.Receiver.Model.Contains("role", StringComparison.Ordinal))
        {
            foreach (var (before, turn) in turns.Zip(turns.Skip(1)))
            {
                // Behind the result of a tool the assistant speaks again.
                report.Require(before.Role != turn.Role || turn.Role == "tool", RequestRules.Alternation, turn.Node, $"is a second message of the role {turn.Role} in a row.");
            }

            RequestTurnRules.CheckFirst(report, [.. turns.Where(turn => turn.Role != "system")]);
        }

        RequestTurnRules.CheckResultsBehindCalls(report, turns, areResultsTurns: true);
    }

    private static void CheckTools(RequestReport report, RequestNode request)
    {
        var (tools, choice) = (request.Get("Tools"), request.Get("ToolChoice"));
        var names = tools.Items().Select(tool => tool.Get("Function").Get("Name")).ToList();
        foreach (var tool in tools.Items())
        {
            report.Require(tool.Get("Type").Text == "function", RequestRules.ToolType, tool.Get("Type"), $"is '{tool.Get("Type").Text}'.");
            report.Require(tool.Get("Function").Get("Parameters").Text is not null, RequestRules.WrongType, tool.Get("Function").Get("Parameters"), "must be JSON as a string.");
        }

        RequestToolRules.CheckNames(report, names, RequestToolRules.Plain);
        report.RequireWord(RequestRules.UnknownWord, choice, "none", "auto", "custom");
        report.Require(choice.Text is not ("custom" or "auto") || tools.Count > 0, RequestRules.ToolChoiceWithoutTools, choice, "is given and no tool is.");
        RequestToolRules.CheckChosen(report, request.Get("CustomTool").Get("Function").Get("Name"), names.Select(name => name.Text ?? "").ToHashSet(StringComparer.Ordinal));
        report.Require(choice.Text != "custom" || request.Has("CustomTool"), RequestRules.MissingMember, request.Get("CustomTool"), "is missing.");
    }
}
