using System.Buffers;
using System.Collections.Frozen;
using System.Text.Json;
using Parlance.Json;

namespace Parlance.Protocols.BedrockConverse;

/// <summary>Counts the tokens of a request, of which it takes four members.</summary>
/// <remarks>
/// Source: https://docs.aws.amazon.com/bedrock/latest/APIReference/API_runtime_CountTokens.html and recorded requests.
/// </remarks>
internal sealed class ConverseTokenCounter(ConverseProtocol protocol) : TokenCounter
{
    private static readonly FrozenSet<string> s_counted = FrozenSet.Create(StringComparer.Ordinal, "messages", "system", "toolConfig", "additionalModelRequestFields");

    public override string GetPath(ChatCall call) => InferenceProfile.CountTokensPathOf(call.Model);

    public override void WriteRequest(ChatCall call, IBufferWriter<byte> body)
    {
        using var json = new Utf8JsonWriter(body, JsonFormat.Wire);
        json.WriteStartObject();
        json.WriteStartObject("input"u8);
        json.WriteStartObject("converse"u8);
        WriteMembers(protocol, call, s_counted.Contains, json);
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndObject();
    }
}
