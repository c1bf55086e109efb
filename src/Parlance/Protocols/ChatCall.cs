using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.AI;

namespace Parlance.Protocols;

/// <summary>
/// One chat request on its way to a wire or from one: what to say, to which model, and what became of the settings that
/// could not be said. A copy made by <c>with</c> has no warnings yet: nothing of it has been written.
/// </summary>
public sealed record ChatCall
{
    private readonly CallWarnings _warnings = new();
    private readonly Origins? _origins;

    /// <summary>Creates a call.</summary>
    public ChatCall()
    {
    }

    private ChatCall(ChatCall original)
    {
        _warnings = new();
        Model = original.Model;
        Messages = original.Messages;
        Options = original.Options;
        IsStreaming = original.IsStreaming;
        Recipient = original.Recipient;
        KindredIssuers = original.KindredIssuers;
        UnsupportedPolicy = original.UnsupportedPolicy;
        UnsupportedContent = original.UnsupportedContent;
        WarningDetail = original.WarningDetail;
        OriginalBody = original.OriginalBody;
        Inbound = original.Inbound;
        OriginalModel = original.OriginalModel;
    }

    /// <summary>The form in which a receiver takes a call: it shares the call's warnings.</summary>
    [SetsRequiredMembers]
    private ChatCall(ChatCall original, IReadOnlyList<ChatMessage> messages, Origins? origins)
        : this(original)
    {
        Model = original.Model;
        _warnings = original._warnings;
        _origins = origins;
        Messages = messages;
    }

    /// <summary>The model's id, verbatim.</summary>
    public required string Model { get; init; }

    /// <summary>The conversation, one message for each message of the wire.</summary>
    public required IReadOnlyList<ChatMessage> Messages { get; init; }

    /// <summary>The settings. Never null.</summary>
    public ChatOptions Options { get; init; } = new();

    /// <summary>True for a streamed response.</summary>
    public bool IsStreaming { get; init; }

    /// <summary>Who will receive the call: opaque state from any other issuer is left out. Null for no check.</summary>
    public string? Recipient { get; init; }

    /// <summary>Other issuers whose signed reasoning the receiver accepts too.</summary>
    public ImmutableArray<string> KindredIssuers { get; init; } = [];

    /// <summary>What to do with a setting that the wire cannot express.</summary>
    public UnsupportedPolicy UnsupportedPolicy { get; init; }

    /// <summary>What to do with content that the wire cannot express.</summary>
    public UnsupportedContent UnsupportedContent { get; init; }

    /// <summary>How much of what became of the call <see cref="Warnings"/> tell.</summary>
    public WarningDetail WarningDetail { get; init; }

    /// <summary>The inbound body that this call was read from, empty for a call made in .NET. Writers never use it.</summary>
    public ReadOnlyMemory<byte> OriginalBody { get; init; }

    /// <summary>
    /// The model that an inbound request was meant for, where its address says so; null where its body does, or nothing.
    /// </summary>
    public string? OriginalModel { get; init; }

    /// <summary>What the call was read from, null for a call made in .NET.</summary>
    internal InboundRequest? Inbound { get; init; }

    /// <summary>
    /// What could not be honoured, in the order in which the writer met it. What happened at several places for one reason
    /// is one warning with a count.
    /// </summary>
    public IReadOnlyList<ChatWarning> Warnings => _warnings;

    /// <summary>The same, each at its own place.</summary>
    internal IReadOnlyList<ChatWarning> EachWarning => _warnings.Told;

    /// <summary>Reports a setting that is not sent as it was given.</summary>
    /// <param name="kind">What happened to it.</param>
    /// <param name="field">Which setting, such as <c>TopK</c> or <c>Messages[2].Contents[1]</c>.</param>
    /// <param name="message">What is missing and why.</param>
    /// <exception cref="LlmException">The policy is to throw.</exception>
    public void Warn(ChatWarningKind kind, FieldPath field, string message) => _warnings.Add(UnsupportedPolicy, kind, Trace(field), message);

    /// <summary>Reports what no answer can depend on, to whoever wants to see that too.</summary>
    internal void Warn(WithoutEffect loss, FieldPath field)
    {
        if (WarningDetail == WarningDetail.All)
        {
            Warn(ChatWarningKind.Other, field, loss.Message);
        }
    }

