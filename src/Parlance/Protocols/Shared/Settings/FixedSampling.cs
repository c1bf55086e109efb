namespace Parlance.Protocols;

/// <summary>Sampling at models that choose it themselves while they reason, as OpenAI's do from GPT-5.1 on.</summary>
internal static class FixedSampling
{
    /// <summary>Why a setting is left out.</summary>
    public const string Reason = "It cannot be set while the model reasons; it was left out.";

    /// <summary>The value, or nothing where the model reasons.</summary>
    public static Fitted<T> Fit<T>(bool isReasoning, T value) => isReasoning ? Fitted<T>.Refused(Reason) : value;

    /// <summary>The same for a number that has a range.</summary>
    public static Fitted<float?> Fit(bool isReasoning, float? value, float minimum, float maximum) => isReasoning ? Fitted<float?>.Refused(Reason) : Ranges.Fit(value, minimum, maximum);
}
