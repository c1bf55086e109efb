namespace Parlance;

/// <summary>What of a call cannot be sent, kept apart from the words about it, so that it can be named as its caller knows it.</summary>
/// <param name="Field">Where it stands in the call.</param>
/// <param name="Reason">Why it cannot be sent and what to do, in sentences that hold for callers of every kind.</param>
/// <param name="Alternative">What a caller in .NET may do instead of removing it; null where the reason says all.</param>
internal sealed record RefusedField(FieldPath Field, string Reason, string? Alternative = null)
{
    /// <summary>The words for a caller in .NET.</summary>
    public string Message => Alternative is null ? $"{Field}: {Reason}" : $"{Field}: {Reason} Remove it, or {Alternative}.";

    /// <summary>The words for whoever sent the request that the call was read from.</summary>
    /// <param name="path">What the field is called in that request.</param>
    public string Describe(string path) => Alternative is null ? $"{path}: {Reason}" : $"{path}: {Reason} Remove it.";
}
