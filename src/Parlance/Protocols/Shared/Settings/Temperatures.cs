namespace Parlance.Protocols;

/// <summary>Temperatures, whose range differs between vendors.</summary>
internal static class Temperatures
{
    /// <summary>For receivers whose highest temperature is 1, while others go up to 2.</summary>
    public static Fitted<float?> AtMostOne(float? temperature) =>
        temperature > 1 ? Fitted<float?>.Changed(1, "The highest temperature is 1; it was lowered to that.") : temperature;
}
