using System.Text.Json;

namespace Parlance.Testing.Grammar;

/// <summary>The response object, its items and their parts.</summary>
internal static class OpenAIResponsesRules
{
    private static readonly string[] s_statuses = ["completed", "incomplete", "failed", "in_progress", "queued", "cancelled"];

    /// <summary>Checks a response object; null where its status is none.</summary>
    public static string? CheckResponse(JsonShape response)
    {
        response.Be(JsonValueKind.Object);
        var report = response.Report;
        response.RequireText("id");
        response.RequireConstant("object", "response");
        response.RequireText("model");
        CheckTime(response.Require("created_at"));
        var status = response.RequireText("status");
        // Doubles of the service are known to say "complete".
        report.Require(status is null || s_statuses.Contains(status) || (status == "complete" && !report.IsStrict), response.Get("status").Path, $"is '{status}', which is no status.");
        foreach (var item in response.RequireArray("output").Items())
        {
            CheckItem(item);
        }

        CheckEnding(response, status);
        CheckUsage(response.Get("usage"));
        return status;
    }

    /// <summary>Checks an item; its id, null where it has none.</summary>
    public static string? CheckItem(JsonShape item)
    {
        item.Be(JsonValueKind.Object);
        var type = item.RequireText("type");
        var id = item.RequireText("id");
        switch (type)
        {
            case "message":
                item.RequireConstant("role", "assistant");
                item.RequireText("status");
                foreach (var part in item.RequireArray("content").Items())
                {
                    CheckPart(part);
                }

                break;
            case "function_call":
                item.RequireText("call_id");
                item.RequireText("name");
                item.Require("arguments").Be(JsonValueKind.String);
                break;
            case "custom_tool_call":
                item.RequireText("call_id");
                item.RequireText("name");
                item.Require("input").Be(JsonValueKind.String);
                break;
            case "reasoning":
                foreach (var part in item.RequireArray("summary").Items())
                {
                    part.RequireConstant("type", "summary_text");
                    part.Require("text").Be(JsonValueKind.String);
                }

                item.Optional("encrypted_content", JsonValueKind.String);
                break;
        }

        return id;
    }

    public static void CheckPart(JsonShape part)
    {
        part.Be(JsonValueKind.Object);
        switch (part.RequireText("type"))
        {
            case "output_text":
                part.Require("text").Be(JsonValueKind.String);
                // Local hosts leave the list out where it would be empty.
                foreach (var annotation in RequireList(part, "annotations").Items())
                {
                    annotation.RequireText("type");
                }

                break;
            case "refusal":
                part.Require("refusal").Be(JsonValueKind.String);
                break;
        }
    }

    private static void CheckTime(JsonShape time) => time.Be(JsonValueKind.Number);

    private static void CheckEnding(JsonShape response, string? status)
    {
        var report = response.Report;
        var details = response.Optional("incomplete_details", JsonValueKind.Object);
        var error = response.Optional("error", JsonValueKind.Object);
        report.Require(status != "incomplete" || details.IsPresent, details.Path, "is missing from an incomplete response.");
        report.Require(status == "incomplete" || !details.IsPresent, details.Path, "stands in a response that is not incomplete.");
        report.Require(status != "failed" || error.IsPresent, error.Path, "is missing from a failed response.");
        report.Require(status == "failed" || !error.IsPresent, error.Path, "stands in a response that has not failed.");
        if (details.IsPresent)
        {
            details.RequireText("reason");
        }

        if (error.IsPresent)
        {
            error.RequireText("code");
            error.Require("message").Be(JsonValueKind.String);
        }
    }

    private static void CheckUsage(JsonShape usage)
    {
        if (!usage.IsPresent)
        {
            return;
        }

        usage.Be(JsonValueKind.Object);
        RequireTokens(usage, "input_tokens");
        RequireTokens(usage, "output_tokens");
        RequireTokens(usage, "total_tokens");
        if (usage.Optional("input_tokens_details", JsonValueKind.Object) is { IsPresent: true } input)
        {
            input.OptionalCount("cached_tokens");
        }

        if (usage.Optional("output_tokens_details", JsonValueKind.Object) is { IsPresent: true } output)
        {
            output.OptionalCount("reasoning_tokens");
        }
    }

    private static JsonShape RequireList(JsonShape holder, string name) =>
        holder.Report.IsStrict ? holder.RequireArray(name) : holder.Optional(name, JsonValueKind.Array);

    /// <summary>The service has been seen to count less than nothing.</summary>
    private static void RequireTokens(JsonShape usage, string name)
    {
        if (usage.Report.IsStrict)
        {
            usage.RequireCount(name);
        }
        else
        {
            usage.Require(name).Be(JsonValueKind.Number);
        }
    }
}
