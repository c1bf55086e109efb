using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Parlance.Json;

namespace Parlance.Testing;

/// <summary>The management of an Ollama server: its models are those of the <see cref="ModelLibrary"/>.</summary>
internal static class OllamaAnswers
{
    private const int LayerSteps = 4;

    public static SimulatedReply Tags(SimulatedQuestion question) => SimulatedReply.Object(json => WriteModels(json, question));

    /// <summary>The models in memory: here that is all of them.</summary>
    public static SimulatedReply Running(SimulatedQuestion question) => SimulatedReply.Object(json => WriteModels(json, question));

    public static SimulatedReply Version(SimulatedQuestion question) => SimulatedReply.Object(json => json.WriteString("version"u8, "0.0.0-simulator"));

    public static SimulatedReply Show(SimulatedQuestion question)
    {
        var name = question.Library.Find(question.Model);
        return SimulatedReply.Object(json =>
        {
            json.WriteString("license"u8, "None: the model does not exist.");
            json.WriteString("modelfile"u8, $"FROM {name}");
            json.WriteString("parameters"u8, "temperature 0");
            json.WriteString("template"u8, "{{ .Prompt }}");
            WriteDetails(json);
            json.WriteStartObject("model_info"u8);
            json.WriteString("general.architecture"u8, "simulator");
            json.WriteNumber("simulator.context_length"u8, 131_072);
            json.WriteNumber("simulator.embedding_length"u8, SimulatedEmbedding.DefaultDimensions);
            json.WriteEndObject();
            json.WriteStartArray("capabilities"u8);
            foreach (var capability in (string[])["completion", "tools", "vision", "thinking", "embedding"])
            {
                json.WriteStringValue(capability);
            }

            json.WriteEndArray();
        });
    }

    /// <summary>A download in layers. The model is there once the last line has been sent.</summary>
    public static SimulatedReply Pull(SimulatedQuestion question)
    {
        var isStreamed = question.Body.Member("stream"u8).ValueKind != JsonValueKind.False;
        var lines = ModelLibrary.IsSame(question.Model.Split(':')[0], ModelLibrary.Unknown)
            ? [Status("pulling manifest"), SimulatedReply.Line(json => json.WriteString("error"u8, "pull model manifest: file does not exist"))]
            : (List<byte[]>)[Status("pulling manifest"), .. Layer(question.Model, 0), .. Layer(question.Model, 1), Status("verifying sha256 digest"), Status("writing manifest"), Status("success")];
        var isThere = lines.Count > 2;
        return new SimulatedReply(isStreamed ? lines : [lines[^1]])
        {
            ContentType = "application/x-ndjson",
            OnSent = isThere ? () => question.Library.Add(question.Model) : null,
        };
    }

    public static SimulatedReply Delete(SimulatedQuestion question)
    {
        question.Library.Remove(question.Model);
        return new SimulatedReply([]);
    }

    public static SimulatedReply Copy(SimulatedQuestion question)
    {
        question.Library.Find(question.Body.Member("source"u8).AsText() ?? "");
        question.Library.Add(question.Body.TryGetText("destination"u8, out var name) && name.Length > 0
            ? name
            : throw new LlmException(LlmErrorKind.InvalidRequest, "destination is required"));
        return new SimulatedReply([]);
    }

    private static IEnumerable<byte[]> Layer(string model, int number)
    {
        var hash = Hash($"{model}/{number}");
        var digest = $"sha256:{hash}";
        var status = $"pulling {hash[..12]}";
        var total = 1_000_000L * (1 + Convert.ToInt32(hash[..2], 16));
        yield return SimulatedReply.Line(json => WriteStep(json, status, digest, total));
        for (var step = 1; step <= LayerSteps; step++)
        {
            var completed = total * step / LayerSteps;
            yield return SimulatedReply.Line(json =>
            {
                WriteStep(json, status, digest, total);
                json.WriteNumber("completed"u8, completed);
            });
        }
    }

    private static void WriteStep(Utf8JsonWriter json, string status, string digest, long total)
    {
        json.WriteString("status"u8, status);
        json.WriteString("digest"u8, digest);
        json.WriteNumber("total"u8, total);
    }

    private static byte[] Status(string status) => SimulatedReply.Line(json => json.WriteString("status"u8, status));

    private static void WriteModels(Utf8JsonWriter json, SimulatedQuestion question)
    {
        json.WriteStartArray("models"u8);
        foreach (var model in question.Library.Names)
        {
            json.WriteStartObject();
            json.WriteString("name"u8, model);
            json.WriteString("model"u8, model);
            json.WriteString("modified_at"u8, question.Time.GetUtcNow());
            json.WriteNumber("size"u8, 1_000_000);
            json.WriteString("digest"u8, Hash(model));
            WriteDetails(json);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteDetails(Utf8JsonWriter json)
    {
        json.WriteStartObject("details"u8);
        json.WriteString("format"u8, "gguf");
        json.WriteString("family"u8, "simulator");
        json.WriteString("parameter_size"u8, "1B");
        json.WriteString("quantization_level"u8, "F16");
        json.WriteEndObject();
    }

    private static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
