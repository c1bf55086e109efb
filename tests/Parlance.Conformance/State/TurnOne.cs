using System.Buffers;
using System.Text;
using System.Text.Json;
using Parlance.Conformance.Replay;
using Parlance.Responses;
using Parlance.Testing;

namespace Parlance.Conformance.State;

/// <summary>An answer with state that some provider gave, as a client of any wire hears it.</summary>
/// <param name="Name">What kind of state it is.</param>
/// <param name="Provider">Who answered.</param>
/// <param name="Model">The model that did.</param>
/// <param name="Wire">The wire that it answered in.</param>
/// <param name="Response">The answer's bytes.</param>
/// <param name="States">What must come home, as it stands in the next request to that provider.</param>
public sealed record TurnOne(string Name, string Provider, string Model, string Wire, string Response, params string[] States)
{
    // Long enough that no body holds one by chance.
    private const string Claude = "RXJVQkNrWUlCaGdDSWtEdGVzdGVkc2lnbmF0dXJlb2ZDbGF1ZGU=";
    private const string Redacted = "RW1VS1ptVmtZV04wWldSMGFHbHVhMmx1WjJsbkNsYXVkZQ==";
    private const string Gemini = "Q2lRQmVyeXRob3VnaHRzaWduYXR1cmVvZkdlbWluaQ==";
    private const string GeminiText = "QXVzd2VydGhvdWdodHNpZ25hdHVyZW9mdGV4dA==";
    private const string Encrypted = "gAAAAABnotbase64-encrypted_content-of-a-reasoning-item";

