namespace Parlance.Testing.Grammar;

/// <summary>The rules of tools on the Responses wire.</summary>
internal static class OpenAIResponsesToolRules
{
    public static void Check(RequestReport report, RequestNode request, bool isOpenAI)
    {
        var (tools, choice) = (request.Get("tools"), request.Get("tool_choice"));
        var names = new List<RequestNode>();
        foreach (var tool in tools.Items())
        {
            var type = tool.Get("type").Text;
            report.Require(!string.IsNullOrEmpty(type), RequestRules.ToolType, tool.Get("type"), "is missing.");
            if (type is "function" or "custom")
            {
                names.Add(tool.Get("name"));
            }

            // Neither an empty schema nor none is refused here (recorded).
            if (type == "function" && isOpenAI && tool.Get("parameters").Members().Any())
            {
                RequestSchemaRules.CheckRoot(report, tool.Get("parameters"), needsProperties: true);
                // Strict is the default here; what is not strict says so or is made so by the host, which has recorded both.
                if (tool.Get("strict").IsTrue)
                {
                    RequestSchemaRules.CheckStrict(report, tool.Get("parameters"));
                }
            }
        }

        RequestToolRules.CheckNames(report, names, RequestToolRules.Long);
        report.Require(!choice.IsPresent || tools.Count > 0 || choice.Text is "auto" or "none" || request.Has("prompt"), RequestRules.ToolChoiceWithoutTools, choice, "is given and no tool is.");
        if (choice.Text is { } word)
        {
            report.Require(word is "none" or "auto" or "required", RequestRules.UnknownWord, choice, $"is '{word}'.");
        }
        else if (choice.Get("type").Text is "function" or "custom")
        {
            RequestToolRules.CheckChosen(report, choice.Get("name"), names.Select(name => name.Text ?? "").ToHashSet(StringComparer.Ordinal));
        }
    }
}
