using System.Globalization;

namespace Parlance.Protocols;

/// <summary>
/// The ids that pair calls with their results, in one conversation and in the form of one receiver. Ids that do not fit
/// are changed, and missing ones made, the same in every request that repeats them. On some wires both calls and results
/// may lack an id: results then follow in the order of the calls, and may name their tool.
/// </summary>
internal sealed class ToolCallIds(ToolCallIdFormat format)
{
    private readonly List<Call> _calls = [];
    private readonly Dictionary<string, string> _fitted = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _originals = new(StringComparer.Ordinal);
    private int _position;

    /// <summary>Enters a call.</summary>
    /// <returns>Its id as the receiver accepts it, or the one made for it.</returns>
    public string AddCall(string? id, string name)
    {
        var call = string.IsNullOrEmpty(id) ? new Call(Make(), name, HasMadeId: true) : new Call(Fit(id), name, HasMadeId: false);
        _calls.Add(call);
        _position++;
        return call.Id;
    }

    /// <summary>Enters a result.</summary>
    /// <returns>The id of the call that it answers; a made one where there is no such call.</returns>
    public string Answer(string? id, string? name)
    {
        if (TryAnswer(id, name) is { } answered)
        {
            return answered;
        }

        var made = Make();
        _position++;
        return made;
    }

    /// <summary>Enters a result.</summary>
    /// <returns>The id of the call that it answers; null where it has none and no call is left that it could answer.</returns>
    public string? TryAnswer(string? id, string? name)
    {
        var fitted = string.IsNullOrEmpty(id) ? null : Fit(id);
        var call = fitted is null
            ? _calls.Find(candidate => candidate.HasMadeId && candidate.CanBeAnswered(name)) ?? _calls.Find(candidate => candidate.CanBeAnswered(name))
            : _calls.Find(candidate => !candidate.IsAnswered && candidate.Id == fitted);
        if (call is not null)
        {
            call.IsAnswered = true;
        }

        return fitted ?? call?.Id;
    }

    /// <summary>The name of the latest call of an id as it was entered, null where there is none.</summary>
    public string? FindName(string id) => _calls.FindLast(call => call.Id == id)?.Name;

    /// <summary>The way back: the id that was given for one that the receiver accepts.</summary>
    public string OriginalOf(string id) => _originals.GetValueOrDefault(id, id);

    private string Make()
    {
        var number = _position;
        string id;
        do
        {
            id = format.Make(number++);
        }
        while (_calls.Exists(call => call.Id == id));

        return id;
    }

    /// <summary>Two ids that differ in what the receiver refuses stay two.</summary>
    private string Fit(string id)
    {
        if (_fitted.TryGetValue(id, out var known))
        {
            return known;
        }

        var fitted = format.Fit(id);
        for (var number = 2; !_originals.TryAdd(fitted, id); number++)
        {
            fitted = format.Fit(id, string.Create(CultureInfo.InvariantCulture, $"_{number}"));
        }

        _fitted.Add(id, fitted);
        return fitted;
    }

    private sealed record Call(string Id, string Name, bool HasMadeId)
    {
        public bool IsAnswered { get; set; }

        public bool CanBeAnswered(string? name) => !IsAnswered && (name is null || Name == name);
    }
}
