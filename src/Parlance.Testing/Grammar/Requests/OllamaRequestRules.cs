using System.Text.Json;

namespace Parlance.Testing.Grammar;

/// <summary>
/// The rules of a request of Ollama's chat: https://docs.ollama.com/api/chat, and api/types.go of ollama/ollama, whose types
/// refuse what they cannot hold. The templates of models read the order of turns, and refuse none.
/// </summary>
internal static class OllamaRequestRules
{
    public static void Check(RequestReport report, RequestNode request)
    {
        report.Require(!RequestTextRules.IsBlank(request.Get("model").Text), RequestRules.MissingMember, request.Get("model"), "names no model.");
        report.RequireKind(request.Get("messages"), JsonValueKind.Array);
        report.RequireKind(request.Get("stream"), JsonValueKind.True, JsonValueKind.False);
        report.RequireKind(request.Get("options"), JsonValueKind.Object);
        report.RequireKind(request.Get("format"), JsonValueKind.String, JsonValueKind.Object);
        report.RequireKind(request.Get("tools"), JsonValueKind.Array);
        var format = request.Get("format");
        report.Require(format.Text is null or "" or "json", RequestRules.UnknownWord, format, $"is '{format.Text}' and must be 'json' or a schema.");
        CheckOptions(report, request.Get("options"));
        CheckThinking(report, request.Get("think"));
        CheckMessages(report, request.Get("messages"));
        CheckTools(report, request.Get("tools"));
    }

    /// <summary>https://docs.ollama.com/modelfile#valid-parameters-and-values; a value of another type is refused: 'option … must be of type …'.</summary>
    private static void CheckOptions(RequestReport report, RequestNode options)
    {
        foreach (var name in (ReadOnlySpan<string>)["temperature", "top_p", "min_p", "top_k", "repeat_penalty", "presence_penalty", "frequency_penalty", "seed", "num_predict", "num_ctx", "repeat_last_n"])
        {
            report.RequireKind(options.Get(name), JsonValueKind.Number);
        }

        foreach (var name in (ReadOnlySpan<string>)["top_k", "seed", "num_predict", "num_ctx", "repeat_last_n"])
        {
            var number = options.Get(name).Number;
            report.Require(number is null || Math.Floor(number.Value) == number, RequestRules.WrongType, options.Get(name), "must be a whole number.");
        }

        report.RequireKind(options.Get("stop"), JsonValueKind.Array);
        report.Require(!options.Get("stop").Items().Any(stop => string.IsNullOrEmpty(stop.Text)), RequestRules.StopSequences, options.Get("stop"), "holds an empty sequence.");
    }

    /// <summary>
    /// ollama#12561: 'think value "medium" is not supported for this model' but by gpt-oss, which in turn takes no switch off;
    /// a model without thinking: '"llama3.1" does not support thinking'.
    /// </summary>
    private static void CheckThinking(RequestReport report, RequestNode think)
    {
        if (!think.IsPresent)
        {
            return;
        }

        var model = report.Receiver.Model;
        report.RequireKind(think, JsonValueKind.True, JsonValueKind.False, JsonValueKind.String);
        report.Require(think.Text is null or "low" or "medium" or "high" or "max", RequestRules.Effort, think, $"is '{think.Text}'.");
        report.Require(think.Text is null || model.Contains("gpt-oss", StringComparison.Ordinal), RequestRules.Effort, think, "is an effort, which this model does not take.");
        var cannot = model.StartsWith("llama3", StringComparison.Ordinal) || model.StartsWith("gemma3", StringComparison.Ordinal) || model.StartsWith("mistral", StringComparison.Ordinal) || model.StartsWith("qwen2", StringComparison.Ordinal);
        report.Require(!cannot || think.IsFalse, RequestRules.Thinking, think, "is given to a model that does not think.");
    }

    private static void CheckMessages(RequestReport report, RequestNode messages)
    {
        var calls = 0;
        foreach (var message in messages.Items())
        {
            var role = message.Get("role").Text ?? "";
            report.Require(role is "system" or "user" or "assistant" or "tool", RequestRules.Role, message.Get("role"), $"is '{role}'.");
            report.RequireKind(message.Get("content"), JsonValueKind.String);
            report.RequireKind(message.Get("thinking"), JsonValueKind.String);
            report.RequireKind(message.Get("images"), JsonValueKind.Array);
            foreach (var image in message.Get("images").Items())
            {
                var isData = image.Text is { Length: > 0 } text && !text.StartsWith("http", StringComparison.Ordinal) && !text.StartsWith("data:", StringComparison.Ordinal);
                report.Require(isData, RequestRules.MediaForm, image, "is no bare base64.");
            }

            foreach (var call in message.Get("tool_calls").Items())
            {
                calls++;
                report.Require(call.Get("function").Get("name").Text is { Length: > 0 }, RequestRules.MissingMember, call, "has no name.");
                report.Require(call.Get("function").Get("arguments").IsObject, RequestRules.Arguments, call.Get("function").Get("arguments"), "must be an object: 'cannot unmarshal string into … ToolCallFunctionArguments'.");
            }

            if (role == "tool")
            {
                report.Require(calls-- > 0, RequestRules.OrphanResult, message, "answers a call that was not made.");
            }

            var says = message.Get("content").Text is { Length: > 0 } || message.Get("tool_calls").Count > 0 || message.Get("images").Count > 0 || message.Get("thinking").Text is { Length: > 0 };
            report.Require(says || role is "tool" or "user", RequestRules.EmptyMessage, message, "says nothing.");
        }
    }

    private static void CheckTools(RequestReport report, RequestNode tools)
    {
        foreach (var tool in tools.Items())
        {
            report.Require(tool.Get("type").Text == "function", RequestRules.ToolType, tool.Get("type"), $"is '{tool.Get("type").Text}'.");
            var parameters = tool.Get("function").Get("parameters");
            report.RequireKind(parameters, JsonValueKind.Object);
            // The template walks over the properties: REQUESTS F11.
            report.Require(!parameters.IsPresent || parameters.Get("type").Text is not null, RequestRules.SchemaRoot, parameters.Get("type"), "is missing.");
            report.RequireKind(parameters.Get("properties"), JsonValueKind.Object);
            report.RequireKind(parameters.Get("required"), JsonValueKind.Array);
        }

        RequestToolRules.CheckNames(report, tools.Items().Select(tool => tool.Get("function").Get("name")), RequestToolRules.Any);
    }
}
