using System.Text.Json;

namespace Parlance;

/// <summary>What a server says of one of its models. What it does not say is null or empty.</summary>
/// <param name="Name">The name that was asked for.</param>
public sealed record OllamaModelDetails(string Name)
{
    /// <summary>The family, such as <c>llama</c>.</summary>
    public string? Family { get; init; }

    /// <summary>The size in the server's words, such as <c>8.0B</c>.</summary>
    public string? ParameterSize { get; init; }

    /// <summary>How the weights are stored, such as <c>Q4_K_M</c>.</summary>
    public string? Quantization { get; init; }

    /// <summary>The file's format, such as <c>gguf</c>.</summary>
    public string? Format { get; init; }

    /// <summary>How many tokens the model was made for.</summary>
    public long? ContextWindow { get; init; }

    /// <summary>What it can do: <c>completion</c>, <c>tools</c>, <c>vision</c>, <c>embedding</c>, …</summary>
    public IReadOnlyList<string> Capabilities { get; init; } = [];

    /// <summary>The prompt's template.</summary>
    public string? Template { get; init; }

    /// <summary>The settings stored with it, one a line.</summary>
    public string? Parameters { get; init; }

    /// <summary>Under which terms it may be used.</summary>
    public string? License { get; init; }

    /// <summary>The whole of the server's answer.</summary>
    public JsonElement Json { get; init; }
}
