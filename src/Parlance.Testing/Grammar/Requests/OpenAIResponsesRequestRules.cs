using System.Text.Json;

namespace Parlance.Testing.Grammar;

/// <summary>The rules of a request of OpenAI's Responses: https://platform.openai.com/docs/api-reference/responses/create.</summary>
internal static class OpenAIResponsesRequestRules
{
    private static readonly HashSet<string> s_known = new(StringComparer.Ordinal)
    {
        "model", "input", "background", "client_metadata", "context_management", "conversation", "include", "instructions", "max_output_tokens", "max_tool_calls", "metadata", "moderation",
        "parallel_tool_calls", "previous_response_id", "prompt", "prompt_cache_key", "prompt_cache_options", "prompt_cache_retention", "reasoning", "safety_identifier", "service_tier",
        "store", "stream", "stream_options", "temperature", "text", "tool_choice", "tools", "top_logprobs", "top_p", "truncation", "user",
    };

    // Calls and what answers them, by their item types.
    private static readonly Dictionary<string, string> s_outputs = new(StringComparer.Ordinal)
    {
        ["function_call_output"] = "function_call", ["custom_tool_call_output"] = "custom_tool_call", ["computer_call_output"] = "computer_call",
        ["local_shell_call_output"] = "local_shell_call", ["shell_call_output"] = "shell_call", ["apply_patch_call_output"] = "apply_patch_call",
    };

    public static void Check(RequestReport report, RequestNode request)
    {
        var isOpenAI = report.Receiver.Provider is "openai" or "openai-responses" or "azure-openai" or "azure-openai-responses" or "codex";
        if (isOpenAI)
        {
            report.RequireKnown(request, s_known);
        }

        CheckTypes(report, request);
        CheckInput(report, request, isOpenAI);
        OpenAIResponsesToolRules.Check(report, request, isOpenAI);
        if (isOpenAI)
        {
            CheckModel(report, request, OpenAIModel.Parse(report.Receiver.Model));
        }

        if (report.Receiver.Provider == "codex")
        {
            // CLIENTS F3.4: 400 "Unsupported parameter: max_output_tokens".
            report.Require(!request.Has("max_output_tokens"), RequestRules.OutputLimit, request.Get("max_output_tokens"), "is not supported.");
            report.Require(!request.Has("user"), RequestRules.UnknownMember, request.Get("user"), "is not supported.");
            report.Require(request.Get("store").IsFalse, RequestRules.MissingMember, request.Get("store"), "must be false.");
        }
    }

    private static void CheckTypes(RequestReport report, RequestNode request)
    {
        report.Require(!RequestTextRules.IsBlank(request.Get("model").Text) || request.Has("prompt") || report.Receiver.Provider.StartsWith("azure", StringComparison.Ordinal), RequestRules.MissingMember, request.Get("model"), "names no model.");
        report.RequireRange(request.Get("temperature"), 0, 2);
        report.RequireRange(request.Get("top_p"), 0, 1);
        report.RequireRange(request.Get("top_logprobs"), 0, 20);
        // 'integer below minimum value. Expected a value >= 16'.
        report.RequireRange(request.Get("max_output_tokens"), 16, int.MaxValue);
        report.RequireKind(request.Get("stream"), JsonValueKind.True, JsonValueKind.False);
        report.RequireKind(request.Get("store"), JsonValueKind.True, JsonValueKind.False);
        report.RequireKind(request.Get("instructions"), JsonValueKind.String, JsonValueKind.Array);
        report.RequireKind(request.Get("input"), JsonValueKind.String, JsonValueKind.Array);
        report.RequireKind(request.Get("tools"), JsonValueKind.Array);
        report.RequireKind(request.Get("reasoning"), JsonValueKind.Object);
        report.RequireKind(request.Get("text"), JsonValueKind.Object);
        report.RequireKind(request.Get("include"), JsonValueKind.Array);
        report.RequireKind(request.Get("metadata"), JsonValueKind.Object);
        report.RequireWord(RequestRules.ServiceTier, request.Get("service_tier"), "auto", "default", "flex", "scale", "priority", "fast");
        report.Require((request.Get("user").Text?.Length ?? 0) <= 64, RequestRules.UserLength, request.Get("user"), "is longer than 64.");
        report.Require((request.Get("safety_identifier").Text?.Length ?? 0) <= 64, RequestRules.UserLength, request.Get("safety_identifier"), "is longer than 64.");
        var previous = request.Get("previous_response_id").Text;
        report.Require(previous is null || previous.StartsWith("resp", StringComparison.Ordinal) || report.Receiver.Provider is not ("openai" or "openai-responses"), RequestRules.UnknownWord, request.Get("previous_response_id"), $"is '{previous}' and must begin with 'resp' (REQUESTS F33).");
        report.Require(previous is null || !request.Has("conversation"), RequestRules.UnknownMember, request.Get("conversation"), "stands beside previous_response_id.");
    }

