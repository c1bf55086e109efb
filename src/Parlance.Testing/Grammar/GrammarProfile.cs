namespace Parlance.Testing.Grammar;

/// <summary>How much a grammar forgives.</summary>
public enum GrammarProfile
{
    /// <summary>What the vendor's own service sends and its own client libraries expect. Whatever claims to speak the wire must pass it.</summary>
    Strict,

    /// <summary>
    /// What hosts that copy the wire, and tools that record it, are known to do, each deviation named where it is
    /// forgiven. What a client must survive rather than what a server should say.
    /// </summary>
    Lenient,
}
