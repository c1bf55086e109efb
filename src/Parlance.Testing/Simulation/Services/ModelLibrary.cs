namespace Parlance.Testing;

/// <summary>
/// The models that one simulator has. They can be fetched, copied and deleted as on an Ollama server, where a name
/// without a tag means the tag <c>latest</c>. Thread-safe.
/// </summary>
internal sealed class ModelLibrary(IEnumerable<string> models)
{
    /// <summary>The one model that cannot be fetched.</summary>
    public const string Unknown = "missing";

    private const string DefaultTag = ":latest";

    private readonly Lock _lock = new();
    private readonly List<string> _models = [.. models];

    public IReadOnlyList<string> Names
    {
        get
        {
            lock (_lock)
            {
                return [.. _models];
            }
        }
    }

    /// <summary>The name as it is listed.</summary>
    /// <exception cref="LlmException">There is no such model.</exception>
    public string Find(string name) => Names.FirstOrDefault(model => IsSame(model, name)) ?? throw Missing(name);

    public void Add(string name)
    {
        lock (_lock)
        {
            if (!_models.Exists(model => IsSame(model, name)))
            {
                _models.Add(name);
            }
        }
    }

    /// <exception cref="LlmException">There is no such model.</exception>
    public void Remove(string name)
    {
        lock (_lock)
        {
            if (_models.RemoveAll(model => IsSame(model, name)) == 0)
            {
                throw Missing(name);
            }
        }
    }

    public static bool IsSame(string left, string right) => string.Equals(Complete(left), Complete(right), StringComparison.OrdinalIgnoreCase);

    private static string Complete(string name) => name.Contains(':', StringComparison.Ordinal) ? name : name + DefaultTag;

    private static LlmException Missing(string name) => new(LlmErrorKind.ModelNotFound, $"model '{name}' not found") { StatusCode = 404 };
}
