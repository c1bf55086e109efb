namespace Parlance.Protocols;

/// <summary>What a receiver makes of a conversation that ends with a message of the model.</summary>
public enum PrefillAbility
{
    /// <summary>It takes it, and goes on with it or answers it.</summary>
    Taken,

    /// <summary>It takes it where the message is marked as one to continue.</summary>
    Marked,

    /// <summary>It refuses it: the user must have the last word.</summary>
    Refused,
}
