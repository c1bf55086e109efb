using System.Text.RegularExpressions;

namespace Parlance.Tests.Architecture;

/// <summary>What may look into what: a room sees itself, the rooms below it, and the ground that everyone stands on.</summary>
public sealed partial class LayerTests
{
    /// <summary>The rooms from the ground up; those of one line are one layer.</summary>
    private static readonly string[][] s_layers =
    [
        ["Vocabulary", "Json", "Headers", "LlmException.cs", "LlmErrorKind.cs", "ErrorText.cs"],
        ["Framing"],
        ["Responses"],
        ["Protocols"],
        ["Providers", "Credentials", "Provider.cs", "ProviderFeatures.cs", "CallTimeouts.cs", "StreamFormat.cs"],
        ["Transport"],
        [""],
    ];

    private static readonly Lazy<List<SourceFile>> s_files = new(() => [.. SourceTree.Read("src/Parlance").Select(SourceFile.Of)]);

    [Fact]
    public void No_room_looks_up()
    {
        var layerOfType = s_files.Value
            .SelectMany(file => file.Types, (file, type) => (type, file.Layer))
            .GroupBy(pair => pair.type, StringComparer.Ordinal)
            .ToDictionary(group => group.Key, group => group.Min(pair => pair.Layer), StringComparer.Ordinal);
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
        var found =
            from file in s_files.Value
            where file.Path.StartsWith("src/Parlance/Protocols/", StringComparison.Ordinal)
            from name in file.Names
            where wireOfType.TryGetValue(name, out var wire) && wire != file.Wire
            select $"{file.Path}: {name}";
        found.ShouldBeEmpty("What two wires share stands in Protocols/Shared.");
    }

    private sealed record SourceFile(string Path, int Layer, string? Wire, List<string> Types, List<string> Names)
    {
        public static SourceFile Of((string Path, string Text, string Code) file)
        {
            var inside = file.Path["src/Parlance/".Length..];
            var code = StringLiteral().Replace(file.Code, "\"\"");
            return new(
                file.Path,
                Array.FindIndex(s_layers, layer => layer.Any(room => IsIn(inside, room))),
                WireOf(inside),
                [.. TypeDeclaration().Matches(code).Select(match => match.Groups["name"].Value)],
                [.. TypeUse().Matches(code).Select(match => match.Groups["name"].Value).Distinct(StringComparer.Ordinal)]);
        }

        private static bool IsIn(string path, string room) => room.Length == 0 || path == room || path.StartsWith(room + "/", StringComparison.Ordinal);

        private static string? WireOf(string path) => path.Split('/') is ["Protocols", var wire, _, ..] && wire is not "Shared" ? wire : null;
    }

    [GeneratedRegex("\"([^\"\\\\\n]|\\\\.)*\"", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex StringLiteral();

    [GeneratedRegex(@"\b(class|struct|record|enum|interface) (?<name>[A-Z]\w+)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex TypeDeclaration();

    // A name that is no member of something before it, and no member that is being declared or set.
    [GeneratedRegex(@"(?<![\w.])(?<name>[A-Z]\w+)(?!\w)(?!\s*(=[^=>]|\{ get|=>|:))", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex TypeUse();
}
