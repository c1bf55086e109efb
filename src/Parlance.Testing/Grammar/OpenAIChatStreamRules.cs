using System.Text.Json;

namespace Parlance.Testing.Grammar;

/// <summary>
/// The order of a streamed chat completion: the role first, each tool call opened by its id and name, one finish reason a
/// choice, then usage, then <c>[DONE]</c>.
/// </summary>
internal sealed class OpenAIChatStreamRules(GrammarReport report)
{
    private readonly Dictionary<long, OpenAIChatChoiceRules> _choices = [];
    private string? _id;
    private bool _sawUsage;
    private bool _sawError;
    private bool _sawDone;

    public void Check(List<SseEvent> events)
    {
        for (var index = 0; index < events.Count; index++)
        {
            report.Place = $"event {index}";
            CheckEvent(events[index]);
        }

        report.Place = "end";
        report.RequireStrict(_sawDone || _sawError, "", "[DONE] is missing.");
        if (_sawError)
        {
            return;
        }

        report.Require(_choices.Count > 0, "", "no choice has come.");
        foreach (var (index, choice) in _choices)
        {
            report.Require(choice.HasFinished || (_sawDone && !report.IsStrict), $"choices[{index}]", "has no finish_reason.");
        }
    }

    private void CheckEvent(SseEvent item)
    {
        report.Require(!_sawDone, "", "comes after [DONE].");
        if (item.Data.AsSpan().SequenceEqual("[DONE]"u8))
        {
            _sawDone = true;
            return;
        }

        report.Require(!_sawError, "", "comes after an error.");
        // Some hosts name their events; the vendor's client libraries act on an `error` and a `thread.` type only.
        report.RequireStrict(item.Type is null or "error", "", $"has the type '{item.Type}'; chunks have none.");
        if (!JsonShape.TryParse(item.Data, report, out var chunk))
        {
            return;
        }

        chunk.Be(JsonValueKind.Object);
        if (chunk.Get("error").IsPresent)
        {
            CheckError(chunk.Get("error"));
            return;
        }

        CheckChunk(chunk);
    }

    private void CheckError(JsonShape error)
    {
        _sawError = true;
        if (report.IsStrict)
        {
            error.Be(JsonValueKind.Object);
            error.RequireText("message");
            error.RequireText("type");
        }
    }

    private void CheckChunk(JsonShape chunk)
    {
        OpenAIChatRules.CheckHead(chunk, "chat.completion.chunk");
        _id ??= chunk.Get("id").Text;
        report.RequireStrict(chunk.Get("id").Text == _id, "id", $"is '{chunk.Get("id").Text}' and was '{_id}'.");

        // A chunk that carries only usage has an empty list; recorders drop it.
        var choices = report.IsStrict ? chunk.RequireArray("choices") : chunk.Optional("choices", JsonValueKind.Array);
        var seen = new HashSet<long>();
        foreach (var choice in choices.Items())
        {
            OpenAIChatRules.CheckIndex(choice, seen);
            var index = choice.Get("index") is { Value.ValueKind: JsonValueKind.Number } number && number.Value.TryGetInt64(out var given) ? given : 0;
            if (!_choices.TryGetValue(index, out var rules))
            {
                _choices.Add(index, rules = new OpenAIChatChoiceRules(report));
            }

            rules.Check(choice);
        }

        CheckUsage(chunk, hasChoices: seen.Count > 0);
    }

    private void CheckUsage(JsonShape chunk, bool hasChoices)
    {
        var usage = chunk.Optional("usage", JsonValueKind.Object);
        if (!usage.IsPresent)
        {
            report.RequireStrict(!_sawUsage, "", "comes after usage.");
            return;
        }

        // Hosts report running counts in every chunk, or usage together with the finish reason.
        report.RequireStrict(!_sawUsage, "usage", "comes twice.");
        report.RequireStrict(!hasChoices, "usage", "comes together with choices.");
        report.RequireStrict(_choices.Count > 0 && _choices.Values.All(choice => choice.HasFinished), "usage", "comes before every choice has finished.");
        OpenAIChatRules.CheckUsage(usage);
        _sawUsage = true;
    }
}

/// <summary>What one choice of a stream has said so far.</summary>
internal sealed class OpenAIChatChoiceRules(GrammarReport report)
{
    private readonly Dictionary<long, string?> _callIds = [];
    private bool _hasBegun;

    public bool HasFinished { get; private set; }

    public void Check(JsonShape choice)
    {
        var delta = report.IsStrict ? choice.RequireObject("delta") : choice.Optional("delta", JsonValueKind.Object);
        CheckRole(delta);
        delta.Optional("refusal", JsonValueKind.String);
        if (report.IsStrict)
        {
            delta.Optional("content", JsonValueKind.String);
        }

        var calls = delta.Optional("tool_calls", JsonValueKind.Array);
        report.RequireStrict(!calls.IsPresent || calls.Items().Any(), calls.Path, "is empty; without calls the member is absent.");
        var says = calls.Items().Any() || delta.Get("content").Text is { Length: > 0 } || delta.Get("refusal").Text is { Length: > 0 };
        report.RequireStrict(!(HasFinished && says), delta.Path, "goes on after the finish_reason.");
        foreach (var call in calls.Items())
        {
            call.Be(JsonValueKind.Object);
            // Hosts leave the index out, give -1 for all, or repeat id and name in every fragment.
            if (report.IsStrict)
            {
                CheckFragment(call);
            }
        }

        OpenAIChatRules.CheckLogProbs(choice);
        CheckFinish(report.IsStrict ? choice.Require("finish_reason") : choice.Get("finish_reason"));
    }

    private void CheckRole(JsonShape delta)
    {
        var role = delta.Optional("role", JsonValueKind.String);
        if (!_hasBegun)
        {
            report.RequireStrict(role.Text == "assistant", delta.Path, "is the first and does not say the role 'assistant'.");
        }
        else
        {
            report.RequireStrict(!role.IsPresent, delta.Path, "repeats the role.");
        }

        _hasBegun = true;
    }

    private void CheckFragment(JsonShape fragment)
    {
        if (fragment.RequireCount("index") is not { } index)
        {
            return;
        }

        if (_callIds.TryGetValue(index, out var id))
        {
            CheckContinuation(fragment, id);
            return;
        }

        report.Require(index == _callIds.Count, fragment.Path, $"has the index {index} where {_callIds.Count} comes next.");
        _callIds.Add(index, fragment.Get("id").Text);
        OpenAIChatRules.CheckToolCall(fragment);
    }

    private void CheckContinuation(JsonShape fragment, string? firstId)
    {
        var id = fragment.Get("id");
        report.Require(!id.IsPresent || id.Text == firstId, id.Path, $"is '{id.Text}' and was '{firstId}'.");
        report.Require(!fragment.Get("function").Get("name").IsPresent, fragment.Path, "repeats the name, which clients append.");
        report.Require(
            fragment.Get("custom").IsPresent || fragment.Get("function").Get("arguments").Text is not null,
            fragment.Path,
            "carries no arguments.");
    }

    private void CheckFinish(JsonShape reason)
    {
        OpenAIChatRules.CheckFinishReason(reason, isRequired: false);
        if (!reason.IsPresent)
        {
            return;
        }

        report.RequireStrict(!HasFinished, reason.Path, "comes twice.");
        HasFinished = true;
        report.RequireStrict(reason.Text != "tool_calls" || _callIds.Count > 0, reason.Path, "is 'tool_calls' without any.");
    }
}
