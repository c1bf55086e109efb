using System.Text.RegularExpressions;

namespace Parlance.Tests.Architecture;

/// <summary>What may look into what: a room sees itself, the rooms below it, and the ground that everyone stands on.</summary>
public sealed partial class LayerTests
{
    /// <summary>
    /// The rooms from the ground up; those of one line are one layer. Reading an error needs no wire, so its room lies
    /// below those of the wires around it. What has no line is the face, which sees all.
    /// </summary>
    private static readonly string[][] s_layers =
    [
        ["Vocabulary/", "Json/", "Headers/", "LlmException.cs", "LlmErrorKind.cs", "ErrorText.cs"],
        ["Framing/"],
        ["Protocols/Shared/Errors/"],
        ["Responses/"],
        ["Protocols/", "ModelInfo.cs", "TokenCount.cs"],
        ["Providers/", "Credentials/", "Provider.cs", "ProviderFeatures.cs", "CallTimeouts.cs"],
        ["Transport/"],
    ];

    private static readonly Lazy<List<Room>> s_files = new(() => [.. SourceTree.Read("src/Parlance").Select(Room.Of)]);

    [Fact]
    public void No_room_looks_up()
    {
        var layerOfType = s_files.Value
            .SelectMany(file => file.Types, (file, type) => (type, file.Layer))
            .GroupBy(pair => pair.type, StringComparer.Ordinal)
            .ToDictionary(group => group.Key, group => group.Min(pair => pair.Layer), StringComparer.Ordinal);
        layerOfType["RequestFactory"].ShouldBe(layerOfType["Provider"] + 1);
        var found =
            from file in s_files.Value
            from name in file.Names
            where layerOfType.TryGetValue(name, out var layer) && layer > file.Layer
            select $"{file.Path}: {name}";
        found.ShouldBeEmpty("A room knows those below it alone.");
    }

    [Fact]
    public void No_wire_uses_another_wire()
    {
        var wireOfType = s_files.Value
            .Where(file => file.Wire is not null)
            .SelectMany(file => file.Types, (file, type) => (type, file.Wire))
            .DistinctBy(pair => pair.type, StringComparer.Ordinal)
            .ToDictionary(pair => pair.type, pair => pair.Wire!, StringComparer.Ordinal);
        wireOfType["GeminiProtocol"].ShouldBe("Gemini");
        var found =
            from file in s_files.Value
            where file.Path.StartsWith("src/Parlance/Protocols/", StringComparison.Ordinal)
            from name in file.Names
            where wireOfType.TryGetValue(name, out var wire) && wire != file.Wire && !IsItsEmbeddings(file, wire)
            select $"{file.Path}: {name}";
        found.ShouldBeEmpty("What two wires share stands in Protocols/Shared.");
    }

    /// <summary>The embeddings of a wire stand with other embeddings, and share its addresses.</summary>
    private static bool IsItsEmbeddings(Room file, string wire) => file.Wire == "Embeddings" && Path.GetFileName(file.Path).StartsWith(wire, StringComparison.Ordinal);

    /// <param name="Path">The file's path.</param>
    /// <param name="Layer">The file's layer, counted from the ground.</param>
    /// <param name="Wire">The wire that it belongs to, null for none.</param>
    /// <param name="Types">The types that it declares, but for those inside others.</param>
    /// <param name="Names">The names that it uses as types may be used, but for its own properties.</param>
    private sealed record Room(string Path, int Layer, string? Wire, List<string> Types, List<string> Names)
    {
        public static Room Of(SourceFile file)
        {
            var inside = file.Path["src/Parlance/".Length..];
            var code = StringLiteral().Replace(file.Code, "\"\"");
            var own = Property().Matches(code).Select(match => match.Groups["name"].Value).ToHashSet(StringComparer.Ordinal);
            var layer = Array.FindIndex(s_layers, layer => layer.Any(room => inside.StartsWith(room, StringComparison.Ordinal)));
            return new(
                file.Path,
                layer < 0 ? s_layers.Length : layer,
                inside.Split('/') is ["Protocols", var wire, _, ..] && wire != "Shared" ? wire : null,
                [.. TypeDeclaration().Matches(code).Select(match => match.Groups["name"].Value)],
                [.. TypeUse().Matches(code).Select(match => match.Groups["name"].Value).Where(name => !own.Contains(name)).Distinct(StringComparer.Ordinal)]);
        }
    }

    [GeneratedRegex("\"([^\"\\\\\n]|\\\\.)*\"", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex StringLiteral();

    [GeneratedRegex(@"^(\w+ )*(class|struct|record|enum|interface) (?<name>[A-Z]\w+)", RegexOptions.ExplicitCapture | RegexOptions.Multiline, matchTimeoutMilliseconds: 1000)]
    private static partial Regex TypeDeclaration();

    /// <summary>A property: a name behind its type.</summary>
    [GeneratedRegex(@"[\w>\]?] (?<name>[A-Z]\w+)(?=\s*(\{|=>))", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Property();

    [GeneratedRegex(@"(?<![\w.])(?<name>[A-Z]\w+)(?!\w)(?!\s*(=[^=>]|=>|:))", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex TypeUse();
}
