using Microsoft.Extensions.AI;

namespace Parlance.Protocols.BedrockConverse;

/// <summary>
/// How an inbound request of this wire spelled what it says, where the wire has two spellings of one meaning. Writing the
/// same wire keeps the spelling; everybody else sees the meaning alone.
/// </summary>
internal static class ConverseSpelling
{
    /// <summary>A cache mark that states the lifetime of five minutes, which is the default.</summary>
    public const string ExplicitLifetimeKey = "parlance.converse.explicitLifetime";

    private const string ThinkingTypeKey = "parlance.converse.thinkingType";
    private const string EffortMemberKey = "parlance.converse.effortMember";

    extension(ChatOptions options)
    {
        /// <summary>The <c>thinking.type</c> of the request.</summary>
        public string? ConverseThinkingType
        {
            get => Bag.GetText(options.AdditionalProperties, ThinkingTypeKey);
            set => options.AdditionalProperties = Bag.Set(options.AdditionalProperties, ThinkingTypeKey, value);
        }

        /// <summary>True where the effort stood in <c>reasoning_effort</c>, whatever the model.</summary>
        public bool UsesEffortMember
        {
            get => Bag.GetFlag(options.AdditionalProperties, EffortMemberKey) == true;
            set => options.AdditionalProperties = Bag.Set(options.AdditionalProperties, EffortMemberKey, value ? true : null);
        }
    }
}
