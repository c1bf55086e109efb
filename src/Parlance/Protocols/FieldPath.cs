using System.Text;

namespace Parlance.Protocols;

/// <summary>The field of a warning, from .NET names to the JSON path of an inbound body.</summary>
internal static class FieldPath
{
    /// <summary>Translates each name of a path by the wire's table; names that it lacks are members of the wire already.</summary>
    public static string Translate(string field, IReadOnlyDictionary<string, string> names)
    {
        var path = new StringBuilder("$");
        foreach (var segment in field.Split('.'))
        {
            var bracket = segment.IndexOf('[', StringComparison.Ordinal);
            var name = bracket < 0 ? segment : segment[..bracket];
            path.Append('.').Append(names.TryGetValue(name, out var wireName) ? wireName : name);
            if (bracket >= 0)
            {
                path.Append(segment, bracket, segment.Length - bracket);
            }
        }

        return path.ToString();
    }
}
