namespace Parlance.Protocols.OpenAIChat;

/// <summary>The words by which a model marks its reasoning off inside its answer's text.</summary>
/// <param name="Start">What stands before the reasoning, at the beginning of the text, such as <c>&lt;think&gt;</c>.</param>
/// <param name="End">What stands between the reasoning and the answer, such as <c>&lt;/think&gt;</c>.</param>
public sealed record OpenAIChatReasoningMarks(string Start, string End)
{
    /// <summary>Checked as it is set: neither word may be empty.</summary>
    public string Start { get; init => field = Check(value); } = Check(Start);

    /// <inheritdoc cref="Start" />
    public string End { get; init => field = Check(value); } = Check(End);

    /// <summary>Both words, with what they enclose left out.</summary>
    public override string ToString() => $"{Start} … {End}";

    private static string Check(string mark)
    {
        ArgumentException.ThrowIfNullOrEmpty(mark);
        return mark;
    }
}
