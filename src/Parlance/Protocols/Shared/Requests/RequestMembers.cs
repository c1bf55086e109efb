using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.AI;
using Parlance.Json;

namespace Parlance.Protocols;

/// <summary>
/// One object of a request being read. A member is taken where its value is understood; every other, be it unknown, null,
/// empty or of another kind, becomes an extra of what the object is read into, and goes back as it came.
/// </summary>
/// <param name="wire">The wire that the object belongs to.</param>
/// <param name="source">The object; a value of any other kind has no members.</param>
/// <param name="spelling">The one spelling of a member's name, on a wire that takes several; null where there is one alone.</param>
internal sealed class RequestMembers(string wire, JsonElement source, Func<string, string>? spelling = null)
{
    private readonly Dictionary<string, JsonElement>? _respelled = spelling is null ? null : Respell(source, spelling);
    private readonly List<string> _taken = [];
    private Dictionary<string, RequestMembers>? _opened;
    private RequestMembers? _parent;
    private string _name = "";
    private int _index = -1;

    /// <summary>The wire that the object belongs to.</summary>
    public string Wire => wire;

    /// <summary>The object itself.</summary>
    public JsonElement Source => source;

    /// <summary>Where the object stands in the body, empty for the body itself. Errors alone need it.</summary>
    private string Path => _parent is null ? "" : _index < 0 ? _parent.PathOf(_name) : string.Create(CultureInfo.InvariantCulture, $"{_parent.PathOf(_name)}[{_index}]");

    /// <summary>What is wrong with the object, as the error to throw.</summary>
    public LlmException Invalid(string problem) => RequestBody.Invalid(Path, problem);

    /// <summary>What is wrong with a member, as the error to throw.</summary>
    public LlmException Invalid(string name, string problem) => RequestBody.Invalid(PathOf(name), problem);

    /// <summary>The member without taking it; undefined where it is absent or null.</summary>
    public JsonElement Find(string name) =>
        (_respelled is null
            ? source.ValueKind == JsonValueKind.Object && source.TryGetProperty(name, out var member)
            : _respelled.TryGetValue(name, out member))
        && member.ValueKind != JsonValueKind.Null
            ? member
            : default;

    public bool Has(string name) => Find(name).ValueKind != JsonValueKind.Undefined;

    /// <summary>Takes a member whatever its value.</summary>
    public JsonElement Take(string name)
    {
        TryTake(name, static _ => true, out var member);
        return member;
    }

    /// <summary>Takes a value of a kind, an empty one too.</summary>
    public bool TryTake(string name, JsonValueKind kind, out JsonElement value)
    {
        value = Find(name);
        if (value.ValueKind != kind)
        {
            return false;
        }

        MarkTaken(name);
        return true;
    }

    public bool TryTake(string name, Func<JsonElement, bool> isUnderstood, out JsonElement value)
    {
        value = Find(name);
        if (value.ValueKind != JsonValueKind.Undefined && isUnderstood(value))
        {
            MarkTaken(name);
            return true;
        }

        value = default;
        return false;
    }

    /// <summary>Takes a text that says something: an empty one says no more than absence does.</summary>
    public string? TakeText(string name) =>
        TryTake(name, static value => value.ValueKind == JsonValueKind.String && !value.ValueEquals(""), out var text) ? text.AsText() : null;

    public bool? TakeFlag(string name) =>
        TryTake(name, static value => value.ValueKind is JsonValueKind.True or JsonValueKind.False, out var flag) ? flag.GetBoolean() : null;

    /// <summary>Takes a flag where it is set: on many wires false says no more than absence does.</summary>
    public bool TakeTrue(string name) => TryTake(name, JsonValueKind.True, out _);

    public float? TakeNumber(string name) =>
        TryTake(name, static value => value.ValueKind == JsonValueKind.Number && value.TryGetSingle(out var number) && float.IsFinite(number), out var taken) ? taken.GetSingle() : null;

    /// <summary>Takes a number of things. What some hosts mean by a negative one, such as "no limit", no other wire would understand.</summary>
    public int? TakeCount(string name, int minimum = 0) =>
        TakeWhole(name, minimum, int.MaxValue) is { } count ? (int)count : null;

    /// <summary>Takes a whole number of any size and sign.</summary>
    public long? TakeInteger(string name) => TakeWhole(name, long.MinValue, long.MaxValue);

    /// <summary>Takes an object that holds something; undefined where there is none.</summary>
    public JsonElement TakeObject(string name) =>
        TryTake(name, static value => value.ValueKind == JsonValueKind.Object && value.GetPropertyCount() > 0, out var taken) ? taken : default;