    private static void CheckInput(RequestReport report, RequestNode request, bool isOpenAI)
    {
        var input = request.Get("input");
        var isContinued = request.Has("previous_response_id") || request.Has("conversation");
        report.Require((input.Text is { Length: > 0 }) || input.Count > 0 || isContinued || request.Has("prompt") || !RequestTextRules.IsBlank(request.Get("instructions").Text), RequestRules.NoMessages, input, "says nothing.");
        var turns = new List<RequestTurn>();
        var ids = new Dictionary<string, string>(StringComparer.Ordinal);
        var searches = new HashSet<string>(StringComparer.Ordinal);
        foreach (var item in input.Items())
        {
            var type = item.Get("type").Text ?? "message";
            var turn = new RequestTurn(type, item);
            turns.Add(turn);
            if (type == "message")
            {
                CheckMessage(report, item, isOpenAI);
            }
            else if (s_outputs.TryGetValue(type, out var answered))
            {
                var id = item.Get("call_id").Text ?? item.Get("id").Text;
                turn.Results.Add(new(id, null, item));

                // Codex answers a local shell call by the output of a function: its items have no output of that type.
                report.Require(id is null || !ids.TryGetValue(id, out var made) || made == answered || (made == "local_shell_call" && type == "function_call_output"), RequestRules.PartType, item.Get("type"), $"is '{type}' and answers a {ids.GetValueOrDefault(id ?? "")}.");
                report.Require(item.Has("output") || type == "apply_patch_call_output", RequestRules.MissingMember, item.Get("output"), "is missing.");
            }
            else if (type == "tool_search_call" && item.Get("call_id").Text is { } search)
            {
                // A search that the client carried out is answered by the output of a function (recorded).
                searches.Add(search);
            }
            else if (s_outputs.ContainsValue(type))
            {
                CheckCall(report, item, type, turn, ids);
            }
            else if (type == "reasoning")
            {
                CheckReasoning(report, item, request, isOpenAI);
            }
        }

        RequestTurnRules.CheckPairs(report, turns, isContinued || searches.Count > 0 || turns.Exists(turn => turn.Role == "item_reference"));
    }

    private static void CheckMessage(RequestReport report, RequestNode item, bool isOpenAI)
    {
        var role = item.Get("role").Text ?? "";
        report.Require(role is "system" or "developer" or "user" or "assistant", RequestRules.Role, item.Get("role"), $"is '{role}'.");
        var content = item.Get("content");
        report.Require(content.IsArray || content.Text is not null, RequestRules.EmptyMessage, content, "is missing.");
        foreach (var part in content.Items())
        {
            var type = part.Get("type").Text ?? "";
            var isAllowed = role == "assistant" ? type is "output_text" or "refusal" : type is "input_text" or "input_image" or "input_file" or "input_audio";
            report.Require(isAllowed || !isOpenAI, RequestRules.PartType, part.Get("type"), $"is '{type}' in a message of the {role}.");
            report.Require(!part.Has("cache_control") || !isOpenAI, RequestRules.CacheMember, part.Get("cache_control"), "is no member that the host knows.");
            if (type == "input_image")
            {
                CheckImage(report, part);
            }
        }
    }

    private static void CheckImage(RequestReport report, RequestNode part)
    {
        var url = part.Get("image_url").Text;
        report.Require(url is { Length: > 0 } || part.Has("file_id"), RequestRules.MissingMember, part.Get("image_url"), "has no address.");
        if (url is not null && url.StartsWith("data:", StringComparison.Ordinal))
        {
            var type = url["data:".Length..].Split(';', ',')[0];
            report.Require(type is "image/png" or "image/jpeg" or "image/jpg" or "image/webp" or "image/gif", RequestRules.MediaType, part.Get("image_url"), $"is of the type '{type}'.");
        }
    }

