using System.Text;
using System.Text.Json.Nodes;
using Parlance.Conformance.Recordings;
using Parlance.Json;
using Parlance.Protocols;

namespace Parlance.Conformance.Requests;

/// <summary>
/// Recorded questions for a count of tokens, read as the chat requests that they hold and asked again. Those that were
/// refused count too: it was the model or a tool that was refused, not the shape.
/// </summary>
public sealed class CountedRequestTests
{
    [Theory]
    [InlineData("anthropic-count-tokens")]
    [InlineData("bedrock-count-tokens")]
    [InlineData("gemini-count-tokens")]
    [InlineData("openai-count-tokens")]
    [InlineData("vertex-count-tokens")]
    public void Every_recorded_question_is_asked_again_in_the_same_words(string wire)
    {
        var questions = RecordingStore.Read(wire).Where(recording => recording.RequestBody is not null).ToList();

        questions.ShouldNotBeEmpty();
        foreach (var recording in questions)
        {
            var (provider, family) = Asked(wire, recording);
            var counted = Counted(JsonNode.Parse(recording.RequestBody!)!.AsObject());
            var read = provider.Protocol.ReadRequest(Encoding.UTF8.GetBytes(counted.ToJsonString()), provider.Issuer);
            var call = read with { Model = read.Model.Length > 0 ? read.Model : recording.Text("model") ?? "m", Recipient = provider.Issuer };
            using var body = new PooledBuffer();
            provider.Protocol.TokenCounter!.WriteRequest(call, body);
            var again = Counted(JsonNode.Parse(body.Span)!.AsObject());

            // In some the address names the model.
            counted.Remove("model");
            again.Remove("model");
            var (want, got) = (RequestNormalizer.Normalize(family, counted), RequestNormalizer.Normalize(family, again));
            JsonNode.DeepEquals(want, got).ShouldBeTrue($"{recording}\nrecorded: {want.ToJsonString()}\nwritten: {got.ToJsonString()}");
        }
    }

    private static (Provider Provider, string Family) Asked(string wire, Recording recording) => wire switch
    {
        "anthropic-count-tokens" => (Parlance.Providers.Anthropic, "anthropic-messages"),
        "gemini-count-tokens" => (Parlance.Providers.Gemini, "gemini-generate"),
        "vertex-count-tokens" => (Parlance.Providers.Vertex, "gemini-generate"),
        "openai-count-tokens" => (Parlance.Providers.OpenAIResponses, "openai-responses"),
        _ when recording.RequestBody!.Contains("invokeModel", StringComparison.Ordinal) => (Parlance.Providers.AnthropicBedrock, "anthropic-messages"),
        _ => (Parlance.Providers.Bedrock, "bedrock-converse"),
    };

    /// <summary>The chat request inside a question.</summary>
    private static JsonObject Counted(JsonObject question) =>
        question["generateContentRequest"] is JsonObject whole ? whole
        : question["input"] is not JsonObject input ? question
        : input["converse"] is JsonObject converse ? converse
        : JsonNode.Parse(Convert.FromBase64String(input["invokeModel"]!["body"]!.GetValue<string>()))!.AsObject();
}
