using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Parlance.Conformance.Recordings;
using Parlance.Json;
using Parlance.Protocols;

namespace Parlance.Conformance.Requests;

/// <summary>The request bodies of the recordings, and the way through both halves of their protocol.</summary>
internal static class RecordedRequests
{
    /// <summary>The requests that a provider accepted: those it refused may be wrong.</summary>
    public static IEnumerable<Recording> Accepted(string wire) => RecordingStore.Read(wire)
        .Where(recording => recording.Text("method") == "POST" && recording.Status < 400 && TryParse(recording) is not null);

    /// <summary>The body of a request, null where it is no JSON object.</summary>
    public static JsonObject? TryParse(Recording recording)
    {
        try
        {
            return recording.RequestBody is { } body && JsonElement.Parse(body).ValueKind == JsonValueKind.Object
                ? JsonNode.Parse(body, documentOptions: new() { AllowDuplicateProperties = true }) as JsonObject
                : null;
        }
        catch (Exception malformed) when (malformed is JsonException or ArgumentException)
        {
            return null;
        }
    }

    /// <summary>Reads a request by the server half of its wire.</summary>
    public static ChatCall Read(Recording recording)
    {
        var provider = WireNames.Get(recording.Wire);
        return provider.Protocol.ReadRequest(Encoding.UTF8.GetBytes(recording.RequestBody!), provider.Issuer);
    }

    /// <summary>Writes a call by the client half of a wire, with the warnings' fields as paths of the inbound body.</summary>
    public static (JsonElement Body, IReadOnlyList<ChatWarning> Warnings) Write(Recording recording, ChatCall call, Provider outbound, string? model = null)
    {
        var outgoing = call with
        {
            Model = model ?? call.Model,
            OriginalModel = model is null ? call.OriginalModel : recording.Text("model"),
            Recipient = outbound.Issuer,
            WarningDetail = WarningDetail.All,
        };
        using var body = new PooledBuffer();
        outbound.Protocol.WriteRequest(outgoing, body);
        var inbound = WireNames.Get(recording.Wire).Protocol;
        return (JsonElement.Parse(body.Span), [.. outgoing.EachWarning.Select(warning => warning with { Field = inbound.DescribeField(call, warning) })]);
    }

    /// <summary>Reads a request and writes it to the provider that it was recorded from.</summary>
    public static (JsonElement Body, IReadOnlyList<ChatWarning> Warnings) RoundTrip(Recording recording) =>
        Write(recording, Read(recording), WireNames.Get(recording.Wire));

    /// <summary>The top-level member that a JSON path names; both names of the token limit are one.</summary>
    public static string RootOf(string path)
    {
        var name = path.TrimStart('$', '.', '/').Split('.', '[', '/')[0];
        return name == "max_tokens" ? "max_completion_tokens" : name;
    }
}
