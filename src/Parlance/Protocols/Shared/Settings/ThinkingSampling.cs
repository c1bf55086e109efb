namespace Parlance.Protocols;

/// <summary>What models that think by a budget or adaptively refuse of sampling, on whichever wire.</summary>
internal static class ThinkingSampling
{
    public const string RefusedWhileThinking = "It cannot be set while the model thinks; it was left out.";

    public const string RefusedBesideTemperature = "The model takes a temperature or a top_p, not both; it was left out.";

    /// <summary>The lowest <c>top_p</c> beside thinking: "between 1 and 0.95", says Anthropic's documentation of extended thinking.</summary>
    public const float LowestTopPWhileThinking = 0.95f;
}
