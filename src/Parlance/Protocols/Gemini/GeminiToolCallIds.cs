namespace Parlance.Protocols.Gemini;

/// <summary>
/// Ids of calls. The wire pairs calls and results by name and order, and an id is optional; everything else needs one, so
/// missing ones are made, and made ones are not sent.
/// </summary>
internal static class GeminiToolCallIds
{
    public static ToolCallIdFormat Format { get; } = new("gemini_call_");
}
