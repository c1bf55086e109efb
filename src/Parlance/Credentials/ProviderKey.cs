using Parlance.Transport;

namespace Parlance;

/// <summary>Finds the key of a provider at the time of a call.</summary>
internal static class ProviderKey
{
    /// <summary>The key given in code, else the first of the provider's variables that is set; null where none is needed.</summary>
    /// <exception cref="LlmException">There is no key and the provider needs one; the message names the variables.</exception>
    public static Secret? Find(Provider provider)
    {
        var key = TryFind(provider);
        if (key is not null || provider.IsKeyOptional)
        {
            return key;
        }

        var names = string.Join(" or ", provider.KeyVariables);
        var variables = names.Length == 0 ? "" : $"set the environment variable {names}, or ";
        var identity = provider.IdentityPackage is { } package ? $", or add the package {package}, which signs in with the cloud's identity" : "";
        throw new LlmException(LlmErrorKind.Credential, $"{provider.DisplayName} needs a key: {variables}use WithApiKey{identity}.") { Provider = provider.Name };
    }

    /// <summary>The key, or null where there is none.</summary>
    /// <exception cref="LlmException">A variable holds what cannot be a key; the message names the variable alone.</exception>
    public static Secret? TryFind(Provider provider)
    {
        if (provider.Key is { } key)
        {
            return key;
        }

        foreach (var variable in provider.KeyVariables)
        {
            if (provider.ReadVariable(variable) is { } value && !string.IsNullOrWhiteSpace(value))
            {
                return HeaderText.IsValue(value.Trim())
                    ? new Secret(value)
                    : throw new LlmException(LlmErrorKind.Credential, $"The environment variable {variable} does not hold a key: keys are printable ASCII on one line.") { Provider = provider.Name };
            }
        }

        return null;
    }
}
