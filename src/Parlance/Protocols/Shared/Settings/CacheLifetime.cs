namespace Parlance.Protocols;

/// <summary>How long a marked prompt is kept where the mark does not say it.</summary>
internal static class CacheLifetime
{
    /// <summary>Five minutes on every wire that has marks. Source: docs.anthropic.com, "Prompt caching"; docs.aws.amazon.com, CachePointBlock.</summary>
    public const string Default = "5m";
}
