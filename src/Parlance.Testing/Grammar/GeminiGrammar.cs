using System.Text.Json;

namespace Parlance.Testing.Grammar;

/// <summary>
/// The grammar of Gemini's responses: server-sent events of one response each, or one response. Source:
/// ai.google.dev/api/generate-content.
/// </summary>
public static class GeminiGrammar
{
    private static readonly string[] s_kinds =
    [
        "text", "functionCall", "functionResponse", "inlineData", "fileData", "executableCode", "codeExecutionResult", "toolCall", "toolResponse", "thoughtSignature",
    ];

    private static readonly string[] s_counts =
        ["promptTokenCount", "cachedContentTokenCount", "candidatesTokenCount", "toolUsePromptTokenCount", "thoughtsTokenCount", "totalTokenCount"];

    /// <summary>Checks one response.</summary>
    /// <param name="body">The body as it went over the wire.</param>
    /// <param name="isStreaming">True for server-sent events, false for one JSON object.</param>
    /// <param name="profile">How much is forgiven.</param>
    /// <returns>One sentence for each violation, at most 50; empty where there is none.</returns>
    public static IReadOnlyList<string> Check(ReadOnlySpan<byte> body, bool isStreaming, GrammarProfile profile = GrammarProfile.Strict)
    {
        var report = new GrammarReport(profile);
        var state = new State();
        if (isStreaming)
        {
            var number = 0;
            foreach (var streamed in SseEvent.Split(body, report))
            {
                report.Place = $"event {number++}";
                report.Require(streamed.Type is null, "", "has a type; this wire's events have none.");
                report.Require(!state.HasFailed, "", "comes after an error.");
                Check(streamed.Data, report, state);
            }
        }
        else
        {
            Check(body, report, state);
        }

        report.Place = "end";
        report.Require(state.HasFailed || state.HasEnded || (!isStreaming && !report.IsStrict), "", "neither a finishReason nor a blockReason was given.");
        return report.Violations;
    }

    private static void Check(ReadOnlySpan<byte> json, GrammarReport report, State state)
    {
        if (!JsonShape.TryParse(json, report, out var response))
        {
            return;
        }

        // What is streamed without events is one array of responses.
        if (!report.IsStrict && response.Value.ValueKind == JsonValueKind.Array)
        {
            foreach (var element in response.Items())
            {
                Check(element, report, state);
            }
        }
        else
        {
            Check(response, report, state);
        }
    }

    private static void Check(JsonShape response, GrammarReport report, State state)
    {
        response.Be(JsonValueKind.Object);
        if (response.Get("error") is { IsPresent: true } error)
        {
            state.HasFailed = true;
            error.Be(JsonValueKind.Object);
            report.Require(error.RequireCount("code") is null or >= 400, error.Path, "has a code that is no error's.");
            error.RequireText("message");
            error.RequireText("status");
            return;
        }

        CheckId(response, "responseId", ref state.Id);
        CheckId(response, "modelVersion", ref state.Model);
        foreach (var candidate in response.Optional("candidates", JsonValueKind.Array).Items())
        {
            CheckCandidate(candidate.Be(JsonValueKind.Object), state);
        }

        var feedback = response.Optional("promptFeedback", JsonValueKind.Object);
        state.HasEnded |= feedback.Get("blockReason").IsPresent;
        var usage = response.Optional("usageMetadata", JsonValueKind.Object);
        foreach (var count in s_counts)
        {
            usage.OptionalCount(count);
        }

        report.Require(response.Has("candidates") || feedback.IsPresent || usage.IsPresent, "", "has neither candidates nor feedback nor usage.");
    }

    private static void CheckId(JsonShape response, string name, ref string? known)
    {
        var id = response.Optional(name, JsonValueKind.String).Text;
        response.Report.Require(id is null || known is null || known == id, name, $"changes from '{known}' to '{id}'.");
        known ??= id;
    }

    private static void CheckCandidate(JsonShape candidate, State state)
    {
        candidate.OptionalCount("index");
        var content = candidate.Optional("content", JsonValueKind.Object);
        var role = content.Optional("role", JsonValueKind.String);
        role.Report.Require(role.Text is null or "model", role.Path, $"is '{role.Text}' and must be 'model'.");
        foreach (var part in content.Optional("parts", JsonValueKind.Array).Items())
        {
            CheckPart(part.Be(JsonValueKind.Object));
        }

        var reason = candidate.Get("finishReason");
        if (reason.IsPresent)
        {
            state.HasEnded = true;
            if (reason.Value.ValueKind != JsonValueKind.Number || candidate.Report.IsStrict)
            {
                reason.Be(JsonValueKind.String);
                reason.Report.Require(reason.Text is not { } word || (word.Length > 0 && word.All(static letter => letter is (>= 'A' and <= 'Z') or '_')), reason.Path, $"is '{reason.Text}', which is no name of an enum.");
            }
        }
    }

    private static void CheckPart(JsonShape part)
    {
        var report = part.Report;
        var kinds = s_kinds.Where(part.Has).ToArray();
        report.Require(kinds.Length > 0, part.Path, "says nothing that this wire knows.");
        report.Require(kinds.Count(static kind => kind != "thoughtSignature") <= 1, part.Path, $"is several things at once: {string.Join(", ", kinds)}.");
        part.Optional("text", JsonValueKind.String);
        var signature = part.Optional("thoughtSignature", JsonValueKind.String);
        report.Require(signature.Text != "", signature.Path, "is empty.");
        var thought = part.Get("thought");
        report.Require(!thought.IsPresent || thought.Value.ValueKind is JsonValueKind.True or JsonValueKind.False, thought.Path, "must be true or false.");
        if (part.Get("functionCall") is { IsPresent: true } call)
        {
            CheckCall(call.Be(JsonValueKind.Object));
        }

        if (part.Get("inlineData") is { IsPresent: true } data)
        {
            data.Be(JsonValueKind.Object);
            data.RequireText("mimeType");
            data.Require("data").Be(JsonValueKind.String);
        }

        if (part.Get("fileData") is { IsPresent: true } file)
        {
            file.Be(JsonValueKind.Object).RequireText("fileUri");
        }

        if (part.Get("executableCode") is { IsPresent: true } code)
        {
            code.Be(JsonValueKind.Object).Require("code").Be(JsonValueKind.String);
        }

        if (part.Get("codeExecutionResult") is { IsPresent: true } result)
        {
            result.Be(JsonValueKind.Object).RequireText("outcome");
        }
    }

    private static void CheckCall(JsonShape call)
    {
        // A call that arrives in pieces names its function in the first one only, and its last piece may be empty.
        var isPiece = call.Has("partialArgs") || call.Has("willContinue") || call.Value is { ValueKind: JsonValueKind.Object } value && value.GetPropertyCount() == 0;
        if (!isPiece)
        {
            call.RequireText("name");
        }

        call.Optional("args", JsonValueKind.Object);
        var id = call.Optional("id", JsonValueKind.String);
        call.Report.Require(id.Text != "", id.Path, "is empty.");
    }

    private sealed class State
    {
        public string? Id;
        public string? Model;

        public bool HasEnded { get; set; }

        public bool HasFailed { get; set; }
    }
}
