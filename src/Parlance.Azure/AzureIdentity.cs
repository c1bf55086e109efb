using Azure.Core;

namespace Parlance;

/// <summary>Gives a provider on Azure an identity instead of a key.</summary>
public static class AzureIdentity
{
    /// <summary>Calls with tokens of Microsoft Entra instead of a key.</summary>
    /// <param name="provider">A provider on Azure.</param>
    /// <param name="credential">Where tokens come from: a managed identity, a service principal, a signed-in user.</param>
    /// <param name="scope">What tokens are asked for.</param>
    public static Provider WithAzureIdentity(this Provider provider, TokenCredential credential, string scope = AzureAuthenticator.DefaultScope)
    {
        ArgumentNullException.ThrowIfNull(provider);
        ArgumentNullException.ThrowIfNull(credential);
        return provider.WithAuthenticator(new AzureAuthenticator(credential, scope));
    }

    /// <summary>
    /// Calls with tokens of whatever identity this process has: environment, managed identity, or a signed-in developer
    /// (<c>DefaultAzureCredential</c>).
    /// </summary>
    /// <param name="provider">A provider on Azure.</param>
    public static Provider WithAzureIdentity(this Provider provider)
    {
        ArgumentNullException.ThrowIfNull(provider);
        return provider.WithAuthenticator(new DefaultIdentityAuthenticator());
    }
}
