using System.Globalization;
using System.Text.Json;

namespace Parlance.Conformance.Field;

/// <summary>
/// Finds the values at a path such as <c>messages[-1].content[*].type</c>: <c>[-1]</c> counts from the end, <c>[*]</c> is every
/// item, <c>**</c> every depth.
/// </summary>
internal static class JsonPlaces
{
    public static IReadOnlyList<JsonElement> Find(JsonElement root, string path)
    {
        IEnumerable<JsonElement> found = [root];
        foreach (var step in path.Split('.'))
        {
            var name = step.Split('[')[0];
            found = name == "**" ? found.SelectMany(Everything) : found.SelectMany(element => Member(element, name));
            foreach (var index in step.Split('[').Skip(1).Select(part => part.TrimEnd(']')))
            {
                found = found.SelectMany(element => Items(element, index));
            }
        }

        return [.. found];
    }

    private static IEnumerable<JsonElement> Member(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) ? [value] : [];

    private static IEnumerable<JsonElement> Items(JsonElement element, string index)
    {
        JsonElement[] items = element.ValueKind == JsonValueKind.Array ? [.. element.EnumerateArray()] : [];
        if (index == "*")
        {
            return items;
        }

        var number = int.Parse(index, CultureInfo.InvariantCulture);
        return items.Skip(number < 0 ? items.Length + number : number).Take(number < -items.Length ? 0 : 1);
    }

    private static IEnumerable<JsonElement> Everything(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => element.EnumerateObject().SelectMany(member => Everything(member.Value)).Prepend(element),
        JsonValueKind.Array => element.EnumerateArray().SelectMany(Everything).Prepend(element),
        _ => [element],
    };
}
