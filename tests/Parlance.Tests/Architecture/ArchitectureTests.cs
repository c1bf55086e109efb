using System.Text.RegularExpressions;

namespace Parlance.Tests.Architecture;

/// <summary>The rules that keep the library's parts apart, read from its own sources.</summary>
public sealed partial class ArchitectureTests
{
    // Names of providers that are names of protocols too, and words that are no names.
    private static readonly HashSet<string> s_protocolWords = new(StringComparer.Ordinal)
    {
        "openai", "anthropic", "ollama", "gemini", "bedrock", "dashscope", "cohere", "huggingface", "hunyuan", "vertex", "native", "responses", "messages", "subscription", "simulator", "together", "models",
    };

    // Members of the wires that hosts have given their own names, and the beginning of keys that must not be printed.
    private static readonly string[] s_allowed = ["x_groq", "github_pat"];

    [Fact]
    public void Protocols_name_no_provider()
    {
        var names = ProviderRegistry.Default.All
            .SelectMany(provider => (string[])[provider.Name, provider.Name.Split('-')[0]])
            .Select(name => name.Replace("-", "", StringComparison.Ordinal))
            .Where(name => name.Length > 3 && !s_protocolWords.Any(word => name.StartsWith(word, StringComparison.Ordinal)))
            .Distinct(StringComparer.Ordinal)
            .ToList();
        var found =
            from file in SourceTree.Read("src/Parlance/Protocols")
            from Match word in Words().Matches(file.Code)
            where !s_allowed.Contains(word.Value)
            let plain = word.Value.Replace("_", "", StringComparison.Ordinal).Replace("-", "", StringComparison.Ordinal)
            from name in names
            where plain.Contains(name, StringComparison.OrdinalIgnoreCase)
            select $"{file.Path}: {word.Value}";
        found.ShouldBeEmpty("What differs between hosts belongs into a provider's dialect.");
    }

    [Fact]
    public void Protocols_know_neither_the_transport_nor_the_providers()
    {
        var foreign = SourceTree.Read("src/Parlance/Transport").Concat(SourceTree.Read("src/Parlance/Providers"))
            .SelectMany(file => TypeDeclaration().Matches(file.Code).Select(match => match.Groups["name"].Value))
            .Concat(["Provider", "ChatModel", "HttpClient", "HttpRequestMessage", "HttpResponseMessage", "Socket"])
            .ToHashSet(StringComparer.Ordinal);
        foreign.ShouldContain("ChatAttempt");
        var found =
            from file in SourceTree.Read("src/Parlance/Protocols")
            from Match identifier in Identifiers().Matches(StringLiteral().Replace(file.Code, "\"\""))
            where foreign.Contains(identifier.Value)
            select $"{file.Path}: {identifier.Value}";
        found.Distinct(StringComparer.Ordinal).ShouldBeEmpty("A protocol is bytes in and bytes out.");
    }

    [Fact]
    public void Time_comes_from_a_time_provider()
    {
        var found =
            from file in SourceTree.Read("src")
            from Match call in SystemTime().Matches(file.Code)
            select $"{file.Path}: {call.Value}";
        found.ShouldBeEmpty("Clocks and waits run on a TimeProvider, so that tests can hold time still.");
    }

    [Fact]
    public void Files_are_short()
    {
        var long_files = SourceTree.Read("src").Where(file => file.Text.AsSpan().Count('\n') > 400).Select(file => file.Path);
        long_files.ShouldBeEmpty("One idea in a file.");
    }

    [Theory]
    [InlineData(typeof(Llm))]
    [InlineData(typeof(Parlance.Testing.ReplayHandler))]
    public void Public_classes_are_sealed_or_made_to_be_derived_from(Type member)
    {
        var open = member.Assembly.GetExportedTypes().Where(type => type is { IsClass: true, IsSealed: false, IsAbstract: false });
        open.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("a(\"// no comment\"); // one", "a(\"// no comment\"); ")]
    [InlineData("a /* one */ b", "a  b")]
    [InlineData("x = @\"c:\\\"; // one", "x = @\"c:\\\"; ")]
    [InlineData("x = \"\"\"\n// no comment\n\"\"\"; // one", "x = \"\"\"\n// no comment\n\"\"\"; ")]
    [InlineData("c = '\"'; // one", "c = '\"'; ")]
    public void Comments_are_told_from_literals(string source, string code) => CSharpComments.Remove(source).ShouldBe(code);

    [GeneratedRegex(@"[A-Za-z][A-Za-z0-9_-]*", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Words();

    [GeneratedRegex(@"[A-Za-z_][A-Za-z0-9_]*", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Identifiers();

    [GeneratedRegex("\"([^\"\\\\\n]|\\\\.)*\"", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex StringLiteral();

    [GeneratedRegex(@"(class|struct|record|enum|interface) (?<name>\w+)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex TypeDeclaration();

    [GeneratedRegex(@"DateTime(Offset)?\s*\.\s*(Utc)?(Now|Today)|Thread\s*\.\s*Sleep|Task\s*\.\s*Delay\((?![^;]*(InfiniteTimeSpan|[Tt]imeProvider|_time|clock))|Stopwatch\s*\.\s*\w+|Environment\s*\.\s*TickCount(64)?", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex SystemTime();
}
