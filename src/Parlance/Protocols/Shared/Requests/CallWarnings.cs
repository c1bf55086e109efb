using System.Collections;

namespace Parlance.Protocols;

/// <summary>
/// What is told of a call, whatever kind of call it is. One loss at many places is one warning with a count; that is made
/// when somebody reads, so that nobody who writes a request thinks of it.
/// </summary>
internal sealed class CallWarnings : IReadOnlyList<ChatWarning>
{
    private readonly List<ChatWarning> _told = [];
    private IReadOnlyList<ChatWarning> _grouped = [];
    private int _groupedCount;

    /// <inheritdoc />
    public int Count => Grouped.Count;

    /// <summary>Every one, each at its own place.</summary>
    public IReadOnlyList<ChatWarning> Told => _told;

    private IReadOnlyList<ChatWarning> Grouped
    {
        get
        {
            if (_groupedCount != _told.Count)
            {
                _grouped = WarningGroups.Of(_told);
                _groupedCount = _told.Count;
            }

            return _grouped;
        }
    }

    /// <inheritdoc />
    public ChatWarning this[int index] => Grouped[index];

    /// <summary>Tells of something that is not sent as it was given.</summary>
    /// <exception cref="LlmException">The policy is to throw.</exception>
    public void Add(UnsupportedPolicy policy, ChatWarningKind kind, FieldPath field, string message)
    {
        if (policy == UnsupportedPolicy.Throw && kind is ChatWarningKind.Unsupported)
        {
            throw LlmException.Refuse(new RefusedField(field, message, "allow it to be left out with UnsupportedPolicy.Warn"));
        }

        if (policy != UnsupportedPolicy.Ignore)
        {
            _told.Add(ChatWarning.About(field, kind, message));
        }
    }

    /// <inheritdoc />
    public IEnumerator<ChatWarning> GetEnumerator() => Grouped.GetEnumerator();

    /// <inheritdoc />
    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
