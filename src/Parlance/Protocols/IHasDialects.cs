namespace Parlance.Protocols;

/// <summary>A protocol whose hosts and models deviate from each other: <see cref="Provider.WithDialect{TDialect}"/> changes how.</summary>
/// <typeparam name="TDialect">The wire's record of what can differ.</typeparam>
public interface IHasDialects<TDialect>
    where TDialect : class
{
    /// <summary>How the host and its models deviate.</summary>
    Dialects<TDialect> Dialects { get; }

    /// <summary>The same protocol with other dialects.</summary>
    /// <param name="dialects">The dialects.</param>
    Protocol WithDialects(Dialects<TDialect> dialects);
}
