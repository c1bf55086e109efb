using System.Buffers;
using System.Text;
using Microsoft.Extensions.AI;
using Parlance.Conformance.Recordings;
using Parlance.Conformance.Replay;
using Parlance.Conformance.Translation;
using Parlance.Json;
using Parlance.Responses;
using Parlance.Testing;

namespace Parlance.Conformance.State;

/// <summary>Recorded answers with calls and state: what a client of any wire gives back is read as what the provider said.</summary>
public sealed class RecordedStateTests
{
    private const int Enough = 40;

    public static TheoryData<string, string> Pairs()
    {
        var pairs = new TheoryData<string, string>();
        foreach (var wire in (string[])["anthropic-messages", "gemini-generate", "openai-responses", "openrouter-chat"])
        {
            foreach (var client in TargetWires.All)
            {
                pairs.Add(wire, client);
            }
        }

        return pairs;
    }

    [Theory]
    [MemberData(nameof(Pairs))]
    public void It_comes_back_as_it_was_said(string wire, string client)
    {
        Assert.SkipWhen(RecordingStore.SkipReason is not null, RecordingStore.SkipReason ?? "");
        var seen = 0;
        foreach (var recording in RecordingStore.Read(wire).Where(recording => recording.HasResponse && recording.Status < 400))
        {
            var response = RecordingDecoder.TryDecode(wire, recording.ResponseBody);
            var said = response?.Messages.SelectMany(message => message.Contents).ToList() ?? [];
            var states = said.Select(StateOf).Where(state => state is not null).ToHashSet();

            // A call that was cut off has arguments that no client could give back.
            if (states.Count == 0 || response?.FinishReason != ChatFinishReason.ToolCalls || said.OfType<FunctionCallContent>().Any(call => !JsonSlice.IsValid(Encoding.UTF8.GetBytes(call.ArgumentsJson ?? "{}"))))
            {
                continue;
            }

            foreach (var isStreaming in (bool[])[true, false])
            {
                var next = UnmodifiedClient.NextTurn(client, Encode(recording, client, isStreaming), isStreaming);
                var back = WireNames.Get(client).Protocol.ReadRequest(Encoding.UTF8.GetBytes(next), WireNames.Get(client).Issuer).Messages.SelectMany(message => message.Contents)
                    .Where(content => content.Issuer == "upstream").Select(StateOf).Where(state => state is not null).ToHashSet();
                back.ShouldBe(states, ignoreOrder: true, $"{recording} through {client}, {(isStreaming ? "streamed" : "whole")}");
            }

            if (++seen == Enough)
            {
                break;
            }
        }

        seen.ShouldBeGreaterThan(0);
    }

    private static string? StateOf(AIContent content) => content is TextReasoningContent reasoning ? reasoning.ProtectedData : content.OpaqueState;

    private static byte[] Encode(Recording recording, string client, bool isStreaming)
    {
        var output = new ArrayBufferWriter<byte>();
        using var encoder = WireNames.Get(client).Protocol.CreateEncoder(output, new ResponseContext(isStreaming, "model") { Issuer = "upstream", BareIssuer = WireNames.Get(client).Issuer });
        RecordingDecoder.ToSink(recording.Wire, recording.ResponseBody, ReplayChunks.Whole, encoder);
        return output.WrittenSpan.ToArray();
    }
}
