namespace Parlance.Testing.Grammar;

/// <summary>The rules of tools on the chat wire.</summary>
internal static class OpenAIChatToolRules
{
    public static void Check(RequestReport report, RequestNode request, OpenAIChatHost host)
    {
        var tools = request.Get("tools");
        report.Require(!tools.IsPresent || tools.Count > 0 || !host.IsOpenAI, RequestRules.EmptyTools, tools, "is an empty list.");
        var names = new List<RequestNode>();
        foreach (var tool in tools.Items())
        {
            // Mistral takes a tool without a type for a function (recorded).
            var type = tool.Get("type").Text ?? (host.IsOpenAI ? null : "function");
            if (type is "function" or "custom")
            {
                names.Add(tool.Get(type).Get("name"));
            }

            report.Require(type == "function" || (type == "custom" && (host.IsOpenAI || host.KnownMembers is null)) || (!host.IsOpenAI && type is not (null or "custom")), RequestRules.ToolType, tool.Get("type"), $"is '{type}'.");
            report.Require(!tool.Has("cache_control") || host.HasCacheMarks, RequestRules.CacheMember, tool.Get("cache_control"), "is no member that the host knows.");
            if (type == "function")
            {
                CheckFunction(report, tool.Get("function"), host);
            }
        }

        RequestToolRules.CheckNames(report, names, host.ToolName);
        CheckChoice(report, request, host, names.Select(name => name.Text ?? "").ToHashSet(StringComparer.Ordinal));
    }

    private static void CheckFunction(RequestReport report, RequestNode function, OpenAIChatHost host)
    {
        var schema = function.Get("parameters");
        if (schema.IsPresent && host.IsSchemaRootChecked)
        {
            RequestSchemaRules.CheckRoot(report, schema, needsProperties: true);
        }

        if (function.Get("strict").IsTrue && host.IsOpenAI)
        {
            RequestSchemaRules.CheckStrict(report, schema);
        }

        RequestSchemaRules.CheckReferences(report, RequestRules.SchemaRoot, schema, schema, isRecursionRefused: false);
    }

    private static void CheckChoice(RequestReport report, RequestNode request, OpenAIChatHost host, HashSet<string> offered)
    {
        var (choice, hasTools) = (request.Get("tool_choice"), request.Get("tools").Count > 0);
        var isHarmless = !host.IsOpenAI && choice.Text is "none" or "auto";
        report.Require(!choice.IsPresent || hasTools || isHarmless, RequestRules.ToolChoiceWithoutTools, choice, "is given and no tool is.");
        report.Require(!request.Has("parallel_tool_calls") || hasTools || !host.IsOpenAI, RequestRules.ParallelWithoutTools, request.Get("parallel_tool_calls"), "is given and no tool is.");
        if (choice.Text is { } word)
        {
            report.Require(word is "none" or "auto" or "required" || (!host.IsOpenAI && word == "any"), RequestRules.UnknownWord, choice, $"is '{word}'.");
        }
        else if (choice.IsObject && hasTools)
        {
            report.Require(choice.Get("type").Text != "allowed_tools" || host.HasAllowedTools, RequestRules.UnknownWord, choice.Get("type"), "is 'allowed_tools'.");
            RequestToolRules.CheckChosen(report, choice.Get("function").Get("name"), offered);
            RequestToolRules.CheckChosen(report, choice.Get("custom").Get("name"), offered);
            foreach (var allowed in choice.Get("allowed_tools").Get("tools").Items())
            {
                RequestToolRules.CheckChosen(report, allowed.Get("function").Get("name"), offered);
            }
        }

        var isThinking = request.Get("enable_thinking").IsTrue || request.Get("thinking").Get("type").Text == "enabled";
        report.Require(!host.IsForcedToolRefusedWithThinking || !isThinking || choice.Text is null or "auto" or "none" && !choice.IsObject, RequestRules.ForcedToolWithThinking, choice, "forces a call while the model thinks.");
    }
}
