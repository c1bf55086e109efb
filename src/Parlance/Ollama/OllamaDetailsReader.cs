using System.Text.Json;
using Parlance.Json;

namespace Parlance;

/// <summary>The answer of <c>/api/show</c> to what it says.</summary>
internal static class OllamaDetailsReader
{
    // The metadata's names begin with the architecture's: "llama.context_length".
    private const string ContextLength = ".context_length";

    /// <exception cref="LlmException">The answer is not JSON.</exception>
    public static OllamaModelDetails Read(string name, ReadOnlySpan<byte> body)
    {
        JsonElement root;
        try
        {
            root = JsonElement.Parse(body);
        }
        catch (JsonException malformed)
        {
            throw new LlmException(LlmErrorKind.MalformedResponse, "The details of the model are not JSON. Check the base URL: a web page may be answering.", malformed) { StatusCode = 200 };
        }

        var details = root.Member("details"u8);
        return new OllamaModelDetails(name)
        {
            Family = details.Member("family"u8).AsText(),
            ParameterSize = details.Member("parameter_size"u8).AsText(),
            Quantization = details.Member("quantization_level"u8).AsText(),
            Format = details.Member("format"u8).AsText(),
            ContextWindow = FindContextWindow(root.Member("model_info"u8)),
            Capabilities = root.Member("capabilities"u8) is { ValueKind: JsonValueKind.Array } list ? [.. list.EnumerateArray().Select(entry => entry.AsText()).OfType<string>()] : [],
            Template = root.Member("template"u8).AsText(),
            Parameters = root.Member("parameters"u8).AsText(),
            License = root.Member("license"u8).AsText(),
            Json = root,
        };
    }

    private static long? FindContextWindow(JsonElement metadata)
    {
        if (metadata.ValueKind == JsonValueKind.Object)
        {
            foreach (var member in metadata.EnumerateObject())
            {
                if (member.Name.EndsWith(ContextLength, StringComparison.Ordinal) && member.Value.ValueKind == JsonValueKind.Number && member.Value.TryGetInt64(out var length))
                {
                    return length;
                }
            }
        }

        return null;
    }
}
