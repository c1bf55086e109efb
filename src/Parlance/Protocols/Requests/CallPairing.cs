using System.Globalization;

namespace Parlance.Protocols;

/// <summary>
/// Which result answers which call. On some wires both may lack an id: results then follow in the order of the calls, and
/// may name their tool. Every other wire needs ids, so missing ones are made, the same in every request that repeats them.
/// </summary>
internal sealed class CallPairing
{
    private readonly List<Call> _calls = [];
    private int _made;

    /// <summary>Enters a call.</summary>
    /// <returns>Its id, or the one made for it.</returns>
    public string AddCall(string? id, string name)
    {
        var call = new Call(string.IsNullOrEmpty(id) ? MakeId() : id, name);
        _calls.Add(call);
        return call.Id;
    }

    /// <summary>Enters a result.</summary>
    /// <returns>The id of the call that it answers; a made one where there is no such call.</returns>
    public string Answer(string? id, string? name) => TryAnswer(id, name) ?? MakeId();

    /// <summary>Enters a result.</summary>
    /// <returns>The id of the call that it answers; null where it has none and no call is left that it could answer.</returns>
    public string? TryAnswer(string? id, string? name)
    {
        var call = string.IsNullOrEmpty(id)
            ? _calls.Find(candidate => !candidate.IsAnswered && (name is null || candidate.Name == name))
            : _calls.Find(candidate => !candidate.IsAnswered && candidate.Id == id);
        if (call is not null)
        {
            call.IsAnswered = true;
        }

        return string.IsNullOrEmpty(id) ? call?.Id : id;
    }

    /// <summary>The name of the latest call of an id, null where there is none.</summary>
    public string? FindName(string id) => _calls.FindLast(call => call.Id == id)?.Name;

    /// <summary>Nine letters and digits: the narrowest form that any wire accepts for an id.</summary>
    private string MakeId()
    {
        string id;
        do
        {
            id = string.Create(CultureInfo.InvariantCulture, $"call{_made++:D5}");
        }
        while (_calls.Exists(call => call.Id == id));

        return id;
    }

    private sealed class Call(string id, string name)
    {
        public string Id => id;

        public string Name => name;

        public bool IsAnswered { get; set; }
    }
}
