using System.Text.Json;
using Parlance.Json;
using Parlance.Protocols;

namespace Parlance.Testing;

/// <summary>Something besides chats that the simulator answers.</summary>
/// <param name="Method">The method that it is asked with.</param>
/// <param name="PathEnd">How the paths end that it is asked at.</param>
/// <param name="Protocol">The wire that it belongs to, in whose words it fails.</param>
/// <param name="Answer">What it answers; an <see cref="LlmException"/> becomes an error response.</param>
internal sealed record SimulatedEndpoint(string Method, string PathEnd, Protocol Protocol, Func<SimulatedQuestion, SimulatedReply> Answer);

/// <summary>A request that is no chat.</summary>
/// <param name="Protocol">The wire that it is asked in.</param>
/// <param name="Body">The request's body, undefined where there is none.</param>
/// <param name="Model">The model that it names, empty where it names none.</param>
/// <param name="Library">The models that this simulator has.</param>
/// <param name="Time">The clock.</param>
internal sealed record SimulatedQuestion(Protocol Protocol, JsonElement Body, string Model, ModelLibrary Library, TimeProvider Time);

/// <summary>The answer to a request that is no chat.</summary>
/// <param name="Frames">The body: one document, or the lines of one that is streamed.</param>
internal sealed record SimulatedReply(params IReadOnlyList<byte[]> Frames)
{
    public string ContentType { get; init; } = "application/json";

    /// <summary>What becomes true once the whole answer has been sent.</summary>
    public Action? OnSent { get; init; }

    /// <summary>One JSON object.</summary>
    public static SimulatedReply Object(Action<Utf8JsonWriter> members) => new(Write(members));

    /// <summary>One line of a streamed answer.</summary>
    public static byte[] Line(Action<Utf8JsonWriter> members) => [.. Write(members), (byte)'\n'];

    private static byte[] Write(Action<Utf8JsonWriter> members)
    {
        using var output = new PooledBuffer();
        using (var json = new Utf8JsonWriter(output, JsonFormat.Wire))
        {
            json.WriteStartObject();
            members(json);
            json.WriteEndObject();
        }

        return output.Span.ToArray();
    }
}
