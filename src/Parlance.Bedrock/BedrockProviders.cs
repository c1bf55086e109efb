namespace Parlance;

/// <summary>Amazon Bedrock, with signed requests.</summary>
public static class BedrockProviders
{
    private const string DefaultRegion = "us-east-1";

    /// <summary>Every maker's models, by Converse.</summary>
    /// <param name="region">The region, null for that of <c>AWS_REGION</c>, else <c>AWS_DEFAULT_REGION</c>, else <c>us-east-1</c>.</param>
    /// <param name="authenticator">How requests are signed, null for whatever credentials there are at the time of a call.</param>
    public static Provider Converse(string? region = null, BedrockAuthenticator? authenticator = null) =>
        Create(Providers.Bedrock, region, authenticator);

    /// <summary>Anthropic's models in their own wire, with everything that Converse has no member for.</summary>
    /// <param name="region">The region, null for that of <c>AWS_REGION</c>, else <c>AWS_DEFAULT_REGION</c>, else <c>us-east-1</c>.</param>
    /// <param name="authenticator">How requests are signed, null for whatever credentials there are at the time of a call.</param>
    public static Provider AnthropicOnBedrock(string? region = null, BedrockAuthenticator? authenticator = null) =>
        Create(Providers.AnthropicBedrock, region, authenticator);

    /// <summary>Anthropic's models in their own wire, signed with these keys.</summary>
    /// <param name="region">The region.</param>
    /// <param name="accessKeyId">The id of the access key.</param>
    /// <param name="secretAccessKey">The secret access key.</param>
    /// <param name="sessionToken">The token of temporary keys, null for lasting ones.</param>
    public static Provider AnthropicOnBedrock(string region, string accessKeyId, string secretAccessKey, string? sessionToken = null) =>
        AnthropicOnBedrock(region, BedrockAuthenticator.FromKeys(region, accessKeyId, secretAccessKey, sessionToken));

    /// <summary>Adds <c>bedrock</c> and <c>anthropic-bedrock</c> to a registry, in the place of the rows that take a key alone.</summary>
    /// <param name="registry">The registry.</param>
    /// <param name="region">The region, null for that of the environment.</param>
    /// <returns>The same registry.</returns>
    public static ProviderRegistry AddBedrock(this ProviderRegistry registry, string? region = null)
    {
        ArgumentNullException.ThrowIfNull(registry);
        registry.Replace(Converse(region));
        registry.Replace(AnthropicOnBedrock(region));
        return registry;
    }

    private static Provider Create(Provider row, string? region, BedrockAuthenticator? authenticator)
    {
        var resolved = region ?? FindRegion(row.Environment);
        return row with
        {
            Address = new($"https://bedrock-runtime.{resolved}.{DomainOf(resolved)}") { ModelsBaseUrl = $"https://bedrock.{resolved}.{DomainOf(resolved)}" },
            Authenticator = authenticator ?? new BedrockAuthenticator(resolved),
        };
    }

    /// <summary>The region that the environment names.</summary>
    internal static string FindRegion(Func<string, string?> readVariable) =>
        FirstSet(readVariable("AWS_REGION"), readVariable("AWS_DEFAULT_REGION")) ?? DefaultRegion;

    private static string? FirstSet(params ReadOnlySpan<string?> values)
    {
        foreach (var value in values)
        {
            if (!string.IsNullOrWhiteSpace(value))
            {
                return value.Trim();
            }
        }

        return null;
    }

    /// <summary>The regions in China have a domain of their own.</summary>
    private static string DomainOf(string region) =>
        region.StartsWith("cn-", StringComparison.Ordinal) ? "amazonaws.com.cn" : "amazonaws.com";
}
