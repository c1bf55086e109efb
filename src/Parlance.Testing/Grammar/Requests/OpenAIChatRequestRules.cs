using System.Text.Json;

namespace Parlance.Testing.Grammar;

/// <summary>The rules of a request of OpenAI's chat completions: https://platform.openai.com/docs/api-reference/chat/create.</summary>
internal static class OpenAIChatRequestRules
{
    public static void Check(RequestReport report, RequestNode request)
    {
        var host = OpenAIChatHost.Of(report.Receiver.Provider);
        // Azure has the model in the address.
        report.Require(!RequestTextRules.IsBlank(request.Get("model").Text) || report.Receiver.Provider.StartsWith("azure", StringComparison.Ordinal), RequestRules.MissingMember, request.Get("model"), "names no model.");
        if (host.KnownMembers is { } known)
        {
            report.RequireKnown(request, known);
        }

        CheckTypes(report, request);
        CheckMessages(report, request, host);
        OpenAIChatToolRules.Check(report, request, host);
        OpenAIChatSettingRules.Check(report, request, host);
    }

    private static void CheckTypes(RequestReport report, RequestNode request)
    {
        report.RequireRange(request.Get("temperature"), 0, 2);
        report.RequireRange(request.Get("top_p"), 0, 1);
        report.RequireRange(request.Get("presence_penalty"), -2, 2);
        report.RequireRange(request.Get("frequency_penalty"), -2, 2);
        report.RequireRange(request.Get("max_tokens"), 1, int.MaxValue);
        report.RequireRange(request.Get("max_completion_tokens"), 1, int.MaxValue);
        report.RequireRange(request.Get("top_logprobs"), 0, 20);
        report.RequireKind(request.Get("stream"), JsonValueKind.True, JsonValueKind.False);
        report.RequireKind(request.Get("logprobs"), JsonValueKind.True, JsonValueKind.False);
        report.RequireKind(request.Get("seed"), JsonValueKind.Number);
        report.RequireKind(request.Get("random_seed"), JsonValueKind.Number);
        report.RequireKind(request.Get("user"), JsonValueKind.String);
        report.RequireKind(request.Get("stop"), JsonValueKind.String, JsonValueKind.Array);
        report.RequireKind(request.Get("stream_options"), JsonValueKind.Object);
        report.RequireKind(request.Get("tools"), JsonValueKind.Array);
        report.RequireKind(request.Get("tool_choice"), JsonValueKind.String, JsonValueKind.Object);
        report.RequireKind(request.Get("parallel_tool_calls"), JsonValueKind.True, JsonValueKind.False);
        report.RequireKind(request.Get("response_format"), JsonValueKind.Object);
        report.RequireKind(request.Get("metadata"), JsonValueKind.Object);
        report.RequireKind(request.Get("reasoning_effort"), JsonValueKind.String);
    }

    private static void CheckMessages(RequestReport report, RequestNode request, OpenAIChatHost host)
    {
        var messages = request.Get("messages");
        report.Require(messages.Count > 0, RequestRules.NoMessages, messages, "holds no message.");
        var turns = messages.Items().Select(message => CheckMessage(report, message, host)).ToList();
        report.Require(turns.Count == 0 || turns.Exists(turn => turn.Role != "system") || host.IsOpenAI, RequestRules.NoMessages, messages, "holds instructions alone.");
        if (host.IsConversationLoose)
        {
            return;
        }

        if (host.IsPairingChecked)
        {
            RequestTurnRules.CheckResultsBehindCalls(report, turns, areResultsTurns: true);
        }
        else
        {
            RequestTurnRules.CheckPairs(report, turns, areCallsBeforeKnown: false);
        }

        if (turns.Count > 0 && turns[^1].Role == "assistant" && host.IsPrefixNeeded)
        {
            report.Require(turns[^1].Node.Get("prefix").IsTrue, RequestRules.Prefill, turns[^1].Node, "is the last message and has no prefix: true.");
        }
    }

    private static RequestTurn CheckMessage(RequestReport report, RequestNode message, OpenAIChatHost host)
    {
        var role = message.Get("role").Text ?? "";
        report.Require(role is "system" or "user" or "assistant" or "tool" or "function" || (role == "developer" && host.HasDeveloper), RequestRules.Role, message.Get("role"), $"is '{role}'.");
        var turn = new RequestTurn(role == "developer" ? "system" : role, message);
        var content = message.Get("content");
        report.RequireKind(content, JsonValueKind.String, JsonValueKind.Array);
        foreach (var part in content.Items())
        {
            CheckPart(report, part, role, host);
        }

        var isEmpty = !content.IsPresent || content.Text == "" || (content.IsArray && content.Count == 0);
        switch (role)
        {
            case "tool":
                turn.Results.Add(new(message.Get("tool_call_id").Text, null, message.Get("tool_call_id")));
                report.Require(!string.IsNullOrEmpty(message.Get("tool_call_id").Text) || host.IsConversationLoose, RequestRules.MissingMember, message.Get("tool_call_id"), "is missing or empty.");
                CheckId(report, message.Get("tool_call_id"), host);
                report.Require(content.IsPresent, RequestRules.MissingMember, content, "is missing.");
                break;
            case "assistant":
                CheckAssistant(report, message, turn, host, isEmpty);
                break;
            default:
                report.Require(content.IsPresent && !(content.IsArray && content.Count == 0), RequestRules.EmptyMessage, content, "is missing or an empty list.");
                break;
        }

        return turn;
    }

