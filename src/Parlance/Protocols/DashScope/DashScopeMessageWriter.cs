using Microsoft.Extensions.AI;

namespace Parlance.Protocols.DashScope;

/// <summary>Messages. The multimodal service takes every content as an array of parts, the other one takes text alone.</summary>
internal sealed class DashScopeMessageWriter(RequestBodyWriter writer) : MessageWriter(writer, DashScopeProtocol.Names)
{
    /// <summary>The kinds of media, which are the names of their parts too.</summary>
    public static readonly string[] MediaKinds = ["image", "audio", "video"];

    private readonly bool _isMultimodal = IsMultimodal(writer.Call);

    protected override bool WritesPartsOnly => _isMultimodal;

    protected override bool HasTextParts => false;

    /// <summary>True for a call that the multimodal service answers.</summary>
    public static bool IsMultimodal(ChatCall call) => call.Messages.Any(message =>
        Spelling.Has(message.AdditionalProperties, DashScopeProtocol.WireName, Spelling.Parts) || message.Contents.Any(content => KindOf(content) is not null));

    protected override bool HasPart(AIContent content) => content is TextContent || KindOf(content) is not null;

    protected override void WritePart(AIContent content, FieldPath field)
    {
        if (KindOf(content) is not { } kind)
        {
            Writer.Json.WriteString("text"u8, ((TextContent)content).Text);
            return;
        }

        Writer.Json.WriteString(kind, MediaAddress.Find(content, kind));
        Writer.ReportDetail(content, field);
    }

    /// <summary>True for an image, a sound or a film.</summary>
    public static bool IsMedia(AIContent content) => KindOf(content) is not null;

    private static string? KindOf(AIContent content) => MediaKinds.FirstOrDefault(kind => MediaAddress.Find(content, kind) is not null);
}