    /// <summary>Reports what a decision about the call lost.</summary>
    internal void Warn(IReadOnlyList<ChatWarning> losses)
    {
        foreach (var loss in losses)
        {
            Warn(loss.Kind, loss.Path, loss.Message);
        }
    }

    /// <summary>
    /// Reports every setting of <see cref="Options"/> that was given and that the wire has no word for. A protocol calls it
    /// with what it does write, so that a setting that nobody thought of is reported too.
    /// </summary>
    /// <param name="written">The settings that the wire expresses, by their names in .NET, such as <c>Temperature</c>.</param>
    /// <exception cref="LlmException">The policy is to throw.</exception>
    public void WarnOfAllBut(params ReadOnlySpan<string> written) => CallLoss.ReportAllBut(this, written);

    /// <summary>
    /// Deals with content that the wire cannot express: throws, or gives the words that stand for it, with a warning.
    /// </summary>
    /// <param name="content">The content.</param>
    /// <param name="field">Where it stands, such as <c>Messages[2].Contents[1]</c>.</param>
    /// <param name="reason">Why the wire cannot express it, as a sentence.</param>
    /// <returns>A description of the content in words, such as <c>[image/png, 1,024 bytes]</c>.</returns>
    /// <exception cref="LlmException">Unsupported content is not to be described.</exception>
    public string DescribeUnsupported(AIContent content, FieldPath field, string reason)
    {
        ArgumentNullException.ThrowIfNull(content);
        if (UnsupportedContent == UnsupportedContent.Throw)
        {
            throw LlmException.Refuse(new RefusedField(Trace(field), reason, "send a description of it with WithUnsupportedContent(UnsupportedContent.Describe)"));
        }

        _warnings.Add(UnsupportedPolicy.Warn, ChatWarningKind.Coerced, Trace(field), $"{reason} A description was sent instead.");
        return ContentDescription.Of(content);
    }

    /// <summary>The error for what cannot be sent at all.</summary>
    /// <param name="field">Where it stands.</param>
    /// <param name="reason">Why not and what to do, in sentences.</param>
    internal LlmException Refuse(FieldPath field, string reason) => LlmException.Refuse(new RefusedField(Trace(field), reason));

    /// <summary>
    /// The same call in the form that its receiver takes. What is warned of on it is warned of on this call, at the places
    /// where the caller put it.
    /// </summary>
    /// <param name="messages">The conversation.</param>
    /// <param name="origins">Where the parts of the conversation stand in this call's; null where they stand where they stood.</param>
    /// <param name="options">The settings; null for this call's.</param>
    internal ChatCall Reshape(IReadOnlyList<ChatMessage> messages, Origins? origins, ChatOptions? options = null) =>
        new(this, messages, origins is null ? _origins : origins with { Before = _origins }) { Options = options ?? Options };

    /// <summary>
    /// True for a request that its recipient's own client made in the recipient's own wire and for this model: what is a matter of form in it,
    /// such as ids and which messages stand apart, is as the recipient accepted it.
    /// </summary>
    internal bool IsOwnOf(string wire) => Inbound is { } inbound && inbound.Wire == wire && (Recipient is null || inbound.Issuer == Recipient)
        && ((OriginalModel ?? inbound.Model) is not { Length: > 0 } model || model == Model);

    /// <summary>The call as one that was read from a request.</summary>
    internal ChatCall ReadFrom(string wire, string? issuer) => this with { Inbound = new InboundRequest(wire, issuer, Model) };

    private FieldPath Trace(FieldPath field) => _origins?.Trace(field) is { } place ? place == default ? "Messages" : place : field;

    /// <summary>Why a file cannot be named to the call's recipient, null where it can: its id means something to its issuer alone.</summary>
    internal string? FindReasonAgainstFile(HostedFileContent file) =>
        MayReplay(file.Issuer) ? null : $"The file '{file.FileId}' was uploaded to {file.Issuer}, and the recipient does not know it.";

    /// <summary>True where opaque state of this issuer may be sent to the call's recipient.</summary>
    /// <param name="issuer">The content's issuer, null for content of the caller's own making.</param>
    public bool MayReplay(string? issuer) => issuer is null || Recipient is null || string.Equals(issuer, Recipient, StringComparison.Ordinal);

    /// <summary>True where reasoning that this issuer signed may be sent to the call's recipient.</summary>
    internal bool MayReplayReasoning(string? issuer) => MayReplay(issuer) || KindredIssuers.IndexOf(issuer!) >= 0;
}
