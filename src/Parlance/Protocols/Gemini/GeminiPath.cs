namespace Parlance.Protocols.Gemini;

/// <summary>The model in a path: by its bare name, which callers may give as the resource that lists of models say.</summary>
internal static class GeminiPath
{
    public const string Resource = "models/";

    public static string NameOf(string model) => model.StartsWith(Resource, StringComparison.Ordinal) ? model[Resource.Length..] : model;

    public static string Of(string template, string model) => template.Replace("{model}", Uri.EscapeDataString(NameOf(model)), StringComparison.Ordinal);
}
