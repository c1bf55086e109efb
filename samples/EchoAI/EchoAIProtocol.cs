using System.Buffers;
using System.Text;
using Microsoft.Extensions.AI;
using Parlance;
using Parlance.Protocols;
using Parlance.Responses;

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
        using var writer = new RequestBodyWriter(call, Wire);

        // Whatever else the caller has set is not lost silently: it becomes a warning on the response.
        writer.WarnOfAllBut("MaxOutputTokens");
        var start = writer.BeginObject();
        writer.Json.WriteString("model", call.Model);
        writer.WriteText("prompt"u8, Flatten(call));
        var settings = writer.BeginObject("settings"u8);
        writer.Json.WriteNumber("max_output_tokens", call.Options.MaxOutputTokens ?? DefaultMaximumOutputTokens);
        writer.EndBodyMember(settings, "settings");

        // What the caller put into ExtraBody joins the members above, into the settings too.
        writer.EndBody(start);
        writer.CopyTo(body);
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
