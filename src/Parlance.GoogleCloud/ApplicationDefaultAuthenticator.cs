namespace Parlance;

/// <summary>
/// Application default credentials behind a type that needs nothing of Google's library, so that naming a provider does
/// not load it.
/// </summary>
internal sealed class ApplicationDefaultAuthenticator : RequestAuthenticator
{
    public override IReadOnlyList<string> HeaderNames { get; } = ["Authorization"];

    public override ValueTask AuthenticateAsync(AuthenticationContext context, CancellationToken cancellationToken) =>
        GoogleCloudAuthenticator.ApplicationDefault.AuthenticateAsync(context, cancellationToken);
}
