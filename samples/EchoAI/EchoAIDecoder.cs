using System.Text;
using System.Text.Json;
using Microsoft.Extensions.AI;
using Parlance;
using Parlance.Responses;

namespace EchoAI;

/// <summary>
/// Reads EchoAI's answer. The base class keeps the grammar of responses, so this one only says what it reads; a whole
/// body is a stream of one frame.
/// </summary>
internal sealed class EchoAIDecoder(IResponseSink sink) : ResponseDecoder(sink)
{
    protected override string Wire => "echoai";

    protected override void DecodeFrame(ReadOnlySpan<byte> eventType, ReadOnlySpan<byte> data)
    {
        var body = JsonElement.Parse(data);
        if (Find(body, "output", "text") is not { ValueKind: JsonValueKind.String } text)
        {
            Fail(new LlmException(LlmErrorKind.MalformedResponse, "The answer of EchoAI lacks output.text."));
            return;
        }

        Identify(Text(Find(body, "meta", "id")), Text(Find(body, "meta", "model")));
        var block = OpenBlock(BlockKind.Text);
        Append(block, Encoding.UTF8.GetBytes(text.GetString()!));
        CloseBlock(block);

        // A count that is absent stays null. Where there is no meta at all, no usage is reported and nobody waits for it.
        if (Find(body, "meta") is { } meta)
        {
            var usage = new TokenUsage { UncachedInputTokens = Count(Find(meta, "tokens_in")), OutputTokens = Count(Find(meta, "tokens_out")) };
            ReportUsage(usage, Encoding.UTF8.GetBytes(meta.GetRawText()));
        }

        var stop = Text(Find(body, "stop"));
        RememberFinish(stop switch { "end" => ChatFinishReason.Stop, "limit" => ChatFinishReason.Length, null => null, _ => new ChatFinishReason(stop) }, stop);

        // For whoever wants more than was read here: the response's Extras hold the body as it came.
        KeepExtra("raw_response"u8, data);
        Complete();
    }

    /// <summary>A body that completed has finished already; one that did not is interrupted, which the base class says.</summary>
    protected override void DecodeEnd()
    {
    }

    private static JsonElement? Find(JsonElement? element, params ReadOnlySpan<string> path)
    {
        foreach (var name in path)
        {
            element = element is { ValueKind: JsonValueKind.Object } parent && parent.TryGetProperty(name, out var member) ? member : null;
        }

        return element;
    }

    private static string? Text(JsonElement? element) => element is { ValueKind: JsonValueKind.String } text ? text.GetString() : null;

    private static long? Count(JsonElement? element) => element is { ValueKind: JsonValueKind.Number } number && number.TryGetInt64(out var count) ? count : null;
}
