namespace Parlance.Protocols.DashScope;

/// <summary>The spellings of a body that differ from what the writer makes of the same call.</summary>
internal static class DashScopeSpelling
{
    /// <summary>The body does not ask for the answer as a message.</summary>
    public const string NoResultFormat = "no-result-format";

    /// <summary>The one message stood in <c>input.prompt</c>.</summary>
    public const string Prompt = "prompt";
}
