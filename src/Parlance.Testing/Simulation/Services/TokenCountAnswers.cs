using System.Runtime.InteropServices;
using System.Text.Json;
using Parlance.Json;
using Parlance.Protocols;

namespace Parlance.Testing;

/// <summary>Counts of a request's tokens: the very number that the simulated model's answer to it reports as its input.</summary>
internal static class TokenCountAnswers
{
    public static SimulatedReply Anthropic(SimulatedQuestion question) =>
        SimulatedReply.Object(json => json.WriteNumber("input_tokens"u8, Count(question.Protocol, question.Body)));

    public static SimulatedReply Responses(SimulatedQuestion question) => SimulatedReply.Object(json =>
    {
        json.WriteString("object"u8, "response.input_tokens");
        json.WriteNumber("input_tokens"u8, Count(question.Protocol, question.Body));
    });

    /// <summary>The request stands in the question, or in a member of it.</summary>
    public static SimulatedReply Gemini(SimulatedQuestion question)
    {
        var count = Count(question.Protocol, question.Body.TryGetMember("generateContentRequest"u8, out var request) ? request : question.Body);
        return SimulatedReply.Object(json =>
        {
            json.WriteNumber("totalTokens"u8, count);
            json.WriteStartArray("promptTokensDetails"u8);
            json.WriteStartObject();
            json.WriteString("modality"u8, "TEXT");
            json.WriteNumber("tokenCount"u8, count);
            json.WriteEndObject();
            json.WriteEndArray();
        });
    }

    private static long Count(Protocol protocol, JsonElement request)
    {
        var call = protocol.ReadRequest(JsonMarshal.GetRawUtf8Value(request).ToArray());
        return SimulatedUsage.Create(call, outputTokens: 0, reasoningTokens: 0).InputTokens ?? 0;
    }
}
