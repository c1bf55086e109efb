using System.Globalization;
using System.Text.RegularExpressions;

namespace Parlance.Protocols.Ollama;

/// <summary>The errors of this wire: a sentence under <c>error</c>, without a code.</summary>
internal static partial class OllamaErrors
{
    /// <summary>A missing model is the one error that a user meets first and can mend alone: say how.</summary>
    public static LlmException Explain(LlmException error)
    {
        var missing = MissingModel().Match(error.Message);
        if (!missing.Success || error.StatusCode is >= 500)
        {
            return error;
        }

        var name = missing.Groups["name"].Value;
        return AsMissing(error, $"model '{name}' not found. Fetch it first: ollama pull {name}");
    }

    /// <summary>Where the library has no such model to download, the server says that a file does not exist.</summary>
    public static LlmException ExplainPull(LlmException error, string name) =>
        error.Message.Contains("file does not exist", StringComparison.OrdinalIgnoreCase)
            ? AsMissing(error, $"the library has no model '{name}'. Its models are listed at https://ollama.com/search")
            : error;

    private static LlmException AsMissing(LlmException error, string message) =>
        new(LlmErrorKind.ModelNotFound, string.Create(CultureInfo.InvariantCulture, $"{LlmErrorKind.ModelNotFound} (status {error.StatusCode}): {message}"))
        {
            StatusCode = error.StatusCode,
            ProviderCode = error.ProviderCode,
            Body = error.Body,
            RequestId = error.RequestId,
            RetryAfter = error.RetryAfter,
        };

    // "model 'llama3' not found, try pulling it first"; older servers quote with ", newer ones drop the advice.
    [GeneratedRegex("""model ['"](?<name>[^'"\s]+)['"] not found""", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex MissingModel();
}
