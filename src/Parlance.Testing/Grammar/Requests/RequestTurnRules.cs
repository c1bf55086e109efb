namespace Parlance.Testing.Grammar;

/// <summary>The order of a conversation: who speaks after whom, and which result answers which call.</summary>
internal static class RequestTurnRules
{
    /// <summary>Turns of one role stand alone, and the first is the user's.</summary>
    public static void CheckAlternation(RequestReport report, IReadOnlyList<RequestTurn> turns)
    {
        RequestTurn? before = null;
        foreach (var turn in turns)
        {
            report.Require(before is null || before.Role != turn.Role, RequestRules.Alternation, turn.Node, $"is a second turn of the role {turn.Role} in a row.");
            before = turn;
        }

        CheckFirst(report, turns);
    }

    public static void CheckFirst(RequestReport report, IReadOnlyList<RequestTurn> turns)
    {
        if (turns.Count > 0)
        {
            report.Require(turns[0].Role == "user", RequestRules.FirstTurn, turns[0].Node, $"is the first turn and of the role {turns[0].Role}.");
        }
    }

    /// <summary>Every result names an earlier call that is still open, and every call has its result at last; where is of no matter.</summary>
    public static void CheckPairs(RequestReport report, IEnumerable<RequestTurn> turns, bool areCallsBeforeKnown)
    {
        var open = new Dictionary<string, RequestNode>(StringComparer.Ordinal);
        var answered = new HashSet<string>(StringComparer.Ordinal);
        foreach (var turn in turns)
        {
            foreach (var call in turn.Calls)
            {
                report.Require(open.TryAdd(call.Id ?? "", call.Node) && !answered.Contains(call.Id ?? ""), RequestRules.DuplicateCallId, call.Node, $"has the id '{call.Id}' of an earlier call.");
            }

            foreach (var result in turn.Results)
            {
                if (open.Remove(result.Id ?? ""))
                {
                    answered.Add(result.Id ?? "");
                }
                else if (answered.Contains(result.Id ?? ""))
                {
                    report.Add(RequestRules.DuplicateResult, result.Node, $"answers the call '{result.Id}' again.");
                }
                else
                {
                    report.Require(areCallsBeforeKnown, RequestRules.OrphanResult, result.Node, $"answers the call '{result.Id}', which was not made.");
                }
            }
        }

        foreach (var (id, call) in open)
        {
            report.Add(RequestRules.UnansweredCall, call, $"calls with the id '{id}' and has no result.");
        }
    }

    /// <summary>The results of a turn's calls stand directly behind it, all of them and no other.</summary>
    /// <param name="report">Where violations go.</param>
    /// <param name="turns">The turns, each tool's result in the turn that the wire puts it into.</param>
    /// <param name="areResultsTurns">True where each result is a turn of its own, of the role tool.</param>
    /// <param name="isOpenEndAllowed">True where the last calls may be without results.</param>
    public static void CheckResultsBehindCalls(RequestReport report, IReadOnlyList<RequestTurn> turns, bool areResultsTurns, bool isOpenEndAllowed = false)
    {
        var open = new Dictionary<string, RequestNode>(StringComparer.Ordinal);
        var answered = new HashSet<string>(StringComparer.Ordinal);
        foreach (var turn in turns)
        {
            foreach (var result in turn.Results)
            {
                if (open.Remove(result.Id ?? ""))
                {
                    answered.Add(result.Id ?? "");
                }
                else
                {
                    var rule = answered.Contains(result.Id ?? "") ? RequestRules.DuplicateResult : RequestRules.OrphanResult;
                    report.Add(rule, result.Node, $"answers the call '{result.Id}', which does not stand open before it.");
                }
            }

            if (areResultsTurns && turn.Role == "tool")
            {
                continue;
            }

            Close();
            answered.Clear();
            foreach (var call in turn.Calls)
            {
                report.Require(open.TryAdd(call.Id ?? "", call.Node), RequestRules.DuplicateCallId, call.Node, $"has the id '{call.Id}' of another call of the same turn.");
            }
        }

        if (!isOpenEndAllowed)
        {
            Close();
        }

        void Close()
        {
            foreach (var (id, call) in open)
            {
                report.Add(RequestRules.UnansweredCall, call, $"calls with the id '{id}' and has no result directly behind it.");
            }

            open.Clear();
        }
    }
}
