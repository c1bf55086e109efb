using System.Text.Json;

namespace Parlance.Conformance.Requests;

/// <summary>A JSON value as its leaves, each with its path.</summary>
internal static class JsonLeaves
{
    /// <summary>The paths and the values of all scalars and empty containers.</summary>
    public static Dictionary<string, string> Read(JsonElement value)
    {
        var leaves = new Dictionary<string, string>(StringComparer.Ordinal);
        Visit(value, "$", leaves);
        return leaves;
    }

    /// <summary>The paths at which two values differ.</summary>
    public static IReadOnlyList<string> Differing(JsonElement before, JsonElement after)
    {
        var (old, now) = (Read(before), Read(after));
        return [.. old.Keys.Union(now.Keys, StringComparer.Ordinal).Where(path => old.GetValueOrDefault(path) != now.GetValueOrDefault(path)).Order(StringComparer.Ordinal)];
    }

    private static void Visit(JsonElement value, string path, Dictionary<string, string> leaves)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object when value.EnumerateObject().Any():
                foreach (var member in value.EnumerateObject())
                {
                    Visit(member.Value, $"{path}.{member.Name}", leaves);
                }

                break;
            case JsonValueKind.Array when value.GetArrayLength() > 0:
                for (var index = 0; index < value.GetArrayLength(); index++)
                {
                    Visit(value[index], $"{path}[{index}]", leaves);
                }

                break;
            default:
                leaves[path] = value.ValueKind == JsonValueKind.String ? value.ToString() : value.GetRawText();
                break;
        }
    }
}
