using Microsoft.Extensions.AI;

namespace Parlance.Protocols.AnthropicMessages;

/// <summary>
/// How an inbound request of this wire spelled what it says, where the wire has two spellings of one meaning. Writing the
/// same wire keeps the spelling; everybody else sees the meaning alone.
/// </summary>
internal static class AnthropicSpelling
{
    public const string ExplicitLifetimeKey = "parlance.anthropic.explicitLifetime";
    private const string InlineSystemKey = "parlance.anthropic.inlineSystem";
    private const string OutputFormatKey = "parlance.anthropic.outputFormat";
    private const string OutputEffortKey = "parlance.anthropic.outputEffort";
    private const string ThinkingTypeKey = "parlance.anthropic.thinkingType";

    extension(ChatMessage message)
    {
        /// <summary>True for a system message that stood among the messages.</summary>
        public bool IsInlineSystem
        {
            get => Bag.GetFlag(message.AdditionalProperties, InlineSystemKey) == true;
            set => message.AdditionalProperties = Bag.Set(message.AdditionalProperties, InlineSystemKey, value ? true : null);
        }
    }

    extension(ChatOptions options)
    {
        /// <summary>True where the response format stood in <c>output_format</c>, as it did in the beta.</summary>
        public bool UsesOutputFormatMember
        {
            get => Bag.GetFlag(options.AdditionalProperties, OutputFormatKey) == true;
            set => options.AdditionalProperties = Bag.Set(options.AdditionalProperties, OutputFormatKey, value ? true : null);
        }

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

    /// <summary>True where a cache mark states the lifetime of five minutes, which is the default.</summary>
    public static bool HasExplicitLifetime(AdditionalPropertiesDictionary? bag) => Bag.GetFlag(bag, ExplicitLifetimeKey) == true;
}
