namespace Parlance.Protocols.OpenAIResponses;

/// <summary>What this wire notes on the types of Microsoft.Extensions.AI, so that what was read is written in the same shape again.</summary>
internal static class OpenAIResponsesSpelling
{
    public const string Wire = "openai-responses";

    /// <summary>The bag key of content kept whole: true for an item, false for a part of a message.</summary>
    public const string ItemKey = "parlance.responsesItem";

    /// <summary>The role of a system message that stands in <c>instructions</c> and not among the input.</summary>
    public const string Instructions = "instructions";

    /// <summary>The role of a user's message that is the whole input as a string.</summary>
    public const string BareInput = "input";

    /// <summary>The entry of <c>include</c> that asks for log probabilities.</summary>
    public const string LogProbsInclude = "message.output_text.logprobs";

    /// <summary>The wire type of a reasoning item, whose state is the whole item.</summary>
    public const string Reasoning = $"{Wire}:reasoning";

    /// <summary>The wire type of a file given by its content or address, whatever its media type.</summary>
    public const string File = $"{Wire}:file";

    /// <summary>The wire type of the result of a custom tool.</summary>
    public const string CustomOutput = CustomTool.ResultType;

    private const string PhasePrefix = $"{Wire}:phase:";

    /// <summary>The wire type of a message's content that belongs to a phase of the answer; null where it belongs to none.</summary>
    public static string? PhaseType(string? phase) => phase is null ? null : PhasePrefix + phase;

    /// <summary>The phase that a wire type names, null where it names none.</summary>
    public static string? PhaseOf(string? wireType) =>
        wireType is not null && wireType.StartsWith(PhasePrefix, StringComparison.Ordinal) ? wireType[PhasePrefix.Length..] : null;
}
