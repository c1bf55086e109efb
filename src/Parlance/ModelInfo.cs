namespace Parlance;

/// <summary>A model as its provider lists it. What the provider does not say is null.</summary>
/// <param name="Id">The id, as <c>Provider.Chat</c> takes it.</param>
public sealed record ModelInfo(string Id)
{
    /// <summary>Who made or owns the model, in the provider's own words.</summary>
    public string? Owner { get; init; }

    /// <summary>When the provider says that the model was made.</summary>
    public DateTimeOffset? Created { get; init; }

    /// <summary>How many tokens the model takes in, prompt and conversation together.</summary>
    public long? ContextWindow { get; init; }
}
