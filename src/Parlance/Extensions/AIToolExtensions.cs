using System.Text.Json;
using Microsoft.Extensions.AI;

namespace Parlance;

/// <summary>What the tools of Microsoft.Extensions.AI lack. A tool's own properties are read-only: give them to its maker.</summary>
public static class AIToolExtensions
{
    internal const string CacheKey = "parlance.cacheBreakpoint";

    extension(AITool tool)
    {
        /// <summary>
        /// Asks the provider to cache the tools up to and including this one: <c>5m</c> or <c>1h</c>, null for no mark.
        /// Key <c>parlance.cacheBreakpoint</c>.
        /// </summary>
        public string? CacheBreakpoint => tool.AdditionalProperties.TryGetValue(CacheKey, out var value)
            ? value as string ?? (value is JsonElement { ValueKind: JsonValueKind.String } element ? element.GetString() : null)
            : null;
    }
}
