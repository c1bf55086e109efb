namespace Parlance.Testing;

/// <summary>Where the network cuts a replayed body.</summary>
public abstract record ReplayChunks
{
    private protected ReplayChunks()
    {
    }

    /// <summary>The whole body at once.</summary>
    public static ReplayChunks Whole { get; } = new Fixed(int.MaxValue);

    /// <summary>One byte at a time: every cut there can be.</summary>
    public static ReplayChunks SingleBytes { get; } = new Fixed(1);

    /// <summary>Pieces of one size.</summary>
    /// <param name="size">Bytes in a piece.</param>
    public static ReplayChunks OfSize(int size)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(size, 1);
        return new Fixed(size);
    }

    /// <summary>Pieces of the given sizes, such as those of a recording; what is left over comes as one more piece.</summary>
    /// <param name="sizes">Bytes in each piece.</param>
    public static ReplayChunks OfSizes(params IReadOnlyList<int> sizes)
    {
        ArgumentNullException.ThrowIfNull(sizes);
        return sizes.All(size => size > 0) ? new Listed(sizes) : throw new ArgumentException("A piece must hold at least one byte.", nameof(sizes));
    }

    /// <summary>Pieces of 1 to 64 bytes, the same ones for the same seed.</summary>
    /// <param name="seed">The seed.</param>
    public static ReplayChunks Random(int seed) => new Seeded(seed);

    /// <summary>Cuts a body into its pieces.</summary>
    /// <param name="body">The body.</param>
    public IEnumerable<ReadOnlyMemory<byte>> Cut(ReadOnlyMemory<byte> body)
    {
        foreach (var size in Sizes())
        {
            if (body.IsEmpty)
            {
                yield break;
            }

            var length = Math.Min(size, body.Length);
            yield return body[..length];
            body = body[length..];
        }
    }

    /// <summary>Sizes without end.</summary>
    private protected abstract IEnumerable<int> Sizes();

    private sealed record Fixed(int Size) : ReplayChunks
    {
        private protected override IEnumerable<int> Sizes()
        {
            while (true)
            {
                yield return Size;
            }
        }
    }

    private sealed record Listed(IReadOnlyList<int> Given) : ReplayChunks
    {
        private protected override IEnumerable<int> Sizes() => Given.Append(int.MaxValue);
    }

    private sealed record Seeded(int Seed) : ReplayChunks
    {
        private protected override IEnumerable<int> Sizes()
        {
            // A linear congruential generator (Numerical Recipes): System.Random may change between runtimes.
            var state = unchecked((uint)Seed);
            while (true)
            {
                state = unchecked((state * 1664525) + 1013904223);
                yield return (int)(state >> 26) + 1;
            }
        }
    }
}
