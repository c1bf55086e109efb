namespace Parlance.Protocols;

/// <summary>What becomes of a setting at its receiver: sent as it is, changed to what the receiver takes, or left out.</summary>
/// <param name="IsSent">False where it is left out.</param>
/// <param name="Value">What is sent.</param>
/// <param name="Reason">Why it was changed or left out, as a sentence; null where it is sent as it is.</param>
/// <param name="Kind">How a change is told.</param>
internal readonly record struct Fitted<T>(bool IsSent, T Value, string? Reason = null, ChatWarningKind Kind = ChatWarningKind.Coerced)
{
    public static implicit operator Fitted<T>(T value) => new(true, value);

    /// <summary>The nearest value that the receiver takes.</summary>
    public static Fitted<T> Changed(T value, string reason) => new(true, value, reason);

    /// <summary>As much of the value as the receiver takes; the rest is lost.</summary>
    public static Fitted<T> Shortened(T value, string reason) => new(true, value, reason, ChatWarningKind.Unsupported);

    public static Fitted<T> Refused(string reason) => new(false, default!, reason);
}

/// <summary>Decides what becomes of a setting's value at a receiver.</summary>
internal delegate Fitted<T> Fit<in TReceiver, T>(TReceiver receiver, T value);
