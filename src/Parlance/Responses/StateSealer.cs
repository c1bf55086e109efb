namespace Parlance.Responses;

/// <summary>
/// Seals the state of one response. Where a wire has fewer places for state than the response has states, these wait for
/// the next place that there is.
/// </summary>
/// <param name="issuer">Who made the state.</param>
/// <param name="model">The model that did.</param>
internal sealed class StateSealer(string issuer, string model)
{
    private readonly List<SealedState> _waiting = [];

    /// <summary>An envelope with one state.</summary>
    public string Seal(in SealedState state) => new StateEnvelope(issuer, model, [state]).Seal();

    /// <summary>Keeps a state for the next envelope of <see cref="SealWaiting"/>.</summary>
    public void Wait(in SealedState state) => _waiting.Add(state);

    /// <summary>Text begins: what waits was there before it.</summary>
    public void BeginText()
    {
        for (var i = 0; i < _waiting.Count; i++)
        {
            _waiting[i] = _waiting[i] with { IsBeforeText = true };
        }
    }

    /// <summary>An envelope with the states that wait; null where none does.</summary>
    public string? SealWaiting()
    {
        if (_waiting.Count == 0)
        {
            return null;
        }

        var envelope = new StateEnvelope(issuer, model, [.. _waiting]).Seal();
        _waiting.Clear();
        return envelope;
    }
}
