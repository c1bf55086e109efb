using System.Buffers;
using System.Globalization;
using System.Text.Json;
using Parlance.Json;

namespace Parlance.Protocols.Embeddings;

/// <summary>
/// How embeddings are asked for: the path and the body of one wire. What comes back differs so little that one reader
/// knows every shape. A wire is pure and knows no provider.
/// </summary>
public abstract class EmbeddingWire
{
    private const string Query = "query";
    private const string Document = "document";

    /// <summary>The wire's name, such as <c>embeddings</c>.</summary>
    public abstract string Wire { get; }

    /// <summary>The response header that counts the input's tokens where the body does not, null for none.</summary>
    public virtual string? InputTokensHeader => null;

    /// <summary>What the vectors of a call's response are packed into, where they come as base64.</summary>
    internal virtual VectorEncoding GetEncoding(EmbeddingCall call) => VectorEncoding.Floats;

    /// <summary>How many texts one request to a model may hold.</summary>
    /// <param name="model">The model's id.</param>
    public abstract int GetMaximumBatch(string model);

    /// <summary>The path below the base URL, with its query, that a call is posted to.</summary>
    /// <param name="call">The call.</param>
    public abstract string GetPath(EmbeddingCall call);

    /// <summary>Writes the request's body and reports on the call what it could not say.</summary>
    /// <param name="call">The call.</param>
    /// <param name="body">Where the body goes.</param>
    public void WriteRequest(EmbeddingCall call, IBufferWriter<byte> body)
    {
        ArgumentNullException.ThrowIfNull(call);
        using var json = new Utf8JsonWriter(body, JsonFormat.Wire);
        json.WriteStartObject();
        WriteMembers(json, call);
        if (call.Options.ExtraBody is { ValueKind: JsonValueKind.Object } additions)
        {
            foreach (var member in additions.EnumerateObject())
            {
                member.WriteTo(json);
            }
        }

        json.WriteEndObject();
    }

    /// <summary>Writes the body's own members; the caller's additions follow them.</summary>
    private protected abstract void WriteMembers(Utf8JsonWriter json, EmbeddingCall call);

    /// <summary>The two purposes that every wire knows in its own words; any other word goes out as it is.</summary>
    private protected static string Spell(string inputType, string query, string document) => inputType switch
    {
        Query => query,
        Document => document,
        _ => inputType,
    };

    private protected static void WriteInputs(Utf8JsonWriter json, ReadOnlySpan<byte> name, IEnumerable<string> inputs)
    {
        json.WriteStartArray(name);
        foreach (var input in inputs)
        {
            json.WriteStringValue(input);
        }

        json.WriteEndArray();
    }

    private protected void WarnOfInputType(EmbeddingCall call)
    {
        if (call.Options.InputType is not null)
        {
            call.Warn(ChatWarningKind.Unsupported, "InputType", $"The wire {Wire} has no purpose of the input; it was left out.");
        }
    }

    private protected void WarnOfDimensions(EmbeddingCall call)
    {
        if (call.Options.Dimensions is { } dimensions)
        {
            call.Warn(ChatWarningKind.Unsupported, "Dimensions", string.Create(CultureInfo.InvariantCulture, $"This model has one size of vector in the wire {Wire}; {dimensions} was left out."));
        }
    }
}
