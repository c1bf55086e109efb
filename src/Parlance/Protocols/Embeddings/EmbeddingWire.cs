using System.Buffers;
using System.Globalization;
using System.Text.Json;
using Parlance.Json;

namespace Parlance.Protocols.Embeddings;

/// <summary>
/// How embeddings are asked for: the path and the body of one wire. What comes back differs so little that one reader
/// knows every common shape. A wire is pure and knows no provider. Instances are thread-safe.
/// </summary>
/// <remarks>A host that copies OpenAI's embeddings needs no wire of its own: see <see cref="OpenAIEmbeddings"/>.</remarks>
public abstract class EmbeddingWire
{
    private const string Query = "query";
    private const string Document = "document";

    /// <summary>The wire's name, such as <c>embeddings</c>.</summary>
    public abstract string Wire { get; }

    /// <summary>The response header that counts the input's tokens where the body does not, null for none.</summary>
    public virtual string? InputTokensHeader => null;

    /// <summary>What the vectors of a call's response are packed into, where they come as base64; 32-bit floats unless overridden.</summary>
    /// <param name="call">The call.</param>
    public virtual VectorEncoding GetEncoding(EmbeddingCall call) => VectorEncoding.Floats;

    /// <summary>How many texts one request to a model may hold: 1 or more.</summary>
    /// <param name="model">The model's id.</param>
    public abstract int GetMaximumBatch(string model);

    /// <summary>The path below the base URL, with its query, that a call is posted to.</summary>
    /// <param name="call">The call.</param>
    public abstract string GetPath(EmbeddingCall call);

    /// <summary>
    /// Writes the request's body, the caller's <c>ExtraBody</c> included, and reports on the call what it could not say.
    /// </summary>
    /// <param name="call">The call.</param>
    /// <param name="body">Where the body goes.</param>
    /// <exception cref="LlmException">
    /// The caller's additions repeat a member that the wire has written, or the call asks for what the wire lacks and its
    /// policy is to throw.
    /// </exception>
    public void WriteRequest(EmbeddingCall call, IBufferWriter<byte> body)
    {
        ArgumentNullException.ThrowIfNull(call);
        using var json = new Utf8JsonWriter(body, JsonFormat.Wire);
        if (call.Options.ExtraBody is not { ValueKind: JsonValueKind.Object } additions)
        {
            WriteBody(json, call);
            return;
        }

        using var own = new PooledBuffer();
        using (var plain = new Utf8JsonWriter(own, JsonFormat.Wire))
        {
            WriteBody(plain, call);
        }

        BodyAdditions.Write(json, JsonElement.Parse(own.Span), additions);
    }

    /// <summary>Reads a successful response.</summary>
    /// <param name="body">The response's body.</param>
    /// <param name="call">The call that it answers.</param>
    /// <returns>The vectors, in the order of the call's texts.</returns>
    /// <remarks>
    /// Unless overridden: <c>data[].embedding</c>, <c>embeddings[]</c> and the other shapes that hosts have in common, with
    /// vectors as numbers or base64, and the usage wherever it stands. A <see cref="JsonException"/> is told to the caller
    /// as a malformed response.
    /// </remarks>
    /// <exception cref="LlmException">The body is an error, or holds no vectors.</exception>
    public virtual EmbeddingPage ReadResponse(ReadOnlySpan<byte> body, EmbeddingCall call) => EmbeddingResponseReader.Read(body, GetEncoding(call));

    /// <summary>Writes the members of the body, whose braces and whose additions of the caller are written already.</summary>
    /// <param name="json">The body, inside its object.</param>
    /// <param name="call">The call.</param>
    protected abstract void WriteMembers(Utf8JsonWriter json, EmbeddingCall call);

    /// <summary>The two purposes that every wire knows in its own words; any other word goes out as it is.</summary>
    /// <param name="inputType">The purpose that the caller names.</param>
    /// <param name="query">The wire's word for <c>query</c>: a text that is searched for.</param>
    /// <param name="document">The wire's word for <c>document</c>: a text that is found.</param>
    protected static string Spell(string inputType, string query, string document) => inputType switch
    {
        Query => query,
        Document => document,
        _ => inputType,
    };

    /// <summary>Writes a member that holds texts.</summary>
    /// <param name="json">The object that it is a member of.</param>
    /// <param name="name">The member's name in UTF-8.</param>
    /// <param name="inputs">The texts.</param>
    protected static void WriteInputs(Utf8JsonWriter json, ReadOnlySpan<byte> name, IEnumerable<string> inputs)
    {
        ArgumentNullException.ThrowIfNull(json);
        ArgumentNullException.ThrowIfNull(inputs);
        json.WriteStartArray(name);
        foreach (var input in inputs)
        {
            json.WriteStringValue(input);
        }

        json.WriteEndArray();
    }

    /// <summary>Reports the purpose of the input, where the caller names one, on a wire that has no word for it.</summary>
    /// <param name="call">The call.</param>
    /// <exception cref="LlmException">The policy is to throw.</exception>
    protected void WarnOfInputType(EmbeddingCall call)
    {
        ArgumentNullException.ThrowIfNull(call);
        if (call.Options.InputType is not null)
        {
            call.Warn(ChatWarningKind.Unsupported, "InputType", $"The wire {Wire} has no purpose of the input; it was left out.");
        }
    }

    /// <summary>Reports the size of the vectors, where the caller names one, for a model that has one size.</summary>
    /// <param name="call">The call.</param>
    /// <exception cref="LlmException">The policy is to throw.</exception>
    protected void WarnOfDimensions(EmbeddingCall call)
    {
        ArgumentNullException.ThrowIfNull(call);
        if (call.Options.Dimensions is { } dimensions)
        {
            call.Warn(ChatWarningKind.Unsupported, "Dimensions", string.Create(CultureInfo.InvariantCulture, $"This model has one size of vector in the wire {Wire}; {dimensions} was left out."));
        }
    }

    private void WriteBody(Utf8JsonWriter json, EmbeddingCall call)
    {
        json.WriteStartObject();
        WriteMembers(json, call);
        json.WriteEndObject();
    }
}
