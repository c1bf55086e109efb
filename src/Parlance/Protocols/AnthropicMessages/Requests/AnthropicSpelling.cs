using Microsoft.Extensions.AI;

namespace Parlance.Protocols.AnthropicMessages;

/// <summary>The spellings of requests that differ from what the writer makes of the same call.</summary>
internal static class AnthropicSpelling
{
    /// <summary>A response format that stood in <c>output_format</c>, as it did in the beta.</summary>
    public const string OutputFormat = "output-format";

    /// <summary>A result that says that it is no error.</summary>
    public const string ExplicitSuccess = "explicit-success";

    /// <summary>A function that says that it is a tool of the client's own.</summary>
    public const string CustomType = "custom-type";

    private const string InlineSystem = "inline-system";
    private const string OutputEffortKey = "parlance.anthropic.outputEffort";
    private const string ThinkingTypeKey = "parlance.anthropic.thinkingType";

    extension(ChatMessage message)
    {
        /// <summary>True for a system message that stood among the messages.</summary>
        public bool IsInlineSystem => Spelling.Has(message.AdditionalProperties, AnthropicMessagesProtocol.WireName, InlineSystem);

        public void NoteInlineSystem() => message.AdditionalProperties = Spelling.Note(message.AdditionalProperties, AnthropicMessagesProtocol.WireName, InlineSystem);
    }

    extension(ChatOptions options)
    {
        /// <summary>The effort as it stood in <c>output_config.effort</c>, which says nothing about thinking.</summary>
        public string? OutputEffort
        {
            get => Bag.GetText(options.AdditionalProperties, OutputEffortKey);
            set => options.AdditionalProperties = Bag.Set(options.AdditionalProperties, OutputEffortKey, value);
        }

        /// <summary>The <c>thinking.type</c> of the request.</summary>
        public string? ThinkingType
        {
            get => Bag.GetText(options.AdditionalProperties, ThinkingTypeKey);
            set => options.AdditionalProperties = Bag.Set(options.AdditionalProperties, ThinkingTypeKey, value);
        }
    }
}
