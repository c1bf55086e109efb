namespace Parlance.Protocols.OpenAIResponses;

/// <summary>What this wire notes on the types of Microsoft.Extensions.AI, so that what was read is written in the same shape again.</summary>
internal static class ResponsesWireNames
{
    public const string Wire = "openai-responses";

    /// <summary>The wire type of a reasoning item, whose state is the whole item.</summary>
    public const string Reasoning = $"{Wire}:reasoning";

    private const string PhasePrefix = $"{Wire}:phase:";

    /// <summary>The wire type of a message's content that belongs to a phase of the answer; null where it belongs to none.</summary>
    public static string? PhaseType(string? phase) => phase is null ? null : PhasePrefix + phase;

    /// <summary>The phase that a wire type names, null where it names none.</summary>
    public static string? PhaseOf(string? wireType) =>
        wireType is not null && wireType.StartsWith(PhasePrefix, StringComparison.Ordinal) ? wireType[PhasePrefix.Length..] : null;
}
