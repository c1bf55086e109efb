namespace Parlance.Protocols;

/// <summary>
/// Ids that name, before the model, the part of the world that may answer:
/// <c>us.anthropic.claude-sonnet-4-20250514-v1:0</c>.
/// </summary>
/// <remarks>Source of the prefixes: https://docs.aws.amazon.com/bedrock/latest/userguide/inference-profiles-support.html.</remarks>
internal static class InferenceProfile
{
    private static readonly string[] s_places = ["us.", "us-gov.", "eu.", "apac.", "jp.", "au.", "ca.", "in.", "global."];

    /// <summary>The model behind a profile, whose tokens alone can be counted; any other id as it is.</summary>
    public static string FoundationModelOf(string model) =>
        Array.Find(s_places, place => model.StartsWith(place, StringComparison.Ordinal)) is { } place ? model[place.Length..] : model;

    /// <summary>Where the tokens of a request to a model are counted.</summary>
    public static string CountTokensPathOf(string model) => $"/model/{Uri.EscapeDataString(FoundationModelOf(model))}/count-tokens";
}
