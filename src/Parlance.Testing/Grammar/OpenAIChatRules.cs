using System.Text.Json;

namespace Parlance.Testing.Grammar;

/// <summary>The rules of OpenAI's chat completions that hold for one object at a time.</summary>
internal static class OpenAIChatRules
{
    public static void CheckCompletion(JsonShape completion)
    {
        var report = completion.Report;
        completion.Be(JsonValueKind.Object);
        CheckHead(completion, "chat.completion");
        var choices = completion.RequireArray("choices");
        report.Require(choices.Items().Any(), "choices", "is empty.");
        var seen = new HashSet<long>();
        foreach (var choice in choices.Items())
        {
            CheckIndex(choice, seen);
            CheckFinishReason(choice.Require("finish_reason"), isRequired: true);
            CheckLogProbs(choice);
            // A host that filters the answer leaves the message out.
            CheckMessage(report.IsStrict ? choice.RequireObject("message") : choice.Optional("message", JsonValueKind.Object));
        }

        CheckUsage(completion.Optional("usage", JsonValueKind.Object));
    }

    /// <summary>The members that a completion and each of its chunks share.</summary>
    public static void CheckHead(JsonShape head, string type)
    {
        if (head.Report.IsStrict)
        {
            head.RequireText("id");
            head.RequireText("model");
            head.RequireCount("created");
            head.RequireConstant("object", type);
        }
        else
        {
            // Copies of the wire leave members out, and recorders drop empty ones; a client reads on without them.
            head.Optional("id", JsonValueKind.String);
            head.Optional("model", JsonValueKind.String);
            head.Optional("created", JsonValueKind.Number);
            head.Optional("object", JsonValueKind.String);
        }

        head.Optional("system_fingerprint", JsonValueKind.String);
    }

    public static void CheckFinishReason(JsonShape reason, bool isRequired)
    {
        var report = reason.Report;
        if (!reason.IsPresent)
        {
            report.RequireStrict(!isRequired, reason.Path, "is null and must say why the model stopped.");
            return;
        }

        if (reason.Text is not { } word)
        {
            report.AddStrict(reason.Path, $"is {reason.Value.ValueKind} and must be String.");
        }
        else
        {
            report.RequireStrict(OpenAIChatGrammar.FinishReasons.Contains(word), reason.Path, $"is '{word}', which is no finish reason.");
        }
    }

    public static void CheckUsage(JsonShape usage)
    {
        if (!usage.IsObject)
        {
            return;
        }

        var report = usage.Report;
        if (!report.IsStrict)
        {
            return;
        }

        var input = usage.RequireCount("prompt_tokens");
        var output = usage.RequireCount("completion_tokens");
        var total = usage.RequireCount("total_tokens");
        report.Require(input is null || output is null || total is null || input + output == total, usage.Path, "has a total that is not its sum.");
        usage.Optional("prompt_tokens_details", JsonValueKind.Object).OptionalCount("cached_tokens");
        usage.Optional("completion_tokens_details", JsonValueKind.Object).OptionalCount("reasoning_tokens");
    }

    public static void CheckIndex(JsonShape choice, HashSet<long> seen)
    {
        choice.Be(JsonValueKind.Object);
        if (choice.Report.IsStrict || choice.Has("index"))
        {
            var index = choice.RequireCount("index");
            choice.Report.Require(index is null || seen.Add(index.Value), choice.Path, "repeats an index.");
        }
    }

    public static void CheckLogProbs(JsonShape choice)
    {
        // A host forwards the bare probability of a chunk as another engine gives it.
        var logProbs = choice.Report.IsStrict ? choice.Optional("logprobs", JsonValueKind.Object) : choice.Get("logprobs");
        foreach (var list in new[] { logProbs.Optional("content", JsonValueKind.Array), logProbs.Optional("refusal", JsonValueKind.Array) })
        {
            foreach (var token in list.Items())
            {
                token.Require("token").Be(JsonValueKind.String);
                token.Require("logprob").Be(JsonValueKind.Number);
            }
        }
    }

    /// <summary>The function or custom tool of a complete call.</summary>
    public static void CheckToolCall(JsonShape call)
    {
        var isCustom = call.Get("type").Text == "custom";
        if (call.Report.IsStrict)
        {
            call.RequireText("id");
            if (!isCustom)
            {
                call.RequireConstant("type", "function");
            }
        }

        var called = call.RequireObject(isCustom ? "custom" : "function");
        called.RequireText("name");
        var input = called.Get(isCustom ? "input" : "arguments");
        input.Report.RequireStrict(input.Value.ValueKind == JsonValueKind.String, input.Path, "must be a String.");
    }

    private static void CheckMessage(JsonShape message)
    {
        var report = message.Report;
        if (report.IsStrict)
        {
            message.RequireConstant("role", "assistant");
            message.Require("content");
            message.Optional("content", JsonValueKind.String);
        }

        message.Optional("refusal", JsonValueKind.String);
        var calls = message.Optional("tool_calls", JsonValueKind.Array);
        report.RequireStrict(!calls.IsPresent || calls.Items().Any(), calls.Path, "is empty; without calls the member is absent.");
        foreach (var call in calls.Items())
        {
            CheckToolCall(call);
        }

        foreach (var annotation in message.Optional("annotations", JsonValueKind.Array).Items())
        {
            annotation.Be(JsonValueKind.Object);
            annotation.RequireText("type");
        }
    }
}
