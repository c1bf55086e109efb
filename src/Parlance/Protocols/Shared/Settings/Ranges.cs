using System.Globalization;

namespace Parlance.Protocols;

/// <summary>Numbers that a receiver takes within a range, while others take more.</summary>
internal static class Ranges
{
    /// <summary>The value, or the nearest end of the range.</summary>
    public static Fitted<float?> Fit(float? value, float minimum, float maximum) =>
        value < minimum ? Fitted<float?>.Changed(minimum, Say(value, minimum, maximum))
        : value > maximum ? Fitted<float?>.Changed(maximum, Say(value, minimum, maximum))
        : value;

    /// <summary>The value, or the smallest that is taken.</summary>
    public static Fitted<int?> AtLeast(int? value, int minimum) =>
        value < minimum ? Fitted<int?>.Changed(minimum, string.Create(CultureInfo.InvariantCulture, $"The smallest value is {minimum}; {value} was raised to it.")) : value;

    /// <summary>The value, left out where it lies at an end that the receiver takes for no limit and refuses to be told.</summary>
    public static Fitted<float?> Within(float? value, float above, float below) =>
        value <= above || value >= below
            ? Fitted<float?>.Refused(string.Create(CultureInfo.InvariantCulture, $"The receiver takes values between {above} and {below} alone; {value} was left out."))
            : value;

    private static string Say(float? value, float minimum, float maximum) =>
        string.Create(CultureInfo.InvariantCulture, $"The receiver takes {minimum} to {maximum}; {value} was changed to the nearer of the two.");
}
