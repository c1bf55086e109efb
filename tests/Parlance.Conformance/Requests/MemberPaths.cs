using System.Text.Json;

namespace Parlance.Conformance.Requests;

/// <summary>
/// The members of a request as paths, with <c>[]</c> for the elements of arrays, or <c>[text]</c> for those that say
/// their type.
/// </summary>
internal static class MemberPaths
{
    // What stands below these is the caller's own: schemas, arguments, labels.
    private static readonly HashSet<string> s_freeForm = new(StringComparer.Ordinal)
    {
        "parameters", "input_schema", "schema", "input", "arguments", "metadata", "logit_bias", "format", "chat_template_kwargs", "extra_body",
    };

    /// <summary>Every path that has a value; null, false and what is empty are the same as absent.</summary>
    public static IReadOnlySet<string> Read(JsonElement body)
    {
        var paths = new SortedSet<string>(StringComparer.Ordinal);
        Visit(body, "", paths);
        return paths;
    }

    private static void Visit(JsonElement value, string path, SortedSet<string> paths)
    {
        if (value.ValueKind == JsonValueKind.Array)
        {
            foreach (var item in value.EnumerateArray())
            {
                Visit(item, $"{path}[{TypeOf(item)}]", paths);
            }
        }
        else if (value.ValueKind == JsonValueKind.Object)
        {
            foreach (var member in value.EnumerateObject().Where(member => SaysSomething(member.Value)))
            {
                var child = path.Length == 0 ? member.Name : $"{path}.{member.Name}";
                paths.Add(child);
                if (!s_freeForm.Contains(member.Name))
                {
                    Visit(member.Value, child, paths);
                }
            }
        }
    }

    private static bool SaysSomething(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Undefined or JsonValueKind.Null or JsonValueKind.False => false,
        JsonValueKind.String => !value.ValueEquals(""),
        JsonValueKind.Array => value.GetArrayLength() > 0,
        JsonValueKind.Object => value.EnumerateObject().Any(),
        _ => true,
    };

    private static string? TypeOf(JsonElement item) =>
        item.ValueKind == JsonValueKind.Object && item.TryGetProperty("type", out var type) && type.ValueKind == JsonValueKind.String ? type.GetString() : null;
}
