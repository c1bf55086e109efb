namespace Parlance;

/// <summary>
/// Puts on a request what a header with a fixed key cannot say: a signature over the request, or a token that expires.
/// Cloud packages and wires with signatures of their own derive from it. Implementations are thread-safe.
/// </summary>
public abstract class RequestAuthenticator
{
    /// <summary>Adds the credentials to a request that is otherwise complete.</summary>
    /// <param name="context">The request, its body, and the provider that is called.</param>
    /// <param name="cancellationToken">Cancels the wait for a token.</param>
    /// <exception cref="LlmException">There is no credential; the message says where one is looked for.</exception>
    public abstract ValueTask AuthenticateAsync(AuthenticationContext context, CancellationToken cancellationToken);

    /// <summary>The headers that it adds, for display where no credential may be shown.</summary>
    public abstract IReadOnlyList<string> HeaderNames { get; }
}
