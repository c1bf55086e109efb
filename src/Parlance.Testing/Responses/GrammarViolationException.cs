namespace Parlance.Testing;

/// <summary>A decoder or a model spoke to its sink in an order or with values that the response grammar does not allow.</summary>
public sealed class GrammarViolationException : Exception
{
    /// <summary>Creates an exception.</summary>
    /// <param name="message">Which rule was broken, and by which call.</param>
    public GrammarViolationException(string message)
        : base(message)
    {
    }
}
