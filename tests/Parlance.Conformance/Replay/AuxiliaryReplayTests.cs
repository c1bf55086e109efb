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

    /// <summary>Nobody has written down what these say: they must be read, or refused as their status says.</summary>
    [Theory]
    [InlineData("vertex-embeddings", "vectors")]
    [InlineData("dashscope-embeddings", "vectors")]
    [InlineData("anthropic-count-tokens", "tokens")]
    [InlineData("gemini-count-tokens", "tokens")]
    [InlineData("vertex-count-tokens", "tokens")]
    [InlineData("bedrock-count-tokens", "tokens")]
    [InlineData("openai-count-tokens", "tokens")]
    public void Every_success_holds_a_count_and_every_failure_an_error(string wire, string count)
    {
        foreach (var recording in RecordingStore.Read(wire))
        {
            var decoded = Decode(recording);
            decoded.GetProperty("ok").GetBoolean().ShouldBe(recording.Status < 400, recording.ToString());
            if (recording.Status < 400)
            {
                decoded.GetProperty(count).GetInt64().ShouldBePositive(recording.ToString());
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
