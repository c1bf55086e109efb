using System.Collections.Immutable;
using System.Text.RegularExpressions;

namespace Parlance;

/// <summary>
/// Warnings that say the same of places that differ in nothing but their indices, as one with a count: a conversation of
/// two hundred items loses two hundred ids for one reason.
/// </summary>
internal static partial class WarningGroups
{
    /// <summary>How many places of a group are named: enough to find one.</summary>
    private const int NamedPlaces = 3;

    private const string AnyIndex = "[*]";

    /// <summary>Groups warnings, each of which stands at one place, in the order in which the first of each group was told.</summary>
    public static IReadOnlyList<ChatWarning> Of(IReadOnlyList<ChatWarning> warnings)
    {
        if (warnings.Count < 2)
        {
            return [.. warnings];
        }

        var groups = new OrderedDictionary<(ChatWarningKind Kind, string Message, string Pattern), List<ChatWarning>>();
        foreach (var warning in warnings)
        {
            var key = (warning.Kind, warning.Message, Index().Replace(warning.Field, AnyIndex));
            if (!groups.TryGetValue(key, out var group))
            {
                groups.Add(key, group = []);
            }

            group.Add(warning);
        }

        return [.. groups.Values.Select(Join)];
    }

    /// <summary>Every warning at its own place, where that is named by what <paramref name="describe"/> calls it.</summary>
    public static IEnumerable<ChatWarning> Spread(ChatWarning warning, Func<FieldPath, string> describe) =>
        warning.Paths.Select(path => new ChatWarning(warning.Kind, describe(path), warning.Message) { Paths = [path] });

    private static ChatWarning Join(List<ChatWarning> group)
    {
        // A loss that two pieces of code tell is one loss.
        var places = group.DistinctBy(static warning => warning.Field, StringComparer.Ordinal).ToList();
        return places.Count == 1 ? places[0] : new ChatWarning(places[0].Kind, FindPattern(places), places[0].Message)
        {
            Count = places.Count,
            Places = [.. places.Take(NamedPlaces).Select(static place => place.Field)],
            Paths = [.. places.SelectMany(static place => place.Paths)],
        };
    }

    /// <summary>The field with a star for each index in which the places differ.</summary>
    private static string FindPattern(List<ChatWarning> places)
    {
        var indices = places.ConvertAll(static place => Index().Matches(place.Field).Select(static match => match.Value).ToList());
        var step = 0;
        return Index().Replace(places[0].Field, match =>
        {
            var at = step++;
            return indices.TrueForAll(own => own[at] == match.Value) ? match.Value : AnyIndex;
        });
    }

    [GeneratedRegex(@"\[\d+\]", RegexOptions.CultureInvariant)]
    private static partial Regex Index();
}
