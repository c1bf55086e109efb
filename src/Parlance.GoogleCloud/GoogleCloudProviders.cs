namespace Parlance;

/// <summary>The models of Vertex AI, called with Google Cloud's credentials.</summary>
public static class GoogleCloudProviders
{
    private const string ProjectVariable = "GOOGLE_CLOUD_PROJECT";
    private const string LocationVariable = "GOOGLE_CLOUD_LOCATION";

    /// <summary>Gemini on Vertex AI.</summary>
    /// <inheritdoc cref="AnthropicVertex" />
    public static Provider Vertex(string? project = null, string? location = null, RequestAuthenticator? authenticator = null) =>
        Place(Providers.Vertex, project, location, authenticator);

    /// <summary>Claude on Vertex AI.</summary>
    /// <param name="project">The project's id, null for <c>GOOGLE_CLOUD_PROJECT</c>, read at each call.</param>
    /// <param name="location">
    /// A region such as <c>europe-west1</c>, a multi-region (<c>us</c>, <c>eu</c>) or <c>global</c>; null for
    /// <c>GOOGLE_CLOUD_LOCATION</c>, read here and now because it decides on the host, else <c>global</c>.
    /// </param>
    /// <param name="authenticator">Where tokens come from, null for application default credentials.</param>
    public static Provider AnthropicVertex(string? project = null, string? location = null, RequestAuthenticator? authenticator = null) =>
        Place(Providers.AnthropicVertex, project, location, authenticator);

    /// <summary>
    /// Adds <c>vertex</c> and <c>anthropic-vertex</c> to a registry, in the place of the rows that take a token alone, with
    /// project and location from the environment.
    /// </summary>
    /// <param name="registry">The registry.</param>
    /// <returns>The same registry.</returns>
    public static ProviderRegistry AddGoogleCloud(this ProviderRegistry registry)
    {
        ArgumentNullException.ThrowIfNull(registry);
        registry.Replace(Vertex());
        registry.Replace(AnthropicVertex());
        return registry;
    }

    internal static Provider Place(Provider row, string? project, string? location, RequestAuthenticator? authenticator)
    {
        var place = location ?? row.Environment(LocationVariable)?.Trim();
        if (string.IsNullOrEmpty(place))
        {
            place = "global";
        }

        place = CheckName(place, nameof(location));
        var owner = project is null ? $"{{{ProjectVariable}}}" : CheckName(project, nameof(project));
        return row with
        {
            Address = new($"https://{HostOf(place)}/v1/projects/{owner}/locations/{place}") { ModelsBaseUrl = $"https://{HostOf(place)}/v1beta1" },
            Authenticator = authenticator ?? new ApplicationDefaultAuthenticator(),
        };
    }

    /// <summary>cloud.google.com/vertex-ai/generative-ai/docs/learn/locations: regional, global and multi-region endpoints.</summary>
    private static string HostOf(string location) => location switch
    {
        "global" => "aiplatform.googleapis.com",
        "us" or "eu" => $"aiplatform.{location}.rep.googleapis.com",
        _ => $"{location}-aiplatform.googleapis.com",
    };

    /// <summary>Both become part of an address, the location even of the host that receives the token.</summary>
    private static string CheckName(string name, string parameter) =>
        name.Length > 0 && name.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or ':' or '.')
        && (parameter != "location" || name.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-'))
            ? name
            : throw new ArgumentException($"'{name}' is not the name of a Google Cloud {parameter}.", parameter);
}
