using System.Text.Json;

namespace Parlance.Testing.Grammar;

/// <summary>The rules of a request of Cohere's chat, version 2: https://docs.cohere.com/reference/chat.</summary>
internal static class CohereRequestRules
{
    private static readonly HashSet<string> s_known = new(StringComparer.Ordinal)
    {
        "stream", "model", "messages", "tools", "strict_tools", "documents", "citation_options", "response_format", "safety_mode", "max_tokens", "stop_sequences", "temperature", "seed",
        "frequency_penalty", "presence_penalty", "k", "p", "logprobs", "tool_choice", "thinking", "priority", "raw_prompting",
    };

    public static void Check(RequestReport report, RequestNode request)
    {
        report.RequireKnown(request, s_known);
        report.Require(!RequestTextRules.IsBlank(request.Get("model").Text), RequestRules.MissingMember, request.Get("model"), "names no model.");
        report.RequireRange(request.Get("temperature"), 0, double.MaxValue);
        report.RequireRange(request.Get("k"), 0, 500);
        report.RequireRange(request.Get("p"), 0.01, 0.99);
        report.RequireRange(request.Get("frequency_penalty"), 0, 1);
        report.RequireRange(request.Get("presence_penalty"), 0, 1);
        report.RequireRange(request.Get("max_tokens"), 0, int.MaxValue);
        report.RequireRange(request.Get("seed"), 0, ulong.MaxValue);
        report.RequireKind(request.Get("stream"), JsonValueKind.True, JsonValueKind.False);
        report.RequireKind(request.Get("tools"), JsonValueKind.Array);
        var stops = request.Get("stop_sequences");
        report.RequireKind(stops, JsonValueKind.Array);
        report.Require(stops.Count <= 5, RequestRules.StopSequences, stops, "holds more than 5.");
        report.RequireWord(RequestRules.UnknownWord, request.Get("response_format").Get("type"), "text", "json_object");
        report.Require(!request.Get("response_format").Has("schema") && !request.Get("response_format").Has("json_schema") || request.Get("response_format").Get("type").Text == "json_object", RequestRules.OutputSchema, request.Get("response_format"), "has a schema and is no json_object.");

        // https://docs.cohere.com/docs/structured-outputs: 'response_format … not supported … with tools'; the page's note on JSON mode.
        report.Require(request.Get("response_format").Get("type").Text != "json_object" || request.Get("tools").Count == 0, RequestRules.FormatWithTools, request.Get("response_format"), "asks for JSON beside tools.");
        CheckThinking(report, request.Get("thinking"));
        CheckMessages(report, request.Get("messages"));
        CheckTools(report, request);
    }

    /// <summary>https://docs.cohere.com/docs/reasoning: Command A Reasoning and later think.</summary>
    private static void CheckThinking(RequestReport report, RequestNode thinking)
    {
        report.RequireWord(RequestRules.Thinking, thinking.Get("type"), "enabled", "disabled");
        report.RequireRange(thinking.Get("token_budget"), 1, int.MaxValue);
        var model = report.Receiver.Model;
        var thinks = model.Contains("reasoning", StringComparison.Ordinal) || model.Contains("plus-05-2026", StringComparison.Ordinal);
        report.Require(!thinking.IsPresent || thinks || thinking.Get("type").Text == "disabled", RequestRules.Thinking, thinking, "is given to a model that does not think.");
    }

    private static void CheckMessages(RequestReport report, RequestNode messages)
    {
        report.Require(messages.Count > 0, RequestRules.NoMessages, messages, "holds no message.");
        var turns = new List<RequestTurn>();
        foreach (var message in messages.Items())
        {
            var role = message.Get("role").Text ?? "";
            report.Require(role is "system" or "user" or "assistant" or "tool", RequestRules.Role, message.Get("role"), $"is '{role}'.");
            var turn = new RequestTurn(role, message);
            turns.Add(turn);
            var content = message.Get("content");
            report.RequireKind(content, JsonValueKind.String, JsonValueKind.Array);
            CheckParts(report, content, role);
            foreach (var call in message.Get("tool_calls").Items())
            {
                turn.Calls.Add(new(call.Get("id").Text, call.Get("function").Get("name").Text, call));
                report.Require(call.Get("id").Text is { Length: > 0 }, RequestRules.CallId, call.Get("id"), "is missing or empty.");
                report.Require(call.Get("function").Get("arguments").Text is not null, RequestRules.Arguments, call.Get("function").Get("arguments"), "must be a string.");
            }

            if (role == "tool")
            {
                turn.Results.Add(new(message.Get("tool_call_id").Text, null, message));
                report.Require(message.Get("tool_call_id").Text is { Length: > 0 }, RequestRules.CallId, message.Get("tool_call_id"), "is missing or empty.");
            }

            var says = content.Text is { Length: > 0 } || content.Count > 0 || message.Get("tool_calls").Count > 0 || message.Has("tool_plan");
            report.Require(says, RequestRules.EmptyMessage, message, "says nothing: 'must have content, tool_calls or tool_plan'.");
        }

        RequestTurnRules.CheckResultsBehindCalls(report, turns, areResultsTurns: true);
    }

    private static void CheckParts(RequestReport report, RequestNode content, string role)
    {
        foreach (var part in content.Items())
        {
            var type = part.Get("type").Text ?? "";
            var isAllowed = role switch
            {
                "user" => type is "text" or "image_url",
                "assistant" => type is "text" or "thinking",
                "tool" => type is "text" or "document",
                _ => type is "text",
            };
            report.Require(isAllowed, RequestRules.PartType, part.Get("type"), $"is '{type}' in a message of the {role}.");
            // An empty text beside calls of the assistant is recorded.
            var mayBeEmpty = type == "text" && role == "assistant";
            report.Require(type is not ("text" or "thinking") || mayBeEmpty || part.Get(type).Text is { Length: > 0 }, RequestRules.BlankText, part, "is empty.");
            report.Require(type != "image_url" || report.Receiver.Model.Contains("vision", StringComparison.Ordinal) || report.Receiver.Model.Contains("plus-05-2026", StringComparison.Ordinal), RequestRules.PartType, part, "is an image, and the model sees none.");
        }
    }

    private static void CheckTools(RequestReport report, RequestNode request)
    {
        var (tools, choice) = (request.Get("tools"), request.Get("tool_choice"));
        foreach (var tool in tools.Items())
        {
            report.Require(tool.Get("type").Text == "function", RequestRules.ToolType, tool.Get("type"), $"is '{tool.Get("type").Text}'.");
            RequestSchemaRules.CheckRoot(report, tool.Get("function").Get("parameters"), needsProperties: true);
        }

        RequestToolRules.CheckNames(report, tools.Items().Select(tool => tool.Get("function").Get("name")), RequestToolRules.Plain);
        report.RequireWord(RequestRules.UnknownWord, choice, "REQUIRED", "NONE");
        report.Require(!choice.IsPresent || tools.Count > 0 || choice.Text == "NONE", RequestRules.ToolChoiceWithoutTools, choice, "is given and no tool is.");
        report.Require(!request.Has("strict_tools") || tools.Count > 0, RequestRules.ToolChoiceWithoutTools, request.Get("strict_tools"), "is given and no tool is.");
    }
}
