using System.Collections.Immutable;
using Parlance.Json;
using Parlance.Protocols;
using Parlance.Transport;

namespace Parlance;

/// <summary>
/// The HTTP request that a call becomes, without sending it: to look at, to log, to put into a batch, or to send by other
/// means. What it shows holds no credential.
/// </summary>
public sealed class PreparedRequest
{
    private const string HiddenCredential = "***";

    // Headers that carry a credential wherever they come from.
    private static readonly ImmutableHashSet<string> s_credentials = ImmutableHashSet.Create(
        StringComparer.OrdinalIgnoreCase, "Authorization", "Proxy-Authorization", "Cookie", "x-api-key", "api-key", "x-goog-api-key", "x-amz-security-token");

    private readonly Provider _provider;
    private readonly ChatCall _call;

    private PreparedRequest(Provider provider, ChatCall call, ReadOnlyMemory<byte> body)
    {
        _provider = provider;
        _call = call;
        Body = body;
    }

    /// <summary>The HTTP method.</summary>
    public HttpMethod Method { get; } = HttpMethod.Post;

    /// <summary>The whole address. Of a part that the environment must say and does not, the variable's name stands in braces.</summary>
    public string Url => Endpoint.Describe(_provider) + _provider.Protocol.GetPath(_call);

    /// <summary>The headers, credentials as <c>***</c>; those that an authenticator adds come last.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Headers => ListHeaders();

    /// <summary>The body: JSON.</summary>
    public ReadOnlyMemory<byte> Body { get; }

    /// <summary>What of the call the request does not say as it was given.</summary>
    public IReadOnlyList<ChatWarning> Warnings => _call.Warnings;

    /// <summary>
    /// Makes the request as it would be sent: to the address of this moment, with the key that is found now, signed where the
    /// provider's requests are. The caller disposes it.
    /// </summary>
    /// <param name="cancellationToken">Cancels the wait for a token.</param>
    /// <exception cref="LlmException">A credential or a part of the address is missing.</exception>
    public async ValueTask<HttpRequestMessage> CreateMessageAsync(CancellationToken cancellationToken = default)
    {
        var request = RequestFactory.Create(_provider, _call, Body);
        try
        {
            if (_provider.Authenticator is { } authenticator)
            {
                await authenticator.AuthenticateAsync(new AuthenticationContext { Request = request, Body = Body, Provider = _provider }, cancellationToken).ConfigureAwait(false);
            }

            return request;
        }
        catch
        {
            request.Dispose();
            throw;
        }
    }

    internal static PreparedRequest Create(Provider provider, ChatCall call)
    {
        using var body = new PooledBuffer();
        provider.Protocol.WriteRequest(call, body);
        return new PreparedRequest(provider, call, body.Span.ToArray());
    }

    private List<KeyValuePair<string, string>> ListHeaders()
    {
        // Whether there is a key is of no interest here; one that stands in for it shows where it would go.
        var shown = _provider.Auth.HeaderName is null ? _provider : _provider with { Key = new Secret(HiddenCredential) };
        var headers = new List<KeyValuePair<string, string>> { new("Content-Type", "application/json") };
        foreach (var (name, value) in RequestFactory.GetHeaders(shown, _call))
        {
            var isCredential = s_credentials.Contains(name) || name.Equals(_provider.Auth.HeaderName, StringComparison.OrdinalIgnoreCase);
            headers.Add(new(name, isCredential ? Hide(value) : value));
        }

        headers.AddRange((_provider.Authenticator?.HeaderNames ?? []).Select(name => KeyValuePair.Create(name, HiddenCredential)));
        return headers;
    }

    /// <summary>The scheme may be seen, what follows it may not.</summary>
    private static string Hide(string value) =>
        value.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase) ? $"{value[..7]}{HiddenCredential}" : HiddenCredential;
}
