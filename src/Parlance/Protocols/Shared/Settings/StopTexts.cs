namespace Parlance.Protocols;

/// <summary>Stop sequences, which receivers limit in number and some want to hold more than white space.</summary>
internal static class StopTexts
{
    /// <summary>As many as the receiver takes.</summary>
    /// <param name="stop">The sequences that were given.</param>
    /// <param name="maximum">How many the receiver takes.</param>
    /// <param name="takesBlank">False where one of white space alone is refused.</param>
    public static Fitted<IList<string>?> Fit(IList<string>? stop, int maximum, bool takesBlank = true)
    {
        var hasBlank = !takesBlank && stop!.Any(string.IsNullOrWhiteSpace);
        if (!hasBlank && stop!.Count <= maximum)
        {
            return new(IsSent: true, stop);
        }

        List<string> taken = [.. stop!.Where(text => takesBlank || !string.IsNullOrWhiteSpace(text)).Take(maximum)];
        var reason = hasBlank ? "The host takes no stop sequences of white space alone; they were left out." : $"The host takes {maximum} stop sequences; the others were left out.";
        return taken.Count == 0 ? Fitted<IList<string>?>.Refused(reason) : Fitted<IList<string>?>.Shortened(taken, reason);
    }
}
