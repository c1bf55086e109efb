using System.Security.Cryptography;
using System.Text;
using Parlance;

namespace EchoAI;

/// <summary>EchoAI wants its key in a header, and beside it the body signed with the key.</summary>
public sealed class EchoAISignature : RequestAuthenticator
{
    /// <inheritdoc />
    public override IReadOnlyList<string> HeaderNames => ["X-Echo-Key", "X-Echo-Signature"];

    /// <inheritdoc />
    public override ValueTask AuthenticateAsync(AuthenticationContext context, CancellationToken cancellationToken)
    {
        // The key that was given in code, else that of the row's variable; where there is none, the error names it.
        var key = context.Provider.GetRequiredKey().Reveal();
        var signature = HMACSHA256.HashData(Encoding.UTF8.GetBytes(key), context.Body.Span);
        context.Request.Headers.Add("X-Echo-Key", key);
        context.Request.Headers.Add("X-Echo-Signature", Convert.ToHexStringLower(signature));
        return ValueTask.CompletedTask;
    }
}
