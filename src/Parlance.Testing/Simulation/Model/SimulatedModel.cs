using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.AI;
using Parlance.Protocols;
using Parlance.Responses;

namespace Parlance.Testing;

/// <summary>
/// A model that needs no network: it answers sensibly from the request alone, the same request with the same answer. It
/// greets, echoes, adds two numbers, calls the tools that are asked for with arguments that fit their schemas, quotes their results, fills
/// JSON schemas, describes the images it is sent, shows reasoning, and honours stop sequences and the output limit.
/// </summary>
public static class SimulatedModel
{
    /// <summary>Answers a call.</summary>
    /// <param name="call">The call.</param>
    /// <param name="sink">Who hears the answer: one delta for each token.</param>
    /// <param name="created">When the answer says that it was made; null for no time.</param>
    public static void Respond(ChatCall call, IResponseSink sink, DateTimeOffset? created = null)
    {
        ArgumentNullException.ThrowIfNull(call);
        ArgumentNullException.ThrowIfNull(sink);
        var answer = SimulatedAnswer.Create(call);
        var fingerprint = Fingerprint(call);
        var speaker = new Speaker(sink, call.Options.MaxOutputTokens ?? int.MaxValue);
        sink.Start(new ResponseInfo { Id = $"sim-{fingerprint}", Model = call.Model, CreatedAt = created });
        var reasoningTokens = 0;
        if (answer.Reasoning.Length > 0)
        {
            reasoningTokens = speaker.Speak(BlockKind.Reasoning, answer.Reasoning, null, null, state: $"sim-signature-{fingerprint}");
        }

        if (answer.Text.Length > 0)
        {
            speaker.Speak(BlockKind.Text, answer.Text, null, null);
        }

        for (var index = 0; index < answer.ToolCalls.Count && !speaker.IsCut; index++)
        {
            var (name, arguments) = answer.ToolCalls[index];
            speaker.Speak(BlockKind.ToolCall, arguments, string.Create(CultureInfo.InvariantCulture, $"call_{fingerprint}_{index}"), name);
        }

        sink.Usage(SimulatedUsage.Create(call, speaker.Spoken, reasoningTokens), default);
        var reason = speaker.IsCut ? ChatFinishReason.Length : answer.ToolCalls.Count > 0 ? ChatFinishReason.ToolCalls : ChatFinishReason.Stop;
        sink.Finish(new FinishInfo(reason, RawReason: null));
    }

    /// <summary>The same for the same request, so that recordings of the simulator can be compared.</summary>
    private static string Fingerprint(ChatCall call)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Span<byte> count = stackalloc byte[4];
        hash.AppendData(Encoding.UTF8.GetBytes(call.Model));
        foreach (var message in call.Messages)
        {
            BinaryPrimitives.WriteInt32LittleEndian(count, message.Contents.Count);
            hash.AppendData(count);
            hash.AppendData(Encoding.UTF8.GetBytes($"{message.Role}:{message.Text}"));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset().AsSpan(0, 8));
    }

    /// <summary>Says texts token by token until the limit is reached.</summary>
    private sealed class Speaker(IResponseSink sink, int limit)
    {
        private int _blocks;

        public int Spoken { get; private set; }

        public bool IsCut { get; private set; }

        public int Speak(BlockKind kind, string text, string? id, string? name, string? state = null)
        {
            if (IsCut)
            {
                return 0;
            }

            var before = Spoken;
            var index = _blocks++;
            sink.BlockStart(index, new BlockInfo(kind) { Id = id, Name = name });
            foreach (var token in SimulatedTokens.Split(text))
            {
                if (Spoken >= limit)
                {
                    IsCut = true;
                    break;
                }

                Spoken++;
                sink.Delta(index, Encoding.UTF8.GetBytes(token));
            }

            if (state is not null && !IsCut)
            {
                sink.OpaqueState(index, Encoding.UTF8.GetBytes(state));
            }

            sink.BlockEnd(index);
            return Spoken - before;
        }
    }
}