    public static IReadOnlyList<TurnOne> All { get; } =
    [
        new("thinking with a signature", "anthropic", "claude-sonnet-4-5", "anthropic-messages",
            $$$$$"""{"id":"msg_1","type":"message","role":"assistant","model":"claude-sonnet-4-5","content":[{"type":"thinking","thinking":"Let me look.","signature":"{{{{{Claude}}}}}"},{"type":"text","text":"I look."},{"type":"tool_use","id":"toolu_01","name":"weather","input":{"city":"Paris"}}],"stop_reason":"tool_use","usage":{"input_tokens":1,"output_tokens":1}}""",
            $$$$$"""{"type":"thinking","thinking":"Let me look.","signature":"{{{{{Claude}}}}}"}"""),
        new("redacted thinking", "anthropic-vertex", "claude-sonnet-4-5", "anthropic-messages",
            $$$$$"""{"id":"msg_1","type":"message","role":"assistant","model":"claude-sonnet-4-5","content":[{"type":"redacted_thinking","data":"{{{{{Redacted}}}}}"},{"type":"tool_use","id":"toolu_01","name":"weather","input":{"city":"Paris"}}],"stop_reason":"tool_use","usage":{"input_tokens":1,"output_tokens":1}}""",
            $$$$$"""{"type":"redacted_thinking","data":"{{{{{Redacted}}}}}"}"""),
        new("Claude by Converse", "bedrock", "us.anthropic.claude-sonnet-4-5-20250929-v1:0", "bedrock-converse",
            $$$$$"""{"output":{"message":{"role":"assistant","content":[{"reasoningContent":{"reasoningText":{"text":"Let me look.","signature":"{{{{{Claude}}}}}"}}},{"toolUse":{"toolUseId":"tooluse_01","name":"weather","input":{"city":"Paris"}}}]}},"stopReason":"tool_use","usage":{"inputTokens":1,"outputTokens":1,"totalTokens":2}}""",
            $$$$$"""{"reasoningText":{"text":"Let me look.","signature":"{{{{{Claude}}}}}"}}"""),
        new("signed calls and text", "gemini", "gemini-3-pro-preview", "gemini-generate",
            $$$$$"""{"candidates":[{"content":{"role":"model","parts":[{"text":"Let me look.","thought":true},{"text":"I look.","thoughtSignature":"{{{{{GeminiText}}}}}"},{"functionCall":{"name":"weather","args":{"city":"Paris"}},"thoughtSignature":"{{{{{Gemini}}}}}"},{"functionCall":{"name":"time","args":{}}}]},"finishReason":"STOP","index":0}],"modelVersion":"gemini-3-pro-preview","responseId":"r1"}""",
            $$$$$""""thoughtSignature":"{{{{{Gemini}}}}}"""", $$$$$""""thoughtSignature":"{{{{{GeminiText}}}}}""""),
        new("signed calls on the compatible wire", "gemini-openai", "gemini-3-pro-preview", "gemini-openai-chat",
            $$$$$"""{"id":"c1","object":"chat.completion","created":1,"model":"gemini-3-pro-preview","choices":[{"index":0,"message":{"role":"assistant","content":null,"tool_calls":[{"id":"function-call-1","type":"function","function":{"name":"weather","arguments":"{\"city\":\"Paris\"}"},"extra_content":{"google":{"thought_signature":"{{{{{Gemini}}}}}"}}}]},"finish_reason":"tool_calls"}]}""",
            $$$$$""""extra_content":{"google":{"thought_signature":"{{{{{Gemini}}}}}"}}""""),
        new("an encrypted item", "openai-responses", "gpt-5", "openai-responses",
            $$$$$"""{"id":"resp_1","object":"response","created_at":1,"status":"completed","model":"gpt-5","output":[{"id":"rs_1","type":"reasoning","summary":[{"type":"summary_text","text":"Let me look."}],"encrypted_content":"{{{{{Encrypted}}}}}"},{"id":"fc_1","type":"function_call","status":"completed","arguments":"{\"city\":\"Paris\"}","call_id":"call_01","name":"weather"}]}""",
            $$$$$"""{"id":"rs_1","type":"reasoning","summary":[{"type":"summary_text","text":"Let me look."}],"encrypted_content":"{{{{{Encrypted}}}}}"}""", "\"fc_1\""),
        new("an encrypted item without words", "azure-openai-responses", "gpt-5", "openai-responses",
            $$$$$"""{"id":"resp_1","object":"response","created_at":1,"status":"completed","model":"gpt-5","output":[{"id":"rs_1","type":"reasoning","summary":[],"encrypted_content":"{{{{{Encrypted}}}}}"},{"id":"fc_1","type":"function_call","status":"completed","arguments":"{\"city\":\"Paris\"}","call_id":"call_01","name":"weather"}]}""",
            $$$$$"""{"id":"rs_1","type":"reasoning","summary":[],"encrypted_content":"{{{{{Encrypted}}}}}"}""", "\"fc_1\"", "\"function_call\""),
        new("details", "openrouter", "anthropic/claude-sonnet-4.5", "openrouter-chat",
            $$$$$"""{"id":"gen-1","object":"chat.completion","created":1,"model":"anthropic/claude-sonnet-4.5","choices":[{"index":0,"message":{"role":"assistant","content":"I look.","reasoning":"Let me look.","reasoning_details":[{"type":"reasoning.text","text":"Let me look.","signature":"{{{{{Claude}}}}}","format":"anthropic-claude-v1","index":0}],"tool_calls":[{"id":"toolu_01","type":"function","function":{"name":"weather","arguments":"{\"city\":\"Paris\"}"}}]},"finish_reason":"tool_calls"}]}""",
            $$$$$"""[{"type":"reasoning.text","text":"Let me look.","signature":"{{{{{Claude}}}}}","format":"anthropic-claude-v1","index":0}]"""),
    ];

    /// <summary>Secrets that nobody but their issuer may see, in whatever form.</summary>
    public static IReadOnlyList<string> Secrets { get; } = [Claude, Redacted, Gemini, GeminiText, Encrypted];

    /// <summary>The answer as a client of a wire hears it.</summary>
    /// <param name="client">The client's wire.</param>
    /// <param name="isStreaming">True for a stream.</param>
    public byte[] Encode(string client, bool isStreaming)
    {
        var output = new ArrayBufferWriter<byte>();
        using var encoder = WireNames.Get(client).Protocol.CreateEncoder(output, new ResponseContext(isStreaming, Model)
        {
            Issuer = Find(Provider).Issuer,
            BareIssuer = WireNames.Get(client).Issuer,
        });
        RecordingDecoder.ToSink(Wire, Encoding.UTF8.GetBytes(Response), ReplayChunks.Whole, encoder);
        return output.WrittenSpan.ToArray();
    }

    public static Provider Find(string name) => ProviderRegistry.Default.TryGet(name, out var provider) ? provider : throw new ArgumentException(name, nameof(name));

    public override string ToString() => $"{Provider}: {Name}";
}
