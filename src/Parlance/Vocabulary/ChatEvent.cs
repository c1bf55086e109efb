using System.Text.Json;
using Microsoft.Extensions.AI;

namespace Parlance;

/// <summary>
/// One step of a response, as <see cref="ChatModel.StreamAsync"/> yields it: the response grammar as records, with the
/// argument deltas of tool calls that <see cref="ChatResponseUpdate"/> has no place for. A failure is an exception from
/// the enumeration.
/// </summary>
public abstract record ChatEvent
{
    private protected ChatEvent()
    {
    }
}

/// <summary>The response begins. Comes once, first.</summary>
/// <param name="ResponseId">The provider's id of the response, null where it gave none so far.</param>
/// <param name="ModelId">The model that answers, null where the provider did not say so far.</param>
/// <param name="CreatedAt">When the response was made.</param>
/// <param name="Warnings">What of the request could not be honoured.</param>
public sealed record MessageStarted(string? ResponseId, string? ModelId, DateTimeOffset? CreatedAt, IReadOnlyList<ChatWarning> Warnings) : ChatEvent;

/// <summary>A block of text, refusal, reasoning, media or anything but a client tool call begins.</summary>
/// <param name="Index">The block's index in the response.</param>
/// <param name="Kind">What the block holds.</param>
public sealed record BlockStarted(int Index, Responses.BlockKind Kind) : ChatEvent;

/// <summary>The next piece of visible text.</summary>
/// <param name="Index">The block's index.</param>
/// <param name="Text">The piece, never empty.</param>
public sealed record TextDelta(int Index, string Text) : ChatEvent;

/// <summary>The next piece of a refusal.</summary>
/// <param name="Index">The block's index.</param>
/// <param name="Text">The piece, never empty.</param>
public sealed record RefusalDelta(int Index, string Text) : ChatEvent;

/// <summary>The next piece of readable reasoning.</summary>
/// <param name="Index">The block's index.</param>
/// <param name="Text">The piece, never empty.</param>
public sealed record ReasoningDelta(int Index, string Text) : ChatEvent;

/// <summary>A call that the client must execute begins.</summary>
/// <param name="Index">The block's index.</param>
/// <param name="CallId">The call's id, empty where the provider gives none.</param>
/// <param name="Name">The tool's name.</param>
public sealed record ToolCallStarted(int Index, string CallId, string Name) : ChatEvent;

/// <summary>The next piece of a tool call's argument text.</summary>
/// <param name="Index">The block's index.</param>
/// <param name="Text">The piece, never empty.</param>
public sealed record ToolCallArgumentsDelta(int Index, string Text) : ChatEvent;

/// <summary>A tool call is complete. Comes once a call, after its last argument.</summary>
/// <param name="Index">The block's index.</param>
/// <param name="Call">The call; <c>Call.ArgumentsJson</c> is the argument text byte for byte.</param>
public sealed record ToolCallCompleted(int Index, FunctionCallContent Call) : ChatEvent;

/// <summary>
/// Content that is whole: media, a server tool's call or result, a block of the wire that has no other kind, a
/// reasoning block's signature, or a citation on text.
/// </summary>
/// <param name="Index">The block's index.</param>
/// <param name="Content">The content.</param>
public sealed record ContentReceived(int Index, AIContent Content) : ChatEvent;

/// <summary>What the response consumed. Comes at most once, before the end.</summary>
/// <param name="Usage">The disjoint buckets.</param>
/// <param name="Raw">The provider's own usage object, null where there is none.</param>
public sealed record UsageReported(TokenUsage Usage, JsonElement? Raw) : ChatEvent;

/// <summary>The response is complete. Comes once, last, on success only.</summary>
/// <param name="Reason">Why the model stopped, null where the provider gave no reason.</param>
/// <param name="RawReason">The provider's own word for it.</param>
/// <param name="ResponseId">The provider's id of the response, however late it came.</param>
/// <param name="ModelId">The model that answered, however late the provider said so.</param>
/// <param name="Extras">Members of the response that have no other place: an object, null where there are none.</param>
public sealed record Finished(ChatFinishReason? Reason, string? RawReason, string? ResponseId, string? ModelId, JsonElement? Extras) : ChatEvent;
