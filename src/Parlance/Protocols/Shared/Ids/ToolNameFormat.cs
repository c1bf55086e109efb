using System.Text;

namespace Parlance.Protocols;

/// <summary>How the names of tools look at a receiver; one that does not fit is changed on its way there and back.</summary>
/// <param name="MaximumLength">How many characters a name has at most.</param>
public sealed record ToolNameFormat(int MaximumLength)
{
    private const char Replacement = '_';
    private const string Start = "t_";

    /// <summary>OpenAI's, and that of whoever copies it: <c>^[a-zA-Z0-9_-]{1,64}$</c> (platform.openai.com/docs/api-reference/chat/create).</summary>
    public static ToolNameFormat OpenAI { get; } = new(64);

    /// <summary>Anthropic's: <c>^[a-zA-Z0-9_-]{1,128}$</c> (docs.anthropic.com/en/docs/agents-and-tools/tool-use/implement-tool-use).</summary>
    public static ToolNameFormat Anthropic { get; } = new(128);

    /// <summary>
    /// Google's: "must start with a letter or an underscore", with dots, colons and dashes, at most 64
    /// (googleapis.github.io/java-genai, FunctionDeclaration). Colons were not taken before, and so are changed.
    /// </summary>
    public static ToolNameFormat Google { get; } = new(64) { Marks = "_-.", StartMarks = "_" };

    /// <summary>Of AWS's Converse: <c>[a-zA-Z0-9_-]+</c>, at most 64 (docs.aws.amazon.com/bedrock/latest/APIReference/API_runtime_ToolSpecification.html).</summary>
    public static ToolNameFormat Bedrock { get; } = new(64);

    /// <summary>Moonshot's: "must start with a letter and can contain letters, numbers, underscores, and dashes" (github.com/MoonshotAI/kimi-cli/issues/1773).</summary>
    public static ToolNameFormat LetterFirst { get; } = new(64) { StartMarks = "" };

    /// <summary>The characters beside letters and digits of ASCII that a name may have.</summary>
    public string Marks { get; init; } = "_-";

    /// <summary>Those of <see cref="Marks"/> that a name may begin with; null for all, and then for digits too.</summary>
    public string? StartMarks { get; init; }

    /// <summary>True for a name that the receiver takes as it is.</summary>
    internal bool Takes(string name)
    {
        if (name.Length == 0 || name.Length > MaximumLength || !CanStart(name[0]))
        {
            return false;
        }

        foreach (var letter in name)
        {
            if (!IsLetter(letter))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>The name as the receiver takes it.</summary>
    /// <param name="name">The name.</param>
    /// <param name="ending">What it ends with, to tell it from another one that fits alike.</param>
    internal string Fit(string name, string ending = "")
    {
        if (ending.Length == 0 && Takes(name))
        {
            return name;
        }

        var fitted = new StringBuilder(name.Length == 0 || !CanStart(IsLetter(name[0]) ? name[0] : Replacement) ? Start : "");
        foreach (var letter in name)
        {
            fitted.Append(IsLetter(letter) ? letter : Replacement);
        }

        fitted.Length = Math.Min(fitted.Length, MaximumLength - ending.Length);
        return fitted.Append(ending).ToString();
    }

    private bool IsLetter(char letter) => char.IsAsciiLetterOrDigit(letter) || Marks.Contains(letter);

    private bool CanStart(char letter) => StartMarks is null || char.IsAsciiLetter(letter) || StartMarks.Contains(letter);
}
