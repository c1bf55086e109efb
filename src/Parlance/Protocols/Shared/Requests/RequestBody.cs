using System.Text.Json;

namespace Parlance.Protocols;

/// <summary>The body of an inbound request, before its wire's reader looks into it.</summary>
internal static class RequestBody
{
    /// <summary>Parses a body.</summary>
    /// <exception cref="LlmException">It is not a JSON object.</exception>
    public static JsonElement Parse(ReadOnlyMemory<byte> body)
    {
        try
        {
            var source = JsonElement.Parse(body.Span);
            return source.ValueKind == JsonValueKind.Object ? source : throw Invalid("The request", "must be a JSON object");
        }
        catch (JsonException malformed)
        {
            throw new LlmException(LlmErrorKind.InvalidRequest, $"The request is not valid JSON: {malformed.Message}", malformed);
        }
    }

    /// <summary>What is wrong with a member, as the error to throw.</summary>
    public static LlmException Invalid(string member, string problem) => new(LlmErrorKind.InvalidRequest, $"{member} {problem}.");
}
