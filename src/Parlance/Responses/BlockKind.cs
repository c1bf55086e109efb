namespace Parlance.Responses;

/// <summary>What a block of a response holds.</summary>
public enum BlockKind
{
    /// <summary>Visible text.</summary>
    Text,

    /// <summary>The model's words for refusing.</summary>
    Refusal,

    /// <summary>Readable reasoning; its <see cref="IResponseSink.OpaqueState"/> is the signature or the encrypted form.</summary>
    Reasoning,

    /// <summary>A call that the client must execute; its deltas are the argument text.</summary>
    ToolCall,

    /// <summary>A call that the provider executes itself; its deltas are the argument text.</summary>
    ServerToolCall,

    /// <summary>The result of a call that the provider executed; its deltas are JSON.</summary>
    ServerToolResult,

    /// <summary>
    /// An image, a sound or a file; its deltas are base64 text, or the address where the media type is
    /// <c>text/uri-list</c>.
    /// </summary>
    Media,

    /// <summary>Something of the wire that has no other kind; its <see cref="IResponseSink.OpaqueState"/> is the wire's own JSON.</summary>
    Opaque,
}