    private static void CheckAssistant(RequestReport report, RequestNode message, RequestTurn turn, OpenAIChatHost host, bool isEmpty)
    {
        var calls = message.Get("tool_calls");
        report.Require(!calls.IsPresent || calls.Count > 0 || !host.IsOpenAI, RequestRules.EmptyMessage, calls, "is an empty list.");
        foreach (var call in calls.Items())
        {
            CheckCall(report, call, turn, host);
        }

        var saysSomething = !isEmpty || calls.Count > 0 || message.Has("function_call") || message.Has("refusal") || message.Has("audio") || message.Has("prefix");
        // OpenAI takes an empty answer of its own back (recorded).
        report.Require(saysSomething || host.IsOpenAI, RequestRules.EmptyMessage, message, "says nothing and calls nothing.");
        if (host.TakesReasoning is { } spellings)
        {
            foreach (var member in (ReadOnlySpan<string>)["reasoning_content", "reasoning", "reasoning_details"])
            {
                // OpenAI overlooks the last two, which are recorded.
                var isOverlooked = host.IsOpenAI && member is "reasoning" or "reasoning_details";
                report.Require(!message.Has(member) || isOverlooked || spellings.Contains(member), RequestRules.ReasoningMember, message.Get(member), "is no member of the host's messages.");
            }
        }
    }

    private static void CheckCall(RequestReport report, RequestNode call, RequestTurn turn, OpenAIChatHost host)
    {
        var type = call.Get("type").Text ?? "function";
        report.Require(type is "function" or "custom" || !host.IsOpenAI, RequestRules.ToolType, call.Get("type"), $"is '{type}'.");
        var called = call.Get(type == "custom" ? "custom" : "function");
        turn.Calls.Add(new(call.Get("id").Text, called.Get("name").Text, call.Get("id")));
        report.Require(!string.IsNullOrEmpty(call.Get("id").Text), RequestRules.CallId, call.Get("id"), "is missing or empty.");
        CheckId(report, call.Get("id"), host);
        RequestToolRules.CheckName(report, called.Get("name"), host.ToolName);
        var input = called.Get(type == "custom" ? "input" : "arguments");

        // Mistral takes an object too (recorded).
        report.Require(input.Text is not null || (!host.IsOpenAI && input.IsObject), RequestRules.Arguments, input, $"is {input.Kind} and must be a string.");
    }

    private static void CheckId(RequestReport report, RequestNode id, OpenAIChatHost host)
    {
        if (host.CallId is { } pattern && id.Text is { } text)
        {
            report.Require(pattern.IsMatch(text) || text.Contains("REDACTED", StringComparison.Ordinal), RequestRules.CallId, id, $"is '{text}' and must match {pattern}.");
        }
    }

    private static void CheckPart(RequestReport report, RequestNode part, string role, OpenAIChatHost host)
    {
        var type = part.Get("type").Text ?? "";
        report.Require(!part.Has("cache_control") || host.HasCacheMarks, RequestRules.CacheMember, part.Get("cache_control"), "is no member that the host knows.");
        if (host.IsOpenAI)
        {
            // https://platform.openai.com/docs/api-reference/chat/create: only users send media.
            var isAllowed = type == "text" || (role == "user" && type is "image_url" or "input_audio" or "file") || (role == "assistant" && type == "refusal");
            report.Require(isAllowed, RequestRules.PartType, part.Get("type"), $"is '{type}' in a message of the {role}.");
        }
        else if (role is "tool" or "system" && !host.HasMediaInResults && type is "image_url" or "input_audio" or "file")
        {
            report.Add(RequestRules.PartType, part.Get("type"), $"is '{type}' in a message of the {role}.");
        }

        if (type == "text")
        {
            report.Require(part.Get("text").Text is not null, RequestRules.WrongType, part.Get("text"), "is no text.");
        }

        if (type == "image_url")
        {
            CheckImage(report, part, host);
        }

        if (type == "file" && host.IsOpenAI)
        {
            var data = part.Get("file").Get("file_data").Text;
            report.Require(data is null || !data.StartsWith("http", StringComparison.Ordinal), RequestRules.MediaForm, part.Get("file").Get("file_data"), "is an address and must be data.");
        }
    }

    private static void CheckImage(RequestReport report, RequestNode part, OpenAIChatHost host)
    {
        var url = part.Get("image_url").Get("url").Text ?? part.Get("image_url").Text ?? "";
        report.Require(url.Length > 0, RequestRules.MissingMember, part.Get("image_url"), "has no address.");
        report.Require(!host.IsImageAddressRefused || !url.StartsWith("http", StringComparison.Ordinal), RequestRules.MediaForm, part.Get("image_url"), "is an address and must be data.");
        if (host.IsOpenAI && url.StartsWith("data:", StringComparison.Ordinal))
        {
            // https://platform.openai.com/docs/guides/images-vision#image-input-requirements; image/jpg is recorded.
            var type = url["data:".Length..].Split(';', ',')[0];
            report.Require(type is "image/png" or "image/jpeg" or "image/jpg" or "image/webp" or "image/gif", RequestRules.MediaType, part.Get("image_url"), $"is of the type '{type}'.");
        }
    }
}
