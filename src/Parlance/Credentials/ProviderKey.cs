using Parlance.Headers;
using Parlance.Transport;

namespace Parlance;

/// <summary>Finds the key of a provider at the time of a call.</summary>
internal static class ProviderKey
{
    /// <summary>The key given in code, else the first of the provider's variables that is set; null where there is none.</summary>
    /// <exception cref="LlmException">A variable holds what cannot be a key; the message names the variable alone.</exception>
    public static Secret? Find(Provider provider)
    {
        if (provider.Key is { } key)
        {
            return key;
        }

        foreach (var variable in provider.KeyVariables)
        {
            if (provider.Environment(variable) is { } value && !string.IsNullOrWhiteSpace(value))
            {
                return HeaderText.IsValue(value.Trim())
                    ? new Secret(value)
                    : throw new LlmException(LlmErrorKind.Credential, $"The environment variable {variable} does not hold a key: keys are printable ASCII on one line.") { Provider = provider.Name };
            }
        }

        return null;
    }

    /// <summary>What a call says that needs a key and has none: where to put one.</summary>
    public static LlmException CreateError(Provider provider)
    {
        var names = string.Join(" or ", provider.KeyVariables);
        var variables = names.Length == 0 ? "" : $"set the environment variable {names}, or ";
        var identity = provider.IdentityPackage is { } package ? $", or add the package {package}, which signs in with the cloud's identity" : "";
        return new LlmException(LlmErrorKind.Credential, $"{provider.DisplayName} needs a key: {variables}use WithApiKey{identity}.") { Provider = provider.Name };
    }
}
