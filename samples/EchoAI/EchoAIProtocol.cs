using System.Buffers;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.AI;
using Parlance;
using Parlance.Protocols;
using Parlance.Streaming;

namespace EchoAI;

/// <summary>
/// EchoAI's wire: <c>POST /api/generate</c>, a request of <c>{model, prompt, settings}</c>, an answer of
/// <c>{output: {text}, meta, stop}</c>, and no streaming.
/// </summary>
public sealed class EchoAIProtocol : Protocol
{
    // EchoAI wants a limit in every request.
    private const int DefaultMaximumOutputTokens = 256;

    /// <inheritdoc />
    public override string Wire => "echoai";

    /// <inheritdoc />
    public override string GetPath(ChatCall call) => "/api/generate";

    /// <inheritdoc />
    public override void WriteRequest(ChatCall call, IBufferWriter<byte> body)
    {
        ArgumentNullException.ThrowIfNull(call);

        // Whatever else the caller has set is not lost silently: it becomes a warning on the response.
        call.WarnOfAllBut("MaxOutputTokens");
        var prompt = Flatten(call);
        using var json = new Utf8JsonWriter(body);
        json.WriteStartObject();
        json.WriteString("model", call.Model);
        json.WriteString("prompt", prompt);
        json.WriteStartObject("settings");
        json.WriteNumber("max_output_tokens", call.Options.MaxOutputTokens ?? DefaultMaximumOutputTokens);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    /// <inheritdoc />
    public override ResponseDecoder CreateDecoder(IResponseSink sink, ChatCall? call = null) => new EchoAIDecoder(sink);

    /// <summary>The conversation as one prompt. This wire is text only, and says so before anything is sent.</summary>
    private static string Flatten(ChatCall call)
    {
        var prompt = new StringBuilder();
        for (var i = 0; i < call.Messages.Count; i++)
        {
            var message = call.Messages[i];
            prompt.Append(i == 0 ? "" : "\n").Append(message.Role.Value).Append(": ");
            for (var j = 0; j < message.Contents.Count; j++)
            {
                prompt.Append(message.Contents[j] is TextContent text
                    ? text.Text
                    : call.DescribeUnsupported(message.Contents[j], $"Messages[{i}].Contents[{j}]", "EchoAI is text only."));
            }
        }

        return prompt.ToString();
    }
}