    private static void CheckCall(RequestReport report, RequestNode item, string type, RequestTurn turn, Dictionary<string, string> ids)
    {
        var id = item.Get("call_id").Text ?? item.Get("id").Text ?? "";
        ids[id] = type;
        turn.Calls.Add(new(id, item.Get("name").Text, item));
        report.Require(id.Length is > 0 and <= 64, RequestRules.CallId, item.Get("call_id"), "is empty or longer than 64.");
        if (type == "function_call")
        {
            RequestToolRules.CheckName(report, item.Get("name"), RequestToolRules.Long);
            report.Require(item.Get("arguments").Text is not null, RequestRules.Arguments, item.Get("arguments"), "must be a string.");
            // 'Invalid 'input[1].id': expected an ID that begins with 'fc'.'
            report.Require(item.Get("id").Text is not { } own || own.StartsWith("fc", StringComparison.Ordinal) || report.Receiver.Provider != "openai", RequestRules.CallId, item.Get("id"), "must begin with 'fc'.");
        }
        else if (type == "custom_tool_call")
        {
            report.Require(item.Get("input").Text is not null, RequestRules.Arguments, item.Get("input"), "must be a string.");
        }
    }

    private static void CheckReasoning(RequestReport report, RequestNode item, RequestNode request, bool isOpenAI)
    {
        var state = item.Get("encrypted_content");
        RequestTextRules.CheckSignature(report, state);
        report.Require(item.Get("summary").IsArray || !isOpenAI, RequestRules.MissingMember, item.Get("summary"), "is missing.");

        // 'Item with id 'rs_…' not found. Items are not persisted when `store` is set to false.'
        report.Require(state.IsPresent || !request.Get("store").IsFalse || !isOpenAI, RequestRules.SignatureMissing, state, "is missing and nothing is stored.");
        report.Require(state.IsPresent || item.Get("id").Text?.StartsWith("rs", StringComparison.Ordinal) == true || !isOpenAI, RequestRules.SignatureMissing, item, "has neither encrypted content nor an id of the host's.");
    }

    private static void CheckModel(RequestReport report, RequestNode request, OpenAIModel model)
    {
        var effort = request.Get("reasoning").Get("effort");
        report.Require(!request.Get("reasoning").IsPresent || model.IsReasoning || !model.IsKnown || request.Get("reasoning").Members().All(member => !member.IsPresent), RequestRules.Effort, request.Get("reasoning"), "is given to a model that does not reason.");
        if (effort.IsPresent && model.IsReasoning)
        {
            report.RequireWord(RequestRules.Effort, effort, [.. model.Efforts]);
        }

        if (model.RefusesSampling(effort.Text))
        {
            foreach (var member in (ReadOnlySpan<string>)["temperature", "top_p"])
            {
                report.Require(request.Get(member).Number is null or 1, RequestRules.Sampling, request.Get(member), "is not supported with this model and effort.");
            }

            report.Require(!request.Has("top_logprobs"), RequestRules.Sampling, request.Get("top_logprobs"), "is not supported with this model and effort.");
        }

        CheckFormat(report, request);
    }

    private static void CheckFormat(RequestReport report, RequestNode request)
    {
        var format = request.Get("text").Get("format");
        var type = format.Get("type").Text;
        report.Require(!format.IsPresent || type is "text" or "json_object" or "json_schema", RequestRules.UnknownWord, format.Get("type"), $"is '{type}'.");
        report.RequireWord(RequestRules.UnknownWord, request.Get("text").Get("verbosity"), "low", "medium", "high");
        if (type == "json_object")
        {
            report.Require(RequestTextRules.SaysJson(request.Get("input").IsPresent ? request.Get("input").Value.GetRawText() : "") || RequestTextRules.SaysJson(request.Get("instructions").Text ?? ""), RequestRules.JsonWord, format, "asks for JSON and no message says the word.");
        }
        else if (type == "json_schema")
        {
            report.Require(format.Get("name").Text is { } name && RequestToolRules.Plain.IsMatch(name), RequestRules.OutputSchema, format.Get("name"), "is missing or has other letters.");
            report.Require(format.Get("schema").IsObject, RequestRules.OutputSchema, format.Get("schema"), "is no object.");
            if (format.Get("strict").IsTrue)
            {
                RequestSchemaRules.CheckStrict(report, format.Get("schema"));
            }
        }
    }
}
