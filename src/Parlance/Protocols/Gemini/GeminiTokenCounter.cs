using System.Buffers;
using System.Collections.Frozen;
using System.Text.Json;
using Parlance.Json;

namespace Parlance.Protocols.Gemini;

/// <summary>
/// Counts the tokens of a request. One host takes the whole request inside an object that names the model once more, the
/// other takes those members beside each other that make the prompt.
/// </summary>
/// <remarks>
/// Source: https://ai.google.dev/api/tokens,
/// https://cloud.google.com/vertex-ai/generative-ai/docs/model-reference/count-tokens and recorded requests.
/// </remarks>
internal sealed class GeminiTokenCounter(GeminiProtocol protocol) : TokenCounter
{
    private static readonly FrozenSet<string> s_prompt = FrozenSet.Create(StringComparer.Ordinal, "contents", "systemInstruction", "tools", "generationConfig");

    public override string GetPath(ChatCall call) => GeminiPath.Of(protocol.Dialects.For(call.Model).CountTokensPath, call.Model);

    public override void WriteRequest(ChatCall call, IBufferWriter<byte> body)
    {
        using var json = new Utf8JsonWriter(body, JsonFormat.Wire);
        json.WriteStartObject();
        if (protocol.Dialects.For(call.Model).CountsWholeRequest)
        {
            json.WriteStartObject("generateContentRequest"u8);
            json.WriteString("model"u8, GeminiPath.Resource + GeminiPath.NameOf(call.Model));
            WriteMembers(protocol, call, name => name != "model", json);
            json.WriteEndObject();
        }
        else
        {
            WriteMembers(protocol, call, s_prompt.Contains, json);
        }

        json.WriteEndObject();
    }
}
