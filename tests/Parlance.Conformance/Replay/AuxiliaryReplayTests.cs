using System.Buffers;
using System.Text.Json;
using Parlance.Cli.Wire;
using Parlance.Conformance.Recordings;
using Parlance.Protocols.Embeddings;
using Parlance.Testing;

namespace Parlance.Conformance.Replay;

/// <summary>Recorded responses that are no chats: embeddings, lists of models, counts of tokens.</summary>
public sealed class AuxiliaryReplayTests
{
    [Theory]
    [InlineData("embeddings")]
    [InlineData("gemini-embeddings")]
    [InlineData("cohere-embeddings")]
    [InlineData("ollama-embeddings")]
    [InlineData("bedrock-embeddings")]
    [InlineData("models-list")]
    public void Every_response_says_what_an_independent_reading_of_it_says(string wire)
    {
        var expected = RecordingStore.ReadExpected(wire);
        var differing = new List<string>();
        foreach (var recording in RecordingStore.Read(wire))
        {
            if (expected.TryGetValue(recording.Id, out var expectation) && expectation.TryGetProperty("expect", out var expect))
            {
                differing.AddRange(Compare(expect, Decode(recording), Excused(expectation)).Select(member => $"{recording.Id}: {member}"));
            }
        }

        differing.ShouldBeEmpty();
    }

    /// <summary>No expectations exist for these: what the vendor documents as the place of the count is read here once more.</summary>
    [Theory]
    [InlineData("anthropic-count-tokens", "input_tokens")]
    [InlineData("gemini-count-tokens", "totalTokens")]
    [InlineData("vertex-count-tokens", "totalTokens")]
    [InlineData("bedrock-count-tokens", "inputTokens")]
    [InlineData("openai-count-tokens", "input_tokens")]
    public void A_count_is_the_one_that_the_body_says(string wire, string member)
    {
        foreach (var recording in RecordingStore.Read(wire))
        {
            var decoded = Decode(recording);
            if (recording.Status < 400)
            {
                decoded.GetProperty("tokens").GetInt64().ShouldBe(JsonElement.Parse(recording.ResponseBody).GetProperty(member).GetInt64(), recording.ToString());
            }
            else
            {
                var error = decoded.GetProperty("error");
                error.GetProperty("status").GetInt32().ShouldBe(recording.Status, recording.ToString());
                error.GetProperty("kind").GetString().ShouldBeOneOf("InvalidRequest", "ModelNotFound");
            }
        }
    }

    [Theory]
    [InlineData("vertex-embeddings")]
    [InlineData("dashscope-embeddings")]
    public void Vectors_and_tokens_are_those_that_the_body_says(string wire)
    {
        foreach (var recording in RecordingStore.Read(wire))
        {
            var decoded = Decode(recording);
            decoded.GetProperty("ok").GetBoolean().ShouldBe(recording.Status < 400, recording.ToString());
            if (recording.Status < 400)
            {
                var (vectors, tokens) = wire == "vertex-embeddings" ? ReadVertex(JsonElement.Parse(recording.ResponseBody)) : ReadDashScope(JsonElement.Parse(recording.ResponseBody));
                decoded.GetProperty("vectors").GetInt32().ShouldBe(vectors.Count, recording.ToString());
                decoded.GetProperty("dimensions").GetInt32().ShouldBe(vectors[0], recording.ToString());
                decoded.GetProperty("usage_input").GetInt64().ShouldBe(tokens, recording.ToString());
            }
        }
    }

    [Theory]
    [InlineData("embeddings")]
    [InlineData("gemini-embeddings")]
    [InlineData("vertex-embeddings")]
    [InlineData("cohere-embeddings")]
    [InlineData("ollama-embeddings")]
    [InlineData("bedrock-embeddings")]
    [InlineData("dashscope-embeddings")]
    public async Task A_model_that_is_sent_the_response_gives_the_same_vectors(string wire)
    {
        var provider = Provider.OpenAICompatible("replay", "http://localhost");
        foreach (var recording in RecordingStore.Read(wire).Where(recording => recording.Status < 400))
        {
            var page = EmbeddingResponseReader.Read(recording.ResponseBody);
            using var handler = new ReplayHandler(new ReplayResponse(recording.ResponseBody) { Chunks = ReplayChunks.OfSize(1000) });
            var vectors = await provider.WithHandler(handler).Embeddings("m").GenerateAsync(Enumerable.Repeat("text", page.Vectors.Count), cancellationToken: TestContext.Current.CancellationToken);

            vectors.Select(vector => vector.Dimensions).ShouldBe(page.Vectors.Select(vector => vector.Length), recording.ToString());
            vectors.Usage?.InputTokenCount.ShouldBe(page.InputTokens);
            vectors.All(vector => vector.Vector.ToArray().All(float.IsFinite)).ShouldBeTrue(recording.ToString());
        }
    }

    /// <summary>The sizes of the vectors and the count of tokens, of <c>:predict</c> or <c>:embedContent</c>.</summary>
    private static (List<int> Vectors, long Tokens) ReadVertex(JsonElement body)
    {
        if (body.TryGetProperty("embedding", out var single))
        {
            return ([single.GetProperty("values").GetArrayLength()], body.GetProperty("usageMetadata").GetProperty("promptTokenCount").GetInt64());
        }

        var predictions = body.GetProperty("predictions").EnumerateArray().Select(prediction => prediction.GetProperty("embeddings")).ToList();
        return ([.. predictions.Select(prediction => prediction.GetProperty("values").GetArrayLength())],
            predictions.Sum(prediction => prediction.GetProperty("statistics").GetProperty("token_count").GetInt64()));
    }

    private static (List<int> Vectors, long Tokens) ReadDashScope(JsonElement body) =>
        ([.. body.GetProperty("output").GetProperty("embeddings").EnumerateArray().Select(vector => vector.GetProperty("embedding").GetArrayLength())],
            body.GetProperty("usage").GetProperty("total_tokens").GetInt64());

    private static JsonElement Decode(Recording recording)
    {
        var output = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(output))
        {
            WireDecoder.DecodeLine(recording.Line.GetRawText(), json);
        }

        return JsonElement.Parse(output.WrittenSpan);
    }

    private static IEnumerable<string> Compare(JsonElement expected, JsonElement actual, string? excused)
    {
        foreach (var member in expected.EnumerateObject().Where(member => member.Name is not "message" && member.Name != excused))
        {
            if (!actual.TryGetProperty(member.Name, out var value))
            {
                yield return $"{member.Name} is missing";
            }
            else if (member.Value.ValueKind == JsonValueKind.Object)
            {
                foreach (var inner in Compare(member.Value, value, excused))
                {
                    yield return inner;
                }
            }
            else if (Sort(member.Value) != Sort(value))
            {
                yield return $"{member.Name} differs";
            }
        }
    }

    /// <summary>The expectations list ids in the order of the alphabet, and not in the provider's.</summary>
    private static string Sort(JsonElement value) =>
        value.ValueKind == JsonValueKind.Array ? string.Join(',', value.EnumerateArray().Select(entry => entry.GetRawText()).Order(StringComparer.Ordinal)) : value.GetRawText();

    /// <summary>The one member that is open to reading.</summary>
    private static string? Excused(JsonElement expectation) =>
        !expectation.TryGetProperty("doubt", out var doubt) ? null
        : doubt.TryGetProperty("error_kind", out _) ? "kind"
        : doubt.TryGetProperty("usage_only_in_header", out _) ? "usage_input"
        : null;
}
