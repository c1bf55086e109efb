using System.Text.RegularExpressions;

namespace Parlance.Transport;

/// <summary>Where a provider's requests go, resolved at each call.</summary>
internal static partial class Endpoint
{
    /// <summary>The base URL with what the environment says put in.</summary>
    /// <exception cref="LlmException">A variable is not set, or the URL is not one that may be called.</exception>
    public static Uri Resolve(Provider provider, string path)
    {
        var text = Expand(provider, static (provider, name) => throw new LlmException(
            LlmErrorKind.Credential,
            $"{provider.DisplayName} needs to know its address: set the environment variable {name}, or use WithBaseUrl."));
        if (!Uri.TryCreate(text + path, UriKind.Absolute, out var url) || url.Scheme is not ("https" or "http"))
        {
            throw Refuse(provider, "is not an http or https address");
        }

        if (text.AsSpan().ContainsAny('?', '#') || url.UserInfo.Length > 0)
        {
            throw Refuse(provider, "holds a query, a fragment or a user, which would be lost: use WithHeader or WithApiKey for credentials");
        }

        return url.Scheme == "https" || url.IsLoopback || provider.Connection.AllowInsecureHttp
            ? url
            : throw Refuse(provider, $"is plain HTTP to {url.Host}, which would send the key in clear. Use https, or allow it with WithInsecureHttp()");
    }

    /// <summary>The base URL for people and metadata, null where a part of it is not known or it could not be called.</summary>
    public static Uri? TryResolve(Provider provider)
    {
        var text = Describe(provider);
        return !Placeholder().IsMatch(text) && Uri.TryCreate(text, UriKind.Absolute, out var url) && url.UserInfo.Length == 0 ? url : null;
    }

    /// <summary>The base URL with the names of variables that are not set left in braces.</summary>
    public static string Describe(Provider provider) => Expand(provider, static (_, name) => $"{{{name}}}");

    private static LlmException Refuse(Provider provider, string why) =>
        new(LlmErrorKind.InvalidRequest, $"The base URL of {provider.DisplayName} {why}.") { Provider = provider.Name };

    private static string Expand(Provider provider, Func<Provider, string, string> onMissing)
    {
        var text = provider.Address.HostVariable is { } variable && provider.Environment(variable) is { } configured && !string.IsNullOrWhiteSpace(configured)
            ? MoveToHost(provider.BaseUrl, configured.Trim())
            : provider.BaseUrl;
        return text.Contains('{', StringComparison.Ordinal) ? PutIn(provider, text, onMissing) : text;
    }

    private static string PutIn(Provider provider, string text, Func<Provider, string, string> onMissing) => Placeholder().Replace(text, match =>
    {
        var name = match.Groups["name"].Value;
        return provider.Environment(name) is { } value && !string.IsNullOrWhiteSpace(value) ? value.Trim().TrimEnd('/') : onMissing(provider, name);
    });

    /// <summary>
    /// Such variables follow what servers accept as the place to listen: a host, a host and port, a port alone, or a
    /// URL. Where all addresses are listened on, this machine's own is called; where no port is named, the usual one;
    /// and the path that the wire lives under is kept, for the variable rarely holds it.
    /// </summary>
    private static string MoveToHost(string baseUrl, string configured)
    {
        var usual = new Uri(baseUrl);
        var hasScheme = configured.Contains("://", StringComparison.Ordinal);
        var text = hasScheme ? configured : $"http://{(configured.StartsWith(':') ? "localhost" : "")}{configured}";
        if (!Uri.TryCreate(text, UriKind.Absolute, out var url))
        {
            return configured;
        }

        var hasPort = hasScheme || configured.Split('/')[0].EndsWith($":{url.Port}", StringComparison.Ordinal);
        var path = url.AbsolutePath.TrimEnd('/');
        var usualPath = usual.AbsolutePath.TrimEnd('/');
        return new UriBuilder(url)
        {
            Host = url.Host is "0.0.0.0" or "[::]" ? "localhost" : url.Host,
            Port = hasPort ? url.Port : usual.Port,
            Path = path.EndsWith(usualPath, StringComparison.Ordinal) ? path : path + usualPath,
        }.Uri.AbsoluteUri.TrimEnd('/');
    }

    [GeneratedRegex(@"\{(?<name>[A-Z][A-Z0-9_]*)\}", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Placeholder();
}
