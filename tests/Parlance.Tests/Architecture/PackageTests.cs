using System.Xml.Linq;

namespace Parlance.Tests.Architecture;

/// <summary>What a user of the package gets with it.</summary>
public sealed class PackageTests
{
    public static TheoryData<Type> Packages => [typeof(Llm), typeof(Parlance.Testing.ReplayHandler)];

    [Fact]
    public void The_package_says_its_version_and_carries_both_licences()
    {
        var properties = XDocument.Load(PathOf("Directory.Build.props")).Descendants().Where(element => !element.HasElements).ToLookup(element => element.Name.LocalName, element => element.Value);

        properties["Version"].ShouldHaveSingleItem().ShouldBe("0.1.0");
        properties["PackageLicenseExpression"].ShouldHaveSingleItem().ShouldBe("MIT OR Apache-2.0");
        typeof(Llm).Assembly.GetName().Version!.ToString(3).ShouldBe("0.1.0");
        File.ReadAllText(PathOf("LICENSE-MIT")).ShouldContain("Permission is hereby granted, free of charge");
        File.ReadAllText(PathOf("LICENSE-APACHE")).ShouldContain("Apache License");
    }

    [Fact]
    public void The_library_needs_the_framework_and_the_common_vocabulary_alone() =>
        typeof(Llm).Assembly.GetReferencedAssemblies().Select(reference => reference.Name!)
            .Where(name => !name.StartsWith("System.", StringComparison.Ordinal))
            .ShouldBe(["Microsoft.Extensions.AI.Abstractions"]);

    [Theory]
    [MemberData(nameof(Packages))]
    public void Every_public_type_has_its_documentation(Type member)
    {
        var file = Path.ChangeExtension(member.Assembly.Location, ".xml");
        var documented = XDocument.Load(file).Descendants("member")
            .Where(element => element.Elements().Any(child => child.Name.LocalName == "inheritdoc" || child.Value.Length > 0))
            .Select(element => element.Attribute("name")!.Value)
            .ToHashSet(StringComparer.Ordinal);

        var types = member.Assembly.GetExportedTypes().Where(type => !type.Name.StartsWith('<') && !type.FullName!.Contains("+<", StringComparison.Ordinal)).ToList();
        types.Select(type => $"T:{type.FullName!.Replace('+', '.')}").Where(name => !documented.Contains(name)).ShouldBeEmpty();
    }

    [Fact]
    public void No_shipped_package_sees_the_internals_of_another()
    {
        var projects = Directory.EnumerateFiles(PathOf("src"), "*.csproj", SearchOption.AllDirectories).ToList();
        projects.Count.ShouldBeGreaterThan(5);
        var friends = projects.SelectMany(project => XDocument.Load(project).Descendants("InternalsVisibleTo").Select(friend => friend.Attribute("Include")!.Value)).Distinct();

        friends.ShouldBeSubsetOf(["Parlance.Tests", "Parlance.Conformance", "Parlance.Bench"], "What Parlance's own packages need, a third party needs too: make it public.");
    }

    /// <summary>The analyzer looks where a baseline is; a library without one would change unseen.</summary>
    [Fact]
    public void Every_library_has_a_baseline_of_its_public_face()
    {
        var libraries = Directory.EnumerateFiles(PathOf("src"), "*.csproj", SearchOption.AllDirectories).Where(project => !File.ReadAllText(project).Contains("<OutputType>Exe", StringComparison.Ordinal));

        libraries.Where(project => !File.Exists(Path.Combine(Path.GetDirectoryName(project)!, "PublicAPI.Unshipped.txt"))).ShouldBeEmpty();
    }

    private static string PathOf(string file) => Path.Combine(SourceTree.RepositoryRoot, file);
}
