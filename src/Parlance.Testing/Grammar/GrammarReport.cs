namespace Parlance.Testing.Grammar;

/// <summary>Gathers what a response does wrong, each violation with the place where it stands.</summary>
internal sealed class GrammarReport(GrammarProfile profile)
{
    // A response that is wrong in every one of a thousand chunks is described well enough by its first violations.
    private const int MaximumViolations = 50;

    private readonly List<string> _violations = [];

    /// <summary>The part of the response that is being checked, such as <c>chunk 3</c>.</summary>
    public string Place { get; set; } = "body";

    public bool IsStrict => profile == GrammarProfile.Strict;

    public IReadOnlyList<string> Violations => _violations;

    /// <summary>Reports what no profile forgives.</summary>
    public void Add(string path, string problem)
    {
        if (_violations.Count < MaximumViolations)
        {
            _violations.Add(path.Length == 0 ? $"{Place}: {problem}" : $"{Place}: {path} {problem}");
        }
    }

    /// <summary>Reports what only the strict profile minds.</summary>
    public void AddStrict(string path, string problem)
    {
        if (IsStrict)
        {
            Add(path, problem);
        }
    }

    public void Require(bool condition, string path, string problem)
    {
        if (!condition)
        {
            Add(path, problem);
        }
    }

    public void RequireStrict(bool condition, string path, string problem)
    {
        if (!condition)
        {
            AddStrict(path, problem);
        }
    }
}
