namespace Parlance.Testing.Grammar;

/// <summary>The rules of tools on Converse: https://docs.aws.amazon.com/bedrock/latest/APIReference/API_runtime_ToolConfiguration.html.</summary>
internal static class ConverseToolRules
{
    public static void Check(RequestReport report, RequestNode request, ClaudeModel? claude, List<RequestTurn> turns)
    {
        var config = request.Get("toolConfig");
        var hasHistory = turns.Exists(turn => turn.Calls.Count > 0 || turn.Results.Count > 0);
        report.Require(!hasHistory || config.IsPresent, RequestRules.ToolsMissing, config, "is missing and there are calls: 'The toolConfig field must be defined when using toolUse and toolResult content blocks'.");
        if (!config.IsPresent)
        {
            return;
        }

        var names = new List<RequestNode>();
        foreach (var tool in config.Get("tools").Items().Select(tool => tool.Get("toolSpec")).Where(tool => tool.IsPresent))
        {
            names.Add(tool.Get("name"));
            report.Require(tool.Get("description").Kind == System.Text.Json.JsonValueKind.Undefined || tool.Get("description").Text is { Length: > 0 }, RequestRules.BlankText, tool.Get("description"), "is empty: minimum length 1.");
            RequestSchemaRules.CheckRoot(report, tool.Get("inputSchema").Get("json"), needsProperties: true);
        }

        report.Require(config.Get("tools").Count > 0, RequestRules.EmptyTools, config.Get("tools"), "is missing or empty: minimum 1.");
        RequestToolRules.CheckNames(report, names, RequestToolRules.Plain);
        var choice = config.Get("toolChoice");
        if (!choice.IsPresent)
        {
            return;
        }

        var kind = choice.Members().FirstOrDefault().Name;
        report.Require(kind is "auto" or "any" or "tool", RequestRules.UnknownWord, choice, $"is '{kind}'.");
        RequestToolRules.CheckChosen(report, choice.Get("tool").Get("name"), names.Select(name => name.Text ?? "").ToHashSet(StringComparer.Ordinal));
        var thinking = request.Get("additionalModelRequestFields").Get("thinking").Get("type").Text;
        report.Require(claude is null || kind == "auto" || thinking != "enabled", RequestRules.ForcedToolWithThinking, choice, "forces a call while the model thinks.");
    }
}
