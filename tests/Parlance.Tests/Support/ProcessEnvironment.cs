namespace Parlance.Tests.Support;

/// <summary>
/// Variables of this very process, for vendors' libraries that read no other; put back when disposed. Only for tests of
/// the collection <see cref="Collection"/>, which runs alone.
/// </summary>
internal sealed class ProcessEnvironment : IDisposable
{
    public const string Collection = "Process environment";

    private readonly Dictionary<string, string?> _before;

    public ProcessEnvironment(params (string Name, string? Value)[] variables)
    {
        _before = variables.ToDictionary(variable => variable.Name, variable => Environment.GetEnvironmentVariable(variable.Name), StringComparer.Ordinal);
        Set(variables.Select(variable => KeyValuePair.Create(variable.Name, variable.Value)));
    }

    public void Dispose() => Set(_before);

    private static void Set(IEnumerable<KeyValuePair<string, string?>> variables)
    {
        foreach (var (name, value) in variables)
        {
            Environment.SetEnvironmentVariable(name, value);
        }
    }
}

[CollectionDefinition(ProcessEnvironment.Collection, DisableParallelization = true)]
public sealed class ProcessEnvironmentDefinition : ICollectionFixture<AwsFiles>;
