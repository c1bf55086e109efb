using System.Collections.Immutable;

namespace Parlance.Protocols;

/// <summary>
/// How the receivers of one wire deviate from it: data, merged host → model family → user, so that the protocol itself
/// names no host and no model. Immutable and thread-safe.
/// </summary>
/// <typeparam name="TDialect">The wire's record of what can differ; its defaults are those of a faithful host.</typeparam>
public sealed class Dialects<TDialect>
    where TDialect : class
{
    private readonly TDialect _host;
    private readonly ImmutableArray<Func<TDialect, TDialect>> _user;
    private Resolved? _last;

    /// <summary>Creates the dialects of a host.</summary>
    /// <param name="host">How the host deviates, whatever the model.</param>
    /// <param name="families">The families of models that deviate further, applied in this order.</param>
    public Dialects(TDialect host, params ImmutableArray<ModelFamily<TDialect>> families)
        : this(host, families, [])
    {
    }

    private Dialects(TDialect host, ImmutableArray<ModelFamily<TDialect>> families, ImmutableArray<Func<TDialect, TDialect>> user)
    {
        ArgumentNullException.ThrowIfNull(host);
        _host = host;
        Families = families;
        _user = user;
        Host = ApplyUser(host);
    }

    /// <summary>What counts where no model is known: the host's dialect with the user's changes.</summary>
    public TDialect Host { get; }

    /// <summary>The families of models that deviate from the host.</summary>
    public ImmutableArray<ModelFamily<TDialect>> Families { get; }

    /// <summary>The dialect that a model is spoken to in.</summary>
    /// <param name="model">The model's id, null where it is not known.</param>
    public TDialect For(string? model)
    {
        if (model is null || Families.IsDefaultOrEmpty)
        {
            return Host;
        }

        // One call asks several times for the same model. Threads may overwrite each other: either result is right.
        if (_last is { } last && last.Model == model)
        {
            return last.Dialect;
        }

        var dialect = _host;
        foreach (var family in Families)
        {
            if (family.Matches(model))
            {
                dialect = family.Change(dialect);
            }
        }

        dialect = ApplyUser(dialect);
        _last = new Resolved(model, dialect);
        return dialect;
    }

    /// <summary>The same with one more change by the user, which comes last and so wins over host and families.</summary>
    /// <param name="change">Makes the changed dialect from the one before.</param>
    public Dialects<TDialect> With(Func<TDialect, TDialect> change)
    {
        ArgumentNullException.ThrowIfNull(change);
        return new(_host, Families, _user.Add(change));
    }

    private TDialect ApplyUser(TDialect dialect)
    {
        foreach (var change in _user)
        {
            dialect = change(dialect);
        }

        return dialect;
    }

    private sealed record Resolved(string Model, TDialect Dialect);
}
