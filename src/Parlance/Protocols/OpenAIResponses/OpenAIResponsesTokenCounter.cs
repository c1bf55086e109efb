using System.Buffers;
using System.Collections.Frozen;
using System.Text.Json;
using Parlance.Json;

namespace Parlance.Protocols.OpenAIResponses;

/// <summary>Counts the tokens of a request. What it takes of one is a list of its own.</summary>
/// <remarks>
/// Source: https://platform.openai.com/docs/api-reference/responses/input-tokens and recorded requests.
/// </remarks>
internal sealed class OpenAIResponsesTokenCounter(OpenAIResponsesProtocol protocol, string path) : TokenCounter
{
    private static readonly FrozenSet<string> s_counted = FrozenSet.Create(
        StringComparer.Ordinal,
        "model", "input", "instructions", "conversation", "previous_response_id", "tools", "tool_choice", "parallel_tool_calls", "reasoning", "text", "truncation");

    public override string GetPath(ChatCall call) => path;

    public override void WriteRequest(ChatCall call, IBufferWriter<byte> body)
    {
        using var json = new Utf8JsonWriter(body, JsonFormat.Wire);
        json.WriteStartObject();
        WriteMembers(protocol, call, s_counted.Contains, json);
        json.WriteEndObject();
    }
}
