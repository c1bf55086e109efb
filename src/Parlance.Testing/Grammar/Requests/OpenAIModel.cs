using System.Globalization;
using System.Text.RegularExpressions;

namespace Parlance.Testing.Grammar;

/// <summary>What one of OpenAI's models takes, read from its name.</summary>
/// <remarks>
/// Sources: learn.microsoft.com/javascript/api/@azure/ai-projects/reasoningeffort (gpt-5 to 5.1-codex-max),
/// opencode#36141 (5.6: max), dev.to/aihubmix "choosing a reasoning effort for gpt-6.1-sol" (no none from 6.1), opencode#3474 (gpt-5-pro).
/// </remarks>
internal sealed partial class OpenAIModel
{
    private readonly string _name;
    private readonly double _version;

    private OpenAIModel(string name)
    {
        _name = name;
        var match = Generation.Match(name);
        _version = match.Success ? double.Parse(match.Groups["version"].Value, CultureInfo.InvariantCulture) : 0;
    }

    public static OpenAIModel Parse(string model)
    {
        var name = model[(model.LastIndexOf('/') + 1)..];
        return new(name.StartsWith("openai.", StringComparison.Ordinal) ? name["openai.".Length..] : name);
    }

    /// <summary>5.6 for gpt-5.6-luna, 0 for what is no gpt.</summary>
    public double Version => _version;

    /// <summary>False for a name that says nothing, such as that of a deployment.</summary>
    public bool IsKnown => _version > 0 || IsSeriesO;

    public bool IsSeriesO => SeriesO.IsMatch(_name);

    /// <summary>The chat snapshots of gpt-5 do not reason, those from 5.1 on do.</summary>
    public bool IsReasoning => IsSeriesO || (_version >= 5 && !_name.StartsWith("gpt-5-chat", StringComparison.Ordinal) && !IsSearch);

    /// <summary>The models that search by themselves: https://platform.openai.com/docs/guides/tools-web-search?api-mode=chat.</summary>
    public bool IsSearch => _name.Contains("-search", StringComparison.Ordinal);

    public bool IsAudio => _name.Contains("audio", StringComparison.Ordinal);

    /// <summary>https://platform.openai.com/docs/api-reference/chat/create#chat_create-stop: 'Not supported with latest reasoning models o3 and o4-mini'.</summary>
    public bool HasStopSequences => !(_name == "o3" || _name.StartsWith("o3-20", StringComparison.Ordinal) || _name.StartsWith("o3-pro", StringComparison.Ordinal) || _name.StartsWith("o4", StringComparison.Ordinal) || (IsReasoning && _version is >= 5 and < 5.1));

    /// <summary>The efforts that the model takes, empty for one that does not reason.</summary>
    public IReadOnlyList<string> Efforts =>
        !IsReasoning || _name.StartsWith("o1-mini", StringComparison.Ordinal) || _name.StartsWith("o1-preview", StringComparison.Ordinal) ? []
        : IsSeriesO ? ["low", "medium", "high"]
        : _version >= 6.1 ? ["low", "medium", "high", "xhigh", "max"]
        : _version >= 5.6 ? ["none", "low", "medium", "high", "xhigh", "max"]
        : _name.Contains("-pro", StringComparison.Ordinal) ? (_version < 5.2 ? ["high"] : ["medium", "high", "xhigh"])
        : _name.Contains("codex", StringComparison.Ordinal) ? (_version < 5.1 ? ["low", "medium", "high"] : ["none", "low", "medium", "high", "xhigh"])
        : _version >= 5.2 ? ["none", "low", "medium", "high", "xhigh"]
        : _version >= 5.1 ? ["none", "low", "medium", "high"]
        : ["minimal", "low", "medium", "high"];

    /// <summary>
    /// True where temperature, top_p and log probabilities are refused: by the o-series and gpt-5 always, later at any effort but
    /// none (https://platform.openai.com/docs/guides/latest-model, vercel/ai#10940).
    /// </summary>
    public bool RefusesSampling(string? effort) =>
        IsReasoning && (IsSeriesO || _version < 5.1 || _version >= 6.1 || _name.Contains("-pro", StringComparison.Ordinal) || effort is not (null or "none"));

    [GeneratedRegex(@"^gpt-(?<version>\d(?:\.\d+)?)(?!\d)", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Generation { get; }

    [GeneratedRegex(@"^o[1-9](?!\d)", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex SeriesO { get; }
}
