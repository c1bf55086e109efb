namespace Parlance;

/// <summary>
/// The default identity behind a type that needs nothing of Azure's libraries, so that naming a provider does not load
/// them.
/// </summary>
internal sealed class DefaultIdentityAuthenticator : RequestAuthenticator
{
    public override IReadOnlyList<string> HeaderNames { get; } = ["Authorization"];

    public override ValueTask AuthenticateAsync(AuthenticationContext context, CancellationToken cancellationToken) =>
        AzureAuthenticator.Default.AuthenticateAsync(context, cancellationToken);
}
