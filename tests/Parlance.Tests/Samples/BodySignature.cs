using System.Security.Cryptography;
using System.Text;

namespace Parlance.Tests.Samples;

/// <summary>Signs the body of each request with the provider's key.</summary>
public sealed class BodySignature : RequestAuthenticator
{
    public override IReadOnlyList<string> HeaderNames { get; } = ["X-Signature"];

    public override ValueTask AuthenticateAsync(AuthenticationContext context, CancellationToken cancellationToken)
    {
        var key = Encoding.UTF8.GetBytes(context.Provider.GetRequiredKey().Reveal());
        context.Request.Headers.Add("X-Signature", Convert.ToHexStringLower(HMACSHA256.HashData(key, context.Body.Span)));
        return ValueTask.CompletedTask;
    }
}
