using System.Buffers;
using System.Collections.Frozen;
using System.Text.Json;
using Parlance.Json;

namespace Parlance.Protocols.AnthropicMessages;

/// <summary>Counts the tokens of a request. The request is that of a chat without what only changes the answer.</summary>
/// <remarks>
/// Source: https://docs.anthropic.com/en/api/messages-count-tokens,
/// https://cloud.google.com/vertex-ai/generative-ai/docs/partner-models/claude/count-tokens, and recorded requests,
/// which hold none of what is left out here.
/// </remarks>
internal sealed class AnthropicTokenCounter(AnthropicMessagesProtocol protocol, string path) : TokenCounter
{
    private static readonly FrozenSet<string> s_refused = FrozenSet.Create(
        StringComparer.Ordinal,
        "max_tokens", "temperature", "top_p", "top_k", "stop_sequences", "stream", "metadata", "service_tier", "container", "inference_geo");

    public override string GetPath(ChatCall call) => path;

    public override void WriteRequest(ChatCall call, IBufferWriter<byte> body)
    {
        using var json = new Utf8JsonWriter(body, JsonFormat.Wire);
        json.WriteStartObject();
        WriteMembers(protocol, call, name => !s_refused.Contains(name), json);
        json.WriteEndObject();
    }
}
