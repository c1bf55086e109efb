using System.Buffers.Text;
using System.Text.Json;
using Parlance.Json;

namespace Parlance;

/// <summary>
/// The access token of a ChatGPT plan, and beside it the id of the account that it was issued for, which stands in the
/// token itself.
/// </summary>
internal sealed class ChatGptAuthenticator : RequestAuthenticator
{
    private const string AccountHeader = "chatgpt-account-id";

    public override IReadOnlyList<string> HeaderNames => ["Authorization", AccountHeader];

    public override ValueTask AuthenticateAsync(AuthenticationContext context, CancellationToken cancellationToken)
    {
        var (request, provider) = (context.Request, context.Provider);
        // Only a token that was handed over counts: one that lies about belongs to another program.
        var token = provider.Key?.Reveal()
            ?? throw new LlmException(LlmErrorKind.Credential, $"{provider.DisplayName} has no token. Give it one with WithBearerToken(...).") { Provider = provider.Name };
        request.Headers.Remove("Authorization");
        request.Headers.TryAddWithoutValidation("Authorization", $"Bearer {token}");
        if (!request.Headers.Contains(AccountHeader))
        {
            request.Headers.TryAddWithoutValidation(AccountHeader, FindAccount(token)
                ?? throw new LlmException(LlmErrorKind.Credential, $"The token of {provider.DisplayName} names no account: it is no access token of a ChatGPT plan. Add the header {AccountHeader} if you know the account.") { Provider = provider.Name });
        }

        return ValueTask.CompletedTask;
    }

    /// <summary>The account that the claims of a token name, null where they name none. The signature is its issuer's business.</summary>
    internal static string? FindAccount(string token)
    {
        var parts = token.Split('.');
        if (parts.Length != 3)
        {
            return null;
        }

        try
        {
            var claims = JsonElement.Parse(Base64Url.DecodeFromChars(parts[1]));
            return claims.Member("https://api.openai.com/auth"u8).Member("chatgpt_account_id"u8).AsText();
        }
        catch (Exception malformed) when (malformed is FormatException or JsonException)
        {
            return null;
        }
    }
}
