
namespace Parlance.Tests.Clouds;

/// <summary>What the clouds' packages may cost whoever does not use them.</summary>
public sealed class CloudPackageTests
{
    [Fact]
    public void The_library_itself_needs_no_library_of_a_cloud() =>
        typeof(Llm).Assembly.GetReferencedAssemblies()
            .Select(assembly => assembly.Name!)
            .ShouldAllBe(name => name.StartsWith("System.", StringComparison.Ordinal) || name.StartsWith("Microsoft.Extensions.", StringComparison.Ordinal) || name == "System");

    [Fact]
    public void Every_package_registers_its_rows_under_names_of_its_own()
    {
        var registry = new ProviderRegistry(Parlance.Providers.All).AddAzure().AddGoogleCloud();

        registry.AddAzure().AddGoogleCloud().ShouldBeSameAs(registry);

        registry.Get("azure-openai-v1").Protocol.Wire.ShouldBe("openai-chat");
        registry.Get("azure-openai-identity").Authenticator.ShouldNotBeNull();
        registry.Get("anthropic-vertex").Authenticator.ShouldNotBeNull();
        registry.Get("azure-openai").Authenticator.ShouldBeNull();
    }
}
