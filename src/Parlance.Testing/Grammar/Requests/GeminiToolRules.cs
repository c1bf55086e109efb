namespace Parlance.Testing.Grammar;

/// <summary>The rules of tools on Gemini's wire: https://ai.google.dev/api/caching#Tool.</summary>
internal static class GeminiToolRules
{
    private static readonly HashSet<string> s_function = new(StringComparer.Ordinal)
    {
        "name", "description", "behavior", "parameters", "parametersJsonSchema", "response", "responseJsonSchema", "parameters_json_schema", "response_json_schema",
    };

    public static void Check(RequestReport report, RequestNode request, GeminiModel model)
    {
        var names = new List<RequestNode>();
        var hosted = 0;
        foreach (var tool in request.Get("tools").Items())
        {
            report.Require(tool.Members().Any(), RequestRules.EmptyTools, tool, "is an empty tool: 'tools[0].tool_type: required one_of'.");
            foreach (var function in GeminiRequestRules.Get(tool, "functionDeclarations").Items())
            {
                names.Add(function.Get("name"));
                CheckFunction(report, function);
            }

            // Code execution stands beside functions (recorded).
            hosted += tool.Members().Count(member => member.Name is "googleSearch" or "google_search" or "googleSearchRetrieval" or "google_search_retrieval" or "urlContext" or "url_context");
        }

        RequestToolRules.CheckNames(report, names, RequestToolRules.Gemini);

        // openai-agents#656: 'Tool use with function calling is unsupported'; Gemini 3 may combine them.
        report.Require(hosted == 0 || names.Count == 0 || model.IsThird || model.Version == 0, RequestRules.MixedTools, request.Get("tools"), "holds functions and hosted tools.");
        CheckChoice(report, request, names);
    }

    private static void CheckFunction(RequestReport report, RequestNode function)
    {
        report.RequireKnown(function, s_function);
        var (own, standard) = (function.Get("parameters"), GeminiRequestRules.Get(function, "parametersJsonSchema"));
        report.Require(!own.IsPresent || !standard.IsPresent, RequestRules.GeminiSchema, standard, "stands beside parameters.");
        if (own.IsPresent)
        {
            report.Require(string.Equals(own.Get("type").Text, "OBJECT", StringComparison.OrdinalIgnoreCase) || own.Get("type").Number is 6, RequestRules.SchemaRoot, own.Get("type"), "must be OBJECT.");
            GeminiSchemaRules.Check(report, own);
        }

        if (standard.IsPresent)
        {
            RequestSchemaRules.CheckRoot(report, standard, needsProperties: false);
            RequestSchemaRules.CheckReferences(report, RequestRules.SchemaRoot, standard, standard, isRecursionRefused: false);
        }
    }

    private static void CheckChoice(RequestReport report, RequestNode request, List<RequestNode> names)
    {
        var config = GeminiRequestRules.Get(GeminiRequestRules.Get(request, "toolConfig"), "functionCallingConfig");
        if (!config.IsPresent)
        {
            return;
        }

        var mode = config.Get("mode").Text?.ToUpperInvariant() ?? "AUTO";
        report.Require(mode is "AUTO" or "ANY" or "NONE" or "VALIDATED" or "MODE_UNSPECIFIED", RequestRules.UnknownWord, config.Get("mode"), $"is '{mode}'.");

        // 'Function calling config is set without function_declarations.'
        report.Require(names.Count > 0 || mode != "ANY", RequestRules.ToolChoiceWithoutTools, config, "is given and no function is.");
        var offered = names.Select(name => name.Text ?? "").ToHashSet(StringComparer.Ordinal);
        var allowed = GeminiRequestRules.Get(config, "allowedFunctionNames");
        report.Require(allowed.Count == 0 || mode is "ANY" or "VALIDATED", RequestRules.UnknownWord, allowed, "is allowed only with the mode ANY.");
        foreach (var name in allowed.Items())
        {
            RequestToolRules.CheckChosen(report, name, offered);
        }
    }
}
