using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Parlance;

/// <summary>
/// Sends, instead of a key of the form <c>id.secret</c>, a token that the key signs: a JWT by HS256 that names the id and
/// expires. One token serves many requests; the next is made shortly before it expires.
/// </summary>
/// <remarks>
/// Header, claims and their milliseconds are those of the vendor's client: zhipuai/core/_jwt_token.py in
/// https://github.com/MetaGLM/zhipuai-sdk-python-v4.
/// </remarks>
public sealed class ZhipuTokenAuthenticator : RequestAuthenticator
{
    private readonly TimeSpan _lifetime;
    private SignedToken? _token;

    /// <summary>Makes tokens that live an hour.</summary>
    public ZhipuTokenAuthenticator()
        : this(TimeSpan.FromHours(1))
    {
    }

    /// <summary>Makes tokens of another lifetime.</summary>
    /// <param name="lifetime">How long a token is valid: at least a second.</param>
    public ZhipuTokenAuthenticator(TimeSpan lifetime)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(lifetime, TimeSpan.FromSeconds(1));
        _lifetime = lifetime;
    }

    /// <inheritdoc />
    public override IReadOnlyList<string> HeaderNames { get; } = ["Authorization"];

    /// <inheritdoc />
    public override ValueTask AuthenticateAsync(AuthenticationContext context, CancellationToken cancellationToken)
    {
        var (request, provider) = (context.Request, context.Provider);
        var key = provider.GetRequiredKey();
        var now = provider.Call.TimeProvider.GetUtcNow();

        // Two threads may make a token at once; both are valid, and the later one is kept.
        if (_token is not { } token || !token.Key.Equals(key) || now >= token.RenewAt)
        {
            token = Create(key, provider, now);
            _token = token;
        }

        request.Headers.Remove("Authorization");
        request.Headers.TryAddWithoutValidation("Authorization", $"Bearer {token.Text}");
        return ValueTask.CompletedTask;
    }

    private SignedToken Create(Secret key, Provider provider, DateTimeOffset now)
    {
        var parts = key.Reveal().Split('.');
        if (parts is not [{ Length: > 0 } id, { Length: > 0 } secret] || id.AsSpan().ContainsAny('"', '\\'))
        {
            throw new LlmException(LlmErrorKind.Credential, $"A token of {provider.DisplayName} is made from a key of the form id.secret; this key is none. Send it as it is, without ZhipuTokenAuthenticator.") { Provider = provider.Name };
        }

        var expires = now + _lifetime;
        var payload = string.Create(
            CultureInfo.InvariantCulture,
            $$"""{"api_key":"{{id}}","exp":{{expires.ToUnixTimeMilliseconds()}},"timestamp":{{now.ToUnixTimeMilliseconds()}}}""");
        var signed = $"{Encode("""{"alg":"HS256","sign_type":"SIGN"}"""u8)}.{Encode(Encoding.UTF8.GetBytes(payload))}";
        var signature = HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes(signed));

        // A tenth of its life is left for requests under way and clocks that differ.
        return new SignedToken(key, $"{signed}.{Encode(signature)}", expires - (_lifetime / 10));
    }

    private static string Encode(ReadOnlySpan<byte> bytes) => Base64Url.EncodeToString(bytes);

    private sealed record SignedToken(Secret Key, string Text, DateTimeOffset RenewAt)
    {
        public override string ToString() => "***";
    }
}
