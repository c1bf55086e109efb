using System.Text.Json;
using Parlance.Json;

namespace Parlance.Protocols;

/// <summary>Whether a schema holds itself, by way of its references.</summary>
internal static class SchemaCycle
{
    /// <summary>True where any reference of a schema leads back to itself.</summary>
    public static bool IsIn(JsonElement root) => FindReferences(root).Exists(pointer => Reaches(root, pointer));

    /// <summary>True where what a reference names leads back to the reference.</summary>
    public static bool Reaches(JsonElement root, string pointer)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var open = new Stack<string>([pointer]);
        while (open.TryPop(out var next))
        {
            if (next == "#")
            {
                return true;
            }

            if (!SchemaPointer.TryResolve(root, next, out var target))
            {
                continue;
            }

            foreach (var found in FindReferences(target))
            {
                if (found == pointer)
                {
                    return true;
                }

                if (seen.Add(found))
                {
                    open.Push(found);
                }
            }
        }

        return false;
    }

    private static List<string> FindReferences(JsonElement schema)
    {
        var found = new List<string>();
        Collect(schema, found);
        return found;
    }

    private static void Collect(JsonElement node, List<string> found)
    {
        if (node.ValueKind == JsonValueKind.Array)
        {
            foreach (var element in node.EnumerateArray())
            {
                Collect(element, found);
            }
        }
        else if (node.ValueKind == JsonValueKind.Object)
        {
            foreach (var member in node.EnumerateObject())
            {
                if (member.NameEquals("$ref"u8) && member.Value.AsText() is { } pointer)
                {
                    found.Add(pointer);
                }
                else
                {
                    Collect(member.Value, found);
                }
            }
        }
    }
}
