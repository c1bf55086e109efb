namespace Parlance.Testing.Grammar;

/// <summary>The rules of tools on the Messages wire.</summary>
internal static class AnthropicToolRules
{
    public static void Check(RequestReport report, RequestNode request, ClaudeModel? claude)
    {
        var (tools, choice) = (request.Get("tools"), request.Get("tool_choice"));
        var names = new List<RequestNode>();
        foreach (var tool in tools.Items())
        {
            if (tool.Has("name"))
            {
                names.Add(tool.Get("name"));
            }

            if (!tool.Has("type") || tool.Get("type").Text == "custom")
            {
                report.Require(tool.Has("name"), RequestRules.MissingMember, tool.Get("name"), "is missing.");
                RequestSchemaRules.CheckRoot(report, tool.Get("input_schema"), needsProperties: false);
                if (tool.Get("strict").IsTrue)
                {
                    RequestSchemaRules.CheckClaudeOutput(report, tool.Get("input_schema"));
                }
            }
        }

        RequestToolRules.CheckNames(report, names, RequestToolRules.Long);
        report.Require(!tools.IsPresent || tools.Count > 0, RequestRules.EmptyTools, tools, "is an empty list.");
        if (!choice.IsPresent)
        {
            return;
        }

        report.RequireWord(RequestRules.UnknownWord, choice.Get("type"), "auto", "any", "tool", "none");
        report.Require(tools.Count > 0 || request.Get("mcp_servers").Count > 0, RequestRules.ToolChoiceWithoutTools, choice, "is given and no tool is.");
        if (choice.Get("type").Text == "tool")
        {
            RequestToolRules.CheckChosen(report, choice.Get("name"), names.Select(name => name.Text ?? "").ToHashSet(StringComparer.Ordinal));
        }

        var isForced = choice.Get("type").Text is "any" or "tool";
        var isThinking = request.Get("thinking").Get("type").Text is "enabled";
        // Adaptive thinking steps back (recorded).
        report.Require(!isForced || !isThinking, RequestRules.ForcedToolWithThinking, choice, "forces a call while the model thinks.");
    }
}
