namespace Parlance.Protocols.OpenAIChat;

/// <summary>
/// What this wire notes on the types of Microsoft.Extensions.AI, so that what was read is written in the same shape
/// again.
/// </summary>
internal static class OpenAIChatSpelling
{
    public const string Wire = "openai-chat";

    /// <summary>The bag key of options: in which members reasoning was set, and for which host.</summary>
    public const string ReasoningSpellingKey = "parlance.reasoningSpelling";

    /// <summary>
    /// The spelling of "call some tool" in the wire's own word, which every host understands, be its favourite another.
    /// </summary>
    public const string RequiredToolChoice = "required";

    /// <summary>The wire type of reasoning that stood in <c>reasoning_content</c> of a message.</summary>
    public const string ReasoningContent = $"{Wire}:reasoning_content";

    /// <summary>The wire type of reasoning that stood in <c>reasoning</c> of a message.</summary>
    public const string Reasoning = $"{Wire}:reasoning";

    /// <summary>The wire type of reasoning that stood among the parts of the content.</summary>
    public const string ThinkingPart = $"{Wire}:thinking";

    /// <summary>The wire type of a refusal that stood among the parts of the content.</summary>
    public const string RefusalPart = $"{Wire}:refusal";

    /// <summary>The wire type of the assistant's earlier sound, which goes back by its id.</summary>
    public const string Audio = $"{Wire}:audio";

    /// <summary>The wire type of an image or a sound that is given as a bare string.</summary>
    public const string BareValue = $"{Wire}:bare";

    /// <summary>The wire type of a file given by its content, and not of an image or a sound.</summary>
    public const string File = $"{Wire}:file";

    /// <summary>The wire type of a tool that was declared under <c>functions</c>.</summary>
    public const string LegacyFunction = $"{Wire}:functions";
}
