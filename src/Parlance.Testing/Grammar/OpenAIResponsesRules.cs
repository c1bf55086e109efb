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
        report.Require(status is null || s_statuses.Contains(status), response.Get("status").Path, $"is '{status}', which is no status.");
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
                foreach (var annotation in part.RequireArray("annotations").Items())
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
        usage.RequireCount("input_tokens");
        usage.RequireCount("output_tokens");
        usage.RequireCount("total_tokens");
        if (usage.Optional("input_tokens_details", JsonValueKind.Object) is { IsPresent: true } input)
        {
            input.OptionalCount("cached_tokens");
        }

        if (usage.Optional("output_tokens_details", JsonValueKind.Object) is { IsPresent: true } output)
        {
            output.OptionalCount("reasoning_tokens");
        }
    }
}
