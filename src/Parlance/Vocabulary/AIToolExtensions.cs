using Microsoft.Extensions.AI;

namespace Parlance;

/// <summary>What the tools of Microsoft.Extensions.AI lack. A tool's own properties are read-only: give them to its maker.</summary>
public static class AIToolExtensions
{
    /// <summary>The key under which Microsoft.Extensions.AI's clients look for strict schemas.</summary>
    internal const string StrictKey = "strict";

    internal const string CacheKey = "parlance.cacheBreakpoint";
    internal const string WireTypeKey = "parlance.wireType";

    extension(AITool tool)
    {
        /// <summary>
        /// Asks the provider to cache the tools up to and including this one: <c>5m</c> or <c>1h</c>, null for no mark.
        /// Key <c>parlance.cacheBreakpoint</c>.
        /// </summary>
        public string? CacheBreakpoint => Bag.GetText(tool.AdditionalProperties, CacheKey);

        /// <summary>Whether the model must follow the tool's schema to the letter; null where nothing says so.</summary>
        internal bool? IsStrict => Bag.GetFlag(tool.AdditionalProperties, StrictKey);

        /// <summary>The wire's own type of the tool, where .NET has one type for several of the wire's.</summary>
        internal string? WireType => Bag.GetText(tool.AdditionalProperties, WireTypeKey);
    }
}
