using System.Collections.Immutable;
using System.Text;

namespace Parlance.Testing;

/// <summary>One HTTP response to replay.</summary>
public sealed record ReplayResponse
{
    /// <summary>Creates a response from bytes.</summary>
    /// <param name="body">The body.</param>
    public ReplayResponse(ReadOnlyMemory<byte> body) => Body = body;

    /// <summary>Creates a response from text, sent as UTF-8.</summary>
    /// <param name="body">The body.</param>
    public ReplayResponse(string body)
        : this(Encoding.UTF8.GetBytes(body))
    {
    }

    /// <summary>The body.</summary>
    public ReadOnlyMemory<byte> Body { get; }

    /// <summary>The HTTP status; 200 by default.</summary>
    public int StatusCode { get; init; } = 200;

    /// <summary>Headers of the response; those of its content among them.</summary>
    public ImmutableDictionary<string, string> Headers { get; init; } = ImmutableDictionary.Create<string, string>(StringComparer.OrdinalIgnoreCase);

    /// <summary>Where the network cuts the body.</summary>
    public ReplayChunks Chunks { get; init; } = ReplayChunks.Whole;

    /// <summary>Holds the headers back, null for at once.</summary>
    public ReplayGate? HeadersGate { get; init; }

    /// <summary>Holds every piece of the body back, and its end, null for at once.</summary>
    public ReplayGate? BodyGate { get; init; }

    /// <summary>
    /// The connection breaks with an <see cref="IOException"/> once so many bytes of the body have been read; null for
    /// never.
    /// </summary>
    public int? BreakAfter { get; init; }

    /// <summary>Adds a header.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="value">Its value.</param>
    public ReplayResponse WithHeader(string name, string value) => this with { Headers = Headers.SetItem(name, value) };
}
