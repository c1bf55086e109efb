using System.Net;
using System.Net.Http.Headers;
using Parlance.Headers;
using Parlance.Json;
using Parlance.Protocols;

namespace Parlance.Transport;

/// <summary>A call to the HTTP request that carries it.</summary>
internal static class RequestFactory
{
    private static readonly ProductInfoHeaderValue s_userAgent = new("Parlance", typeof(RequestFactory).Assembly.GetName().Version?.ToString(3));
    private static readonly MediaTypeHeaderValue s_json = new("application/json");

    // What a wire requires of every request, whatever it says.
    private static readonly ChatCall s_anyCall = new() { Model = "", Messages = [] };

    /// <summary>Builds the request. The body's buffer must live until the request has been sent.</summary>
    /// <exception cref="LlmException">The call cannot be said in this wire, or a credential or address is missing.</exception>
    public static HttpRequestMessage Create(Provider provider, ChatCall call, PooledBuffer body)
    {
        provider.Protocol.WriteRequest(call, body);
        return Create(provider, call, body.Memory);
    }

    /// <summary>Builds the request of a body that has been written.</summary>
    /// <exception cref="LlmException">A credential or address is missing.</exception>
    public static HttpRequestMessage Create(Provider provider, ChatCall call, ReadOnlyMemory<byte> body)
    {
        var content = new ReadOnlyMemoryContent(body);
        content.Headers.ContentType = s_json;
        return Create(HttpMethod.Post, provider, provider.Protocol.GetPath(call), call, content);
    }

    /// <summary>Builds a request for something other than a chat, with the same address, headers and key.</summary>
    /// <exception cref="LlmException">A credential or address is missing.</exception>
    public static HttpRequestMessage Create(Provider provider, JsonCall question)
    {
        ReadOnlyMemoryContent? content = null;
        if (!question.Body.IsEmpty)
        {
            content = new ReadOnlyMemoryContent(question.Body);
            content.Headers.ContentType = s_json;
        }

        return Create(question.Method, provider, question.Path, question.Call ?? s_anyCall, content);
    }

    /// <summary>The headers of a call: what the wire requires, then the provider's own, then the key.</summary>
    public static IEnumerable<KeyValuePair<string, string>> GetHeaders(Provider provider, ChatCall call)
    {
        foreach (var header in provider.Protocol.GetHeaders(call))
        {
            if (!provider.Headers.ContainsKey(header.Key))
            {
                yield return header;
            }
        }

        foreach (var header in provider.Headers)
        {
            yield return header;
        }

        foreach (var (header, variable) in provider.HeaderVariables)
        {
            if (!provider.Headers.ContainsKey(header) && provider.Environment(variable) is { } value && !string.IsNullOrWhiteSpace(value))
            {
                yield return new(header, CheckVariable(provider, variable, value.Trim()));
            }
        }

        if (provider.Authenticator is null && provider.Auth.HeaderName is { } name && !provider.Headers.ContainsKey(name) && FindKey(provider) is { } key)
        {
            yield return new(name, provider.Auth.Prefix + key.Reveal());
        }
    }

    private static Secret? FindKey(Provider provider) => provider.IsKeyOptional ? provider.FindKey() : provider.GetRequiredKey();

    private static HttpRequestMessage Create(HttpMethod method, Provider provider, string path, ChatCall call, HttpContent? content)
    {
        var request = new HttpRequestMessage(method, Endpoint.Resolve(provider, path))
        {
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionOrLower,
            Content = content,
        };
        request.Headers.UserAgent.Add(s_userAgent);
        foreach (var (name, value) in GetHeaders(provider, call))
        {
            Set(request, name, value);
        }

        return request;
    }

    /// <summary>A few headers, such as <c>Content-Type</c>, belong to the body and are refused elsewhere.</summary>
    private static void Set(HttpRequestMessage request, string name, string value)
    {
        HttpHeaders? headers = request.Headers.TryAddWithoutValidation(name, value) ? request.Headers : request.Content?.Headers;
        headers?.Remove(name);
        headers?.TryAddWithoutValidation(name, value);
    }

    private static string CheckVariable(Provider provider, string variable, string value) =>
        HeaderText.IsValue(value)
            ? value
            : throw new LlmException(LlmErrorKind.Credential, $"The environment variable {variable} holds what cannot stand in a header.") { Provider = provider.Name };
}