    /// <summary>Takes an array of at least one element, all of which are understood; none where it is not.</summary>
    public List<JsonElement> TakeArray(string name, Func<JsonElement, bool>? isUnderstood = null) =>
        TryTake(
            name,
            value => value.ValueKind == JsonValueKind.Array && value.GetArrayLength() > 0 && (isUnderstood is null || value.EnumerateArray().All(isUnderstood)),
            out var array)
                ? [.. array.EnumerateArray()]
                : [];

    /// <summary>Takes an array of objects, without which there is no request.</summary>
    /// <exception cref="LlmException">There is no such array, or an element of it is no object.</exception>
    public List<RequestMembers> TakeObjects(string name)
    {
        if (!TryTake(name, JsonValueKind.Array, out var array))
        {
            throw Invalid(name, "must be an array of objects");
        }

        var elements = new List<RequestMembers>(array.GetArrayLength());
        foreach (var element in array.EnumerateArray())
        {
            var members = Inside(name, element, elements.Count);
            elements.Add(element.ValueKind == JsonValueKind.Object ? members : throw members.Invalid("must be an object"));
        }

        return elements;
    }

    /// <summary>Takes an array of texts, null where there is none.</summary>
    public List<string>? TakeTexts(string name) =>
        TakeArray(name, static value => value.ValueKind == JsonValueKind.String) is { Count: > 0 } texts ? [.. texts.Select(text => text.AsText()!)] : null;

    /// <summary>
    /// Opens an object inside this one: what is not taken of it is left over inside it, and is no extra of this one. A
    /// member that is no object is not opened, and has no members.
    /// </summary>
    public RequestMembers Open(string name)
    {
        var member = Find(name);
        if (member.ValueKind != JsonValueKind.Object)
        {
            return Inside(name, default);
        }

        _opened ??= new Dictionary<string, RequestMembers>(StringComparer.Ordinal);
        if (!_opened.TryGetValue(name, out var opened))
        {
            _opened[name] = opened = Inside(name, member);
        }

        return opened;
    }

    /// <summary>The members of a value inside this object that keeps its own extras, such as an element of an array.</summary>
    public RequestMembers Inside(string name, JsonElement value, int index = -1) =>
        new(wire, value, spelling) { _parent = this, _name = name, _index = index };

    /// <summary>Notes in a bag how the object was spelled; returns the bag to store.</summary>
    public AdditionalPropertiesDictionary? Note(AdditionalPropertiesDictionary? bag, string word, bool holds = true) =>
        holds ? Spelling.Note(bag, wire, word) : bag;

    /// <summary>Adds what is left to a bag; returns the bag to store, made where needed.</summary>
    public AdditionalPropertiesDictionary? AddExtras(AdditionalPropertiesDictionary? bag) => Bag.Set(bag, WireExtras.Key, Extras());

    /// <summary>What is left, as extras; undefined where everything has been taken.</summary>
    public JsonElement Extras()
    {
        if (source.ValueKind != JsonValueKind.Object || (_opened is null && _taken.Count == source.GetPropertyCount()))
        {
            return default;
        }

        var left = new List<JsonProperty>();
        var nested = new List<(string Name, JsonElement Extras)>();
        foreach (var member in source.EnumerateObject())
        {
            var name = spelling is null ? member.Name : spelling(member.Name);
            if (_opened is not null && _opened.TryGetValue(name, out var opened))
            {
                if (opened.LeftOver() is { ValueKind: JsonValueKind.Object } extras)
                {
                    nested.Add((name, extras));
                }
            }
            else if (!_taken.Contains(name))
            {
                left.Add(member);
            }
        }

        return left.Count == 0 && nested.Count == 0 ? default : WireExtras.Create(wire, left, nested);
    }

    private long? TakeWhole(string name, long minimum, long maximum)
    {
        if (!Find(name).TryGetWhole(out var whole) || whole < minimum || whole > maximum)
        {
            return null;
        }

        MarkTaken(name);
        return whole;
    }

    /// <summary>What is left of an object that was opened: where it holds nothing at all, that there was one.</summary>
    private JsonElement LeftOver() => source.GetPropertyCount() == 0 ? WireExtras.Create(wire, [], []) : Extras();

    private void MarkTaken(string name)
    {
        if (!_taken.Contains(name))
        {
            _taken.Add(name);
        }
    }

    private string PathOf(string name) => Path is { Length: > 0 } path ? $"{path}.{name}" : name;

    private static Dictionary<string, JsonElement> Respell(JsonElement source, Func<string, string> spelling)
    {
        var members = new Dictionary<string, JsonElement>(StringComparer.Ordinal);
        if (source.ValueKind == JsonValueKind.Object)
        {
            foreach (var member in source.EnumerateObject())
            {
                members[spelling(member.Name)] = member.Value;
            }
        }

        return members;
    }
}
