using Microsoft.Extensions.AI;

namespace Parlance.Protocols.Ollama;

/// <summary>
/// The wire's <c>done_reason</c>: <c>stop</c> (also before tool calls), <c>length</c>, and <c>load</c> or <c>unload</c>
/// where the request only moved a model in or out of memory. Any other word travels verbatim.
/// </summary>
internal static class OllamaFinishReasons
{
    public static ChatFinishReason? Read(string? raw) => raw switch
    {
        null or "" => null,
        "stop" => ChatFinishReason.Stop,
        "length" => ChatFinishReason.Length,
        "tool_calls" => ChatFinishReason.ToolCalls,
        _ => new ChatFinishReason(raw),
    };

    /// <summary>The wire's word, null where there is no reason: the member is left out then.</summary>
    public static string? Write(ChatFinishReason? reason) =>
        reason == ChatFinishReason.ToolCalls ? "stop" : reason?.Value;
}
