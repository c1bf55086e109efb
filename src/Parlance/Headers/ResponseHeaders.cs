using System.Globalization;
using System.Net.Http.Headers;

namespace Parlance.Headers;

/// <summary>What the headers of a response say about the call.</summary>
internal static class ResponseHeaders
{
    // OpenAI and those who copy it, Anthropic, AWS, Azure, Google, and the general-purpose ones.
    private static readonly string[] s_requestIds = ["x-request-id", "request-id", "x-amzn-requestid", "apim-request-id", "x-ms-request-id", "x-goog-request-id", "x-generation-id"];

    /// <summary>The provider's id of the request.</summary>
    public static string? FindRequestId(HttpResponseHeaders headers) => FindRequestId(name => First(headers, name));

    /// <summary>The same of headers in any form.</summary>
    /// <param name="find">Finds a header's value by its name in lower case.</param>
    public static string? FindRequestId(Func<string, string?> find)
    {
        foreach (var name in s_requestIds)
        {
            if (find(name) is { Length: > 0 } id)
            {
                return id;
            }
        }

        return null;
    }

    /// <summary>How long the provider asks to wait: <c>retry-after-ms</c>, else <c>Retry-After</c> in seconds or as a date.</summary>
    /// <param name="find">Finds a header's value by its name in lower case.</param>
    /// <param name="now">When the response came: a date is a wait from then.</param>
    public static TimeSpan? FindRetryAfter(Func<string, string?> find, DateTimeOffset now)
    {
        if (find("retry-after-ms") is { } text
            && double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var milliseconds)
            && milliseconds is >= 0 and < int.MaxValue)
        {
            return TimeSpan.FromMilliseconds(milliseconds);
        }

        return find("retry-after") is { } value ? ParseRetryAfter(value, now) : null;
    }

    private static TimeSpan? ParseRetryAfter(string value, DateTimeOffset now)
    {
        if (double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var seconds))
        {
            return seconds is >= 0 and < int.MaxValue ? TimeSpan.FromSeconds(seconds) : null;
        }

        if (!DateTimeOffset.TryParse(value, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var date))
        {
            return null;
        }

        var wait = date - now;
        return wait > TimeSpan.Zero ? wait : TimeSpan.Zero;
    }

    /// <summary>The first value of a header, null where there is none.</summary>
    public static string? First(HttpResponseHeaders headers, string name) =>
        headers.TryGetValues(name, out var values) ? values.FirstOrDefault() : null;
}
