using System.Text;

namespace Parlance.Testing;

/// <summary>The events of an answer to what is really sent: the faults of a body. Pure.</summary>
internal static class FaultScript
{
    /// <summary>Puts a fault into a sequence of events.</summary>
    /// <param name="frames">The answer's events, each whole with its line ends; one for a unary body.</param>
    /// <param name="fault">The fault, null for none.</param>
    /// <param name="isEventStream">True for server-sent events, false for lines or one body of JSON.</param>
    /// <param name="error">The event that says that the provider failed.</param>
    public static IEnumerable<SimulatorStep> Create(IReadOnlyList<byte[]> frames, SimulatorFault? fault, bool isEventStream, byte[] error)
    {
        var kind = fault?.Kind;
        var count = fault?.Number ?? 0;
        if (kind == SimulatorFaults.ErrorFirst)
        {
            return Writes([error]);
        }

        if (kind == SimulatorFaults.ErrorAfter)
        {
            return Writes(frames.Take(count).Append(error));
        }

        if (kind == SimulatorFaults.Cut || kind == SimulatorFaults.NoTerminal && frames.Count == 1)
        {
            return Writes(BeginningOf(frames, count)).Append(new SimulatorStep.Break());
        }

        if (kind == SimulatorFaults.Stall)
        {
            return Writes(BeginningOf(frames, count)).Append(new SimulatorStep.Stall());
        }

        if (kind == SimulatorFaults.Malformed)
        {
            return Writes(frames.Take(count).Append(Encoding.UTF8.GetBytes(isEventStream ? "data: {\"broken\n\n" : "{\"broken\":}\n")).Concat(frames.Skip(count)));
        }

        if (kind == SimulatorFaults.Slow)
        {
            return frames.SelectMany(frame => new SimulatorStep[] { new SimulatorStep.Pause(TimeSpan.FromMilliseconds(count)), new SimulatorStep.Write(frame) });
        }

        if (kind == SimulatorFaults.SplitUtf8)
        {
            return Writes(frames.SelectMany(SplitWithinCharacters));
        }

        if (kind == SimulatorFaults.CrLf)
        {
            return Writes(frames.Select(frame => Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(frame).ReplaceLineEndings("\r\n"))));
        }

        return BetweenEvents(kind, isEventStream) is { } noise ? Writes(frames.SelectMany(frame => new[] { noise, frame })) : Writes(frames);
    }

    /// <summary>What stands before every event; a unary body on a line of its own gets only what JSON allows.</summary>
    private static byte[]? BetweenEvents(SimulatorFaultKind? kind, bool isEventStream) =>
        kind == SimulatorFaults.Comments ? Encoding.UTF8.GetBytes(isEventStream ? ": ping\nretry: 1000\n\n" : "\n")
        : !isEventStream ? null
        : kind == SimulatorFaults.UnknownEvent ? "event: parlance.unknown\ndata: {\"type\":\"parlance.unknown\",\"value\":1}\n\n"u8.ToArray()
        : kind == SimulatorFaults.EmptyChoices ? "data: {\"object\":\"chat.completion.chunk\",\"choices\":[]}\n\n"u8.ToArray()
        : null;

    /// <summary>So many events; half of a body that is only one.</summary>
    private static IEnumerable<byte[]> BeginningOf(IReadOnlyList<byte[]> frames, int count) =>
        frames.Count == 1 && count > 0 ? [frames[0][..(frames[0].Length / 2)]] : frames.Take(count);

    private static IEnumerable<byte[]> SplitWithinCharacters(byte[] frame)
    {
        var start = 0;
        for (var index = 1; index < frame.Length; index++)
        {
            var isContinuation = (frame[index] & 0xC0) == 0x80;
            if (isContinuation)
            {
                yield return frame[start..index];
                start = index;
            }
        }

        if (start == 0 && frame.Length > 1)
        {
            start = frame.Length / 2;
            yield return frame[..start];
        }

        yield return frame[start..];
    }

    private static IEnumerable<SimulatorStep> Writes(IEnumerable<byte[]> pieces) => pieces.Select(piece => new SimulatorStep.Write(piece));
}
