namespace Parlance.Protocols;

/// <summary>The models of one family, and how they deviate from the others of their host.</summary>
/// <typeparam name="TDialect">The wire's record of what can differ.</typeparam>
/// <param name="Name">The family's name, for people.</param>
/// <param name="Matches">Tells by a model's id whether it belongs to the family.</param>
/// <param name="Change">Makes the family's dialect from the host's.</param>
public sealed record ModelFamily<TDialect>(string Name, Func<string, bool> Matches, Func<TDialect, TDialect> Change);
