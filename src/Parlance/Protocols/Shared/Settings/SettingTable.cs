using Microsoft.Extensions.AI;

namespace Parlance.Protocols;

/// <summary>
/// The settings that a wire has members for, one row each. The same rows read a request, write one, and name a setting's
/// JSON path in warnings; a setting without a row is a warning.
/// </summary>
/// <typeparam name="TReceiver">What the wire must know of a receiver to fit the values to it.</typeparam>
internal sealed class SettingTable<TReceiver>
{
    private readonly List<SettingRow<TReceiver>> _rows = [];
    private readonly HashSet<string> _expressed = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _names = new(StringComparer.Ordinal);

    /// <summary>The wire's names for what warnings speak of.</summary>
    public IReadOnlyDictionary<string, string> Names => _names;

    /// <summary>Adds a setting that is one member.</summary>
    /// <param name="setting">The setting.</param>
    /// <param name="path">The member, behind the object that holds it and a dot where that is not the body itself.</param>
    /// <param name="when">Whether a receiver takes it, null where each does.</param>
    /// <param name="fit">What becomes of the value at a receiver that takes it, null where it goes as it is.</param>
    /// <param name="writtenAs">The member's name at a receiver, where it differs between them; one that has none returns null.</param>
    /// <param name="alsoRead">Another name that is read as the same.</param>
    public SettingTable<TReceiver> Row<T>(
        Setting<T> setting, string path, Func<TReceiver, bool>? when = null, Fit<TReceiver, T>? fit = null, Func<TReceiver, string?>? writtenAs = null, string? alsoRead = null)
    {
        _rows.Add(new SettingRow<TReceiver, T>(setting, path) { When = when, Fit = fit, WrittenAs = writtenAs, AlsoRead = alsoRead });
        return Elsewhere(setting, path);
    }

    /// <summary>Adds a setting that is more than a member: the wire's own code reads and writes it.</summary>
    public SettingTable<TReceiver> Elsewhere(Setting setting, string? path = null)
    {
        _expressed.Add(setting.Name);
        return path is null ? this : Name(setting.Name, path);
    }

    /// <summary>Adds the wire's name for something else that warnings speak of, such as <c>Messages</c>.</summary>
    public SettingTable<TReceiver> Name(string name, string path)
    {
        _names[name] = path;
        return this;
    }

    /// <summary>Takes the members of all rows out of a body.</summary>
    public void Read(RequestMembers body, ChatOptions options)
    {
        foreach (var row in _rows)
        {
            row.Read(row.Holder.Length == 0 ? body : body.Open(row.Holder), options);
        }
    }

    /// <summary>Writes the given settings of one object into it.</summary>
    /// <param name="writer">The request, in which the object is open.</param>
    /// <param name="receiver">Who reads it.</param>
    /// <param name="holder">The object, empty for the body itself.</param>
    public void Write(RequestBodyWriter writer, TReceiver receiver, string holder = "")
    {
        foreach (var row in _rows)
        {
            if (row.Holder == holder)
            {
                row.Write(writer, receiver);
            }
        }
    }

    /// <summary>Writes an object that holds nothing but the settings of rows, where one of them is given.</summary>
    public void WriteObject(RequestBodyWriter writer, TReceiver receiver, string holder)
    {
        if (IsAnyGiven(writer.Call.Options, holder))
        {
            var start = writer.BeginObject(holder);
            Write(writer, receiver, holder);
            writer.EndBodyMember(start, holder);
        }
    }

    /// <summary>True where a setting of a row of this object has a value.</summary>
    public bool IsAnyGiven(ChatOptions options, string holder)
    {
        foreach (var row in _rows)
        {
            if (row.Holder == holder && row.HasValue(options))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Reports every given setting that has no row, and what callers put into the bag by hand.</summary>
    public void ReportLost(ChatCall call) => Setting.ReportAllBut(call, _expressed);
}
