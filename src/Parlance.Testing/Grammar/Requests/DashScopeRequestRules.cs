using System.Text.Json;

namespace Parlance.Testing.Grammar;

/// <summary>The rules of a request of DashScope's own wire: https://help.aliyun.com/zh/model-studio/qwen-api-via-dashscope.</summary>
internal static class DashScopeRequestRules
{
    public static void Check(RequestReport report, RequestNode request)
    {
        var (input, parameters) = (request.Get("input"), request.Get("parameters"));
        report.Require(!RequestTextRules.IsBlank(request.Get("model").Text), RequestRules.MissingMember, request.Get("model"), "names no model.");
        report.RequireKind(input, JsonValueKind.Object);
        report.RequireKind(parameters, JsonValueKind.Object);
        report.Require(input.Get("messages").Count > 0 || input.Get("prompt").Text is { Length: > 0 }, RequestRules.NoMessages, input, "says nothing.");
        CheckMessages(report, input.Get("messages"));
        CheckParameters(report, request, parameters);
        CheckTools(report, parameters);
    }

    private static void CheckMessages(RequestReport report, RequestNode messages)
    {
        var turns = new List<RequestTurn>();
        foreach (var message in messages.Items())
        {
            var role = message.Get("role").Text ?? "";
            report.Require(role is "system" or "user" or "assistant" or "tool", RequestRules.Role, message.Get("role"), $"is '{role}': 'Role must be user or assistant and Content length must be greater than 0'.");
            var turn = new RequestTurn(role, message);
            turns.Add(turn);
            report.RequireKind(message.Get("content"), JsonValueKind.String, JsonValueKind.Array);
            foreach (var part in message.Get("content").Items())
            {
                var kind = part.Members().FirstOrDefault(member => member.Name is not ("type" or "cache_control" or "min_pixels" or "max_pixels" or "fps")).Name;
                report.Require(kind is "text" or "image" or "video" or "audio", RequestRules.PartType, part, $"is '{kind}'.");
            }

            foreach (var call in message.Get("tool_calls").Items())
            {
                turn.Calls.Add(new(call.Get("id").Text, call.Get("function").Get("name").Text, call));
                report.Require(call.Get("function").Get("arguments").Text is not null, RequestRules.Arguments, call.Get("function").Get("arguments"), "must be a string.");
            }

            if (role == "tool")
            {
                // The oldest recordings answer by the name of the tool alone.
                turn.Results.Add(new(message.Get("tool_call_id").Text, message.Get("name").Text, message));
            }

            var says = message.Get("content") is { IsPresent: true } content && (content.Text is { Length: > 0 } || content.Count > 0);
            report.Require(says || message.Get("tool_calls").Count > 0 || role == "tool", RequestRules.EmptyMessage, message, "says nothing.");
        }

        if (turns.Exists(turn => turn.Results.Exists(result => result.Id is not null)))
        {
            RequestTurnRules.CheckResultsBehindCalls(report, turns, areResultsTurns: true);
        }
        else
        {
            var (calls, results) = (turns.Sum(turn => turn.Calls.Count), turns.Sum(turn => turn.Results.Count));
            report.Require(results <= calls, RequestRules.OrphanResult, messages, $"holds {results} results for {calls} calls.");
            report.Require(results >= calls, RequestRules.UnansweredCall, messages, $"holds {results} results for {calls} calls.");
        }
    }

    private static void CheckParameters(RequestReport report, RequestNode request, RequestNode parameters)
    {
        // [0, 2) and (0, 1.0].
        report.RequireRange(parameters.Get("temperature"), 0, 1.9999999);
        report.RequireRange(parameters.Get("top_p"), double.Epsilon, 1);
        report.RequireRange(parameters.Get("max_tokens"), 1, int.MaxValue);
        report.RequireRange(parameters.Get("seed"), 0, (double)(1UL << 63));
        report.RequireRange(parameters.Get("presence_penalty"), -2, 2);
        report.RequireKind(parameters.Get("stop"), JsonValueKind.String, JsonValueKind.Array);
        report.RequireKind(parameters.Get("enable_thinking"), JsonValueKind.True, JsonValueKind.False);
        report.RequireKind(parameters.Get("incremental_output"), JsonValueKind.True, JsonValueKind.False);
        report.RequireRange(parameters.Get("thinking_budget"), 0, int.MaxValue);
        report.RequireWord(RequestRules.UnknownWord, parameters.Get("result_format"), "message", "text");
        report.Require(!parameters.Has("tools") || parameters.Get("result_format").Text != "text", RequestRules.UnknownWord, parameters.Get("result_format"), "must be 'message' with tools.");
        var format = parameters.Get("response_format");
        report.RequireWord(RequestRules.UnknownWord, format.Get("type"), "text", "json_object", "json_schema");
        if (format.Get("type").Text == "json_object")
        {
            // 'messages' must contain the word 'json' in some form: https://help.aliyun.com/zh/model-studio/json-mode.
            report.Require(RequestTextRules.SaysJson(request.Get("input").Value.GetRawText()), RequestRules.JsonWord, format, "asks for JSON and no message says the word.");
        }
    }

    private static void CheckTools(RequestReport report, RequestNode parameters)
    {
        var (tools, choice) = (parameters.Get("tools"), parameters.Get("tool_choice"));
        var names = tools.Items().Select(tool => tool.Get("function").Get("name")).ToList();
        foreach (var tool in tools.Items())
        {
            report.Require(tool.Get("type").Text == "function", RequestRules.ToolType, tool.Get("type"), $"is '{tool.Get("type").Text}'.");
            // A list is recorded in the schema's place, as older clients send it for none.
            var schema = tool.Get("function").Get("parameters");
            if (schema.IsPresent && !schema.IsArray)
            {
                RequestSchemaRules.CheckRoot(report, schema, needsProperties: true);
            }
        }

        RequestToolRules.CheckNames(report, names, RequestToolRules.Plain);
        report.Require(!choice.IsPresent || tools.Count > 0 || choice.Text is "auto" or "none", RequestRules.ToolChoiceWithoutTools, choice, "is given and no tool is.");
        report.Require(choice.Text is null or "auto" or "none", RequestRules.UnknownWord, choice, $"is '{choice.Text}' and must be auto, none or a function.");
        RequestToolRules.CheckChosen(report, choice.Get("function").Get("name"), names.Select(name => name.Text ?? "").ToHashSet(StringComparer.Ordinal));
        report.Require(!parameters.Get("enable_thinking").IsTrue || !choice.IsObject, RequestRules.ForcedToolWithThinking, choice, "forces a call while the model thinks.");
    }
}
