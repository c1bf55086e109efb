namespace Parlance.Testing.Grammar;

/// <summary>Gathers for what a receiver would refuse a request.</summary>
internal sealed class RequestReport(RequestReceiver receiver)
{
    private readonly List<RequestViolation> _violations = [];

    public RequestReceiver Receiver => receiver;

    public IReadOnlyList<RequestViolation> Violations => _violations;

    public void Add(RequestRule rule, RequestNode at, string problem) => _violations.Add(new RequestViolation(rule, at.Path, problem));

    public void Require(bool condition, RequestRule rule, RequestNode at, string problem)
    {
        if (!condition)
        {
            Add(rule, at, problem);
        }
    }

    /// <summary>Reports a member that is of another kind than the wire's reference says.</summary>
    public void RequireKind(RequestNode node, params ReadOnlySpan<System.Text.Json.JsonValueKind> kinds)
    {
        if (node.IsPresent && !kinds.Contains(node.Kind))
        {
            Add(RequestRules.WrongType, node, $"is {node.Kind}.");
        }
    }

    /// <summary>Reports a number outside the range that the receiver takes.</summary>
    public void RequireRange(RequestNode node, double least, double most)
    {
        if (!node.IsPresent)
        {
            return;
        }

        if (node.Number is not { } number)
        {
            Add(RequestRules.WrongType, node, $"is {node.Kind} and must be a number.");
        }
        else if (number < least || number > most)
        {
            Add(RequestRules.OutOfRange, node, $"is {number} and must lie in {least} to {most}.");
        }
    }

    /// <summary>Reports members that the receiver does not know and refuses for.</summary>
    public void RequireKnown(RequestNode node, IReadOnlySet<string> known, RequestRule? rule = null)
    {
        foreach (var member in node.Members())
        {
            Require(known.Contains(member.Name), rule ?? RequestRules.UnknownMember, member, "is no member that the receiver knows.");
        }
    }

    /// <summary>Reports a word that is none of those that the receiver takes.</summary>
    public void RequireWord(RequestRule rule, RequestNode node, params ReadOnlySpan<string> words)
    {
        if (node.IsPresent && (node.Text is not { } text || !words.Contains(text)))
        {
            Add(rule, node, $"is {node.Value} and must be one of {string.Join(", ", words!)}.");
        }
    }
}
