using System.Buffers;
using System.Text.Json;
using Parlance.Json;

namespace Parlance.Protocols;

/// <summary>How a wire counts the tokens of a call without answering it.</summary>
public abstract class TokenCounter
{
    /// <summary>The path below the base URL, with its query, that the question is posted to.</summary>
    /// <param name="call">The call to count.</param>
    public abstract string GetPath(ChatCall call);

    /// <summary>Writes the question's body.</summary>
    /// <param name="call">The call to count.</param>
    /// <param name="body">Where the body goes.</param>
    /// <exception cref="LlmException">The call holds content that the wire cannot express.</exception>
    public abstract void WriteRequest(ChatCall call, IBufferWriter<byte> body);

    /// <summary>
    /// Reads the count. The wires differ in its name alone, so one reader knows all of them.
    /// </summary>
    /// <param name="body">The response's body.</param>
    /// <exception cref="LlmException">The body is an error, or holds no count.</exception>
    public virtual long ReadCount(ReadOnlyMemory<byte> body) => ReadAnyCount(body.Span);

    internal static long ReadAnyCount(ReadOnlySpan<byte> body)
    {
        try
        {
            var root = JsonSlice.Parse(body);
            return root.Member("input_tokens"u8).AsCount()
                ?? root.Member("inputTokens"u8).AsCount()
                ?? root.Member("totalTokens"u8).AsCount()
                ?? throw (root.Member("error"u8).IsMissing && root.Member("message"u8).IsMissing
                    ? new LlmException(LlmErrorKind.MalformedResponse, "The response holds no count of tokens.") { StatusCode = 200 }
                    : ErrorReader.ReadInline(root));
        }
        catch (JsonException malformed)
        {
            throw new LlmException(LlmErrorKind.MalformedResponse, "The response is not JSON. Check the base URL: a web page may be answering.", malformed) { StatusCode = 200 };
        }
    }

    /// <summary>
    /// Writes those members of a chat request that the count takes into the object that is open; the others change the
    /// answer and not the question.
    /// </summary>
    /// <param name="protocol">What writes the chat request.</param>
    /// <param name="call">The call to count.</param>
    /// <param name="isCounted">True for the name of a member that the count takes.</param>
    /// <param name="json">Where the members go.</param>
    private protected static void WriteMembers(Protocol protocol, ChatCall call, Func<string, bool> isCounted, Utf8JsonWriter json)
    {
        using var request = new PooledBuffer(initialSize: 4096);
        protocol.WriteRequest(call, request);
        foreach (var member in JsonElement.Parse(request.Span).EnumerateObject())
        {
            if (isCounted(member.Name))
            {
                member.WriteTo(json);
            }
        }
    }
}
