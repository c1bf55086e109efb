using System.Text.Json;
using Microsoft.Extensions.AI;
using Parlance.Conformance.Replay;

namespace Parlance.Conformance.Translation;

/// <summary>Everything that a response says, whichever wire says it.</summary>
internal sealed record ResponseReading(Outcome Outcome)
{
    /// <summary>The addresses that the text cites, each once.</summary>
    public required IReadOnlyList<string> Citations { get; init; }

    /// <summary>Images, sounds and files: their data or their address.</summary>
    public required IReadOnlyList<string> Media { get; init; }

    /// <summary>The signatures and the encrypted forms of reasoning.</summary>
    public required IReadOnlyList<string> ReasoningStates { get; init; }

    /// <summary>What the issuers of tool calls attached to them, but for how a wire had spelled the call.</summary>
    public required IReadOnlyList<string> CallStates { get; init; }

    /// <summary>Blocks that are kept as the wire wrote them: what servers' tools did, and what has no kind.</summary>
    public required int KeptBlocks { get; init; }

    /// <summary>The model's words for refusing.</summary>
    public required string Refusal { get; init; }

    /// <summary>The members of the response that have no other place.</summary>
    public required IReadOnlySet<string> Extras { get; init; }

    public static ResponseReading Read(ChatResponse response)
    {
        var contents = response.Messages.SelectMany(message => message.Contents).ToList();
        return new ResponseReading(RecordingDecoder.Summarize(response))
        {
            Citations = [.. contents.SelectMany(content => content.Annotations ?? []).OfType<CitationAnnotation>()
                .Select(citation => citation.Url?.OriginalString).OfType<string>().Distinct(StringComparer.Ordinal)],
            Media = [.. contents.Select(AddressOf).OfType<string>().Where(address => address.Length > 0)],
            ReasoningStates = [.. contents.OfType<TextReasoningContent>().Select(content => content.ProtectedData).OfType<string>().Where(state => state.Length > 0)],
            CallStates = [.. contents.OfType<FunctionCallContent>().Select(call => call.OpaqueState).OfType<string>()],
            KeptBlocks = contents.Count(content => content.Raw is not null),
            Refusal = string.Concat(contents.OfType<TextContent>().Where(content => content.IsRefusal).Select(content => content.Text)),
            Extras = response.Extras is { ValueKind: JsonValueKind.Object } extras
                ? extras.EnumerateObject().Where(member => member.Value is not { ValueKind: JsonValueKind.Array } list || list.GetArrayLength() > 0).Select(member => member.Name).ToHashSet(StringComparer.Ordinal)
                : [],
        };
    }

    private static string? AddressOf(AIContent content) => content switch
    {
        DataContent data => data.Base64Data.ToString(),
        UriContent uri => uri.Uri.OriginalString,
        _ => null,
    };
}
