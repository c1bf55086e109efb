using Microsoft.Extensions.AI;

namespace Parlance.Protocols.BedrockConverse;

/// <summary>The spellings of requests that differ from what the writer makes of the same call.</summary>
internal static class ConverseSpelling
{
    /// <summary>The effort stood in <c>reasoning_effort</c>, whatever the model.</summary>
    public const string EffortMember = "effort-member";

    /// <summary>A form of the answer that was asked for in the wire's own member.</summary>
    public const string TextFormat = "text-format";

    private const string ThinkingTypeKey = "parlance.converse.thinkingType";

    extension(ChatOptions options)
    {
        /// <summary>The <c>thinking.type</c> of the request.</summary>
        public string? ConverseThinkingType
        {
            get => Bag.GetText(options.AdditionalProperties, ThinkingTypeKey);
            set => options.AdditionalProperties = Bag.Set(options.AdditionalProperties, ThinkingTypeKey, value);
        }
    }
}
