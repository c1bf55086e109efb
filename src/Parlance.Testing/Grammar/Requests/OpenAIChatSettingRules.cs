using System.Text.Json;

namespace Parlance.Testing.Grammar;

/// <summary>The rules of settings on the chat wire.</summary>
internal static class OpenAIChatSettingRules
{
    public static void Check(RequestReport report, RequestNode request, OpenAIChatHost host)
    {
        if (host.IsOpenAI)
        {
            CheckModel(report, request, OpenAIModel.Parse(report.Receiver.Model));
        }

        if (host.Efforts is { } efforts)
        {
            report.RequireWord(RequestRules.Effort, request.Get("reasoning_effort"), efforts);
        }

        CheckThinking(report, request);
        if (host.ServiceTiers is { } tiers)
        {
            report.RequireWord(RequestRules.ServiceTier, request.Get("service_tier"), tiers);
        }

        report.Require((request.Get("user").Text?.Length ?? 0) <= host.MaximumUserLength, RequestRules.UserLength, request.Get("user"), $"is longer than {host.MaximumUserLength}.");
        report.Require((request.Get("safety_identifier").Text?.Length ?? 0) <= 64 || !host.IsOpenAI, RequestRules.UserLength, request.Get("safety_identifier"), "is longer than 64.");
        var stop = request.Get("stop");
        report.Require(stop.Count <= host.MaximumStopSequences, RequestRules.StopSequences, stop, $"holds more than {host.MaximumStopSequences}.");
        report.Require(!stop.Items().Any(item => string.IsNullOrEmpty(item.Text)) && stop.Text != "", RequestRules.StopSequences, stop, "holds an empty sequence.");
        var choices = request.Get("n").Number ?? 1;
        report.Require(choices >= 1 && choices <= host.MaximumChoices, RequestRules.OutOfRange, request.Get("n"), $"is {choices}.");
        report.Require(!request.Has("stream_options") || request.Get("stream").IsTrue || !host.IsOpenAI, RequestRules.UnknownMember, request.Get("stream_options"), "is allowed only where stream is true.");
        report.Require(!request.Has("top_logprobs") || request.Get("logprobs").IsTrue || !host.IsOpenAI, RequestRules.UnknownMember, request.Get("top_logprobs"), "is allowed only where logprobs is true.");
        CheckFormat(report, request, host);
    }

    private static void CheckModel(RequestReport report, RequestNode request, OpenAIModel model)
    {
        var effort = request.Get("reasoning_effort");
        if (effort.IsPresent)
        {
            report.RequireWord(RequestRules.Effort, effort, [.. model.Efforts]);
            var isRefused = model.Version >= 5.6 && effort.Text != "none" && request.Get("tools").Count > 0;
            report.Require(!isRefused, RequestRules.EffortWithTools, effort, $"is '{effort.Text}' and functions are offered.");
        }

        report.Require(!request.Has("web_search_options") || model.IsSearch, RequestRules.WebSearchModel, request.Get("web_search_options"), "is given to a model that does not search.");
        if (!model.IsReasoning)
        {
            return;
        }

        // 'Unsupported parameter: 'max_tokens' is not supported with this model. Use 'max_completion_tokens' instead.'
        report.Require(!request.Has("max_tokens"), RequestRules.OutputLimit, request.Get("max_tokens"), "is not supported with this model.");
        report.Require(!request.Has("stop") || model.HasStopSequences, RequestRules.StopSequences, request.Get("stop"), "is not supported with this model.");
        if (model.RefusesSampling(effort.Text))
        {
            foreach (var member in (ReadOnlySpan<string>)["temperature", "top_p"])
            {
                report.Require(request.Get(member).Number is null or 1, RequestRules.Sampling, request.Get(member), "is not supported with this model and effort.");
            }

            foreach (var member in (ReadOnlySpan<string>)["presence_penalty", "frequency_penalty"])
            {
                report.Require(request.Get(member).Number is null or 0, RequestRules.Sampling, request.Get(member), "is not supported with this model and effort.");
            }

            report.Require(!request.Get("logprobs").IsTrue && !request.Has("top_logprobs") && !request.Has("logit_bias"), RequestRules.Sampling, request.Get("logprobs"), "is not supported with this model and effort.");
        }
    }

    /// <summary>DeepSeek V4, Kimi and GLM, which think and want the reasoning of their calls back: REQUESTS F16.</summary>
    private static void CheckThinking(RequestReport report, RequestNode request)
    {
        var (provider, model) = (report.Receiver.Provider, report.Receiver.Model);
        var isOff = request.Get("thinking").Get("type").Text == "disabled" || request.Get("reasoning_effort").Text == "none";
        var demands = provider switch
        {
            // NEWCOMER D0: V4 thinks by default; a recorded deepseek-chat took calls without.
            "deepseek" => model.Contains("-v4", StringComparison.Ordinal) || request.Get("thinking").Get("type").Text == "enabled",
            "moonshot" => model.Contains("thinking", StringComparison.Ordinal) || model.StartsWith("kimi-k2.5", StringComparison.Ordinal) || model.StartsWith("kimi-k2.6", StringComparison.Ordinal) || model.StartsWith("kimi-k3", StringComparison.Ordinal),
            _ => false,
        };
        if (!demands || isOff)
        {
            return;
        }

        var messages = request.Get("messages").Items().ToList();
        var lastUser = messages.FindLastIndex(message => message.Get("role").Text == "user");
        foreach (var message in messages.Skip(lastUser + 1).Where(message => message.Get("tool_calls").Count > 0))
        {
            report.Require(message.Get("reasoning_content").Text is { Length: > 0 }, RequestRules.ReasoningMissing, message, "calls tools and has no reasoning_content.");
        }
    }

    private static void CheckFormat(RequestReport report, RequestNode request, OpenAIChatHost host)
    {
        var format = request.Get("response_format");
        var type = format.Get("type").Text;
        report.Require(!format.IsPresent || type is "text" or "json_object" or "json_schema" or "grammar" or "regex", RequestRules.UnknownWord, format, $"is '{type}'.");
        report.Require(report.Receiver.Provider != "deepseek" || type != "json_schema", RequestRules.UnknownWord, format, "is 'json_schema', which the host does not have.");
        if (type == "json_object" && host.IsJsonWordNeeded)
        {
            var says = request.Get("messages").Items().Any(message => message.Get("content") is { IsPresent: true } content && RequestTextRules.SaysJson(content.Value.GetRawText()));
            report.Require(says, RequestRules.JsonWord, format, "asks for JSON and no message says the word.");
        }

        if (type != "json_schema")
        {
            return;
        }

        var schema = format.Get("json_schema");
        report.Require(!host.IsOpenAI || (schema.Get("name").Text is { } name && RequestToolRules.Plain.IsMatch(name)), RequestRules.OutputSchema, schema.Get("name"), "is missing or has other letters.");
        report.Require(!host.IsOpenAI || schema.Get("schema").Value.ValueKind is JsonValueKind.Object, RequestRules.OutputSchema, schema.Get("schema"), "is no object.");
        if (schema.Get("strict").IsTrue && host.IsOpenAI)
        {
            RequestSchemaRules.CheckStrict(report, schema.Get("schema"));
        }
    }
}
