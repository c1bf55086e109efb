using Parlance.Framing;

namespace Parlance.Tests.Framing;

/// <summary>What a reader makes of a body that arrives in pieces.</summary>
internal static class Frames
{
    /// <summary>Describes one frame.</summary>
    public delegate string Describe(in Frame frame);

    /// <summary>Reads a body in pieces of one size and joins what its frames are described as.</summary>
    public static string Read(FrameReader reader, byte[] body, int size, Describe describe)
    {
        using (reader)
        {
            var frames = new List<string>();
            foreach (var piece in body.Chunk(size))
            {
                reader.Append(piece);
                Take(reader, frames, describe);
            }

            reader.Complete();
            Take(reader, frames, describe);
            return string.Join(";", frames);
        }
    }

    private static void Take(FrameReader reader, List<string> frames, Describe describe)
    {
        while (reader.TryRead(out var frame))
        {
            frames.Add(describe(frame));
        }
    }
}
