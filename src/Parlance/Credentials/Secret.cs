using Parlance.Headers;
using Parlance.Transport;

namespace Parlance;

/// <summary>A credential that no formatter, log or debugger prints.</summary>
public sealed class Secret : IEquatable<Secret>
{
    private readonly string _value;

    /// <summary>Wraps a credential.</summary>
    /// <param name="value">The credential; white space around it, which a copied key often brings, is dropped.</param>
    /// <exception cref="ArgumentException">The value is empty, or holds what cannot stand in a header, such as a line break.</exception>
    public Secret(string value)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(value);
        _value = value.Trim();
        if (!HeaderText.IsValue(_value))
        {
            throw new ArgumentException("A credential must be printable ASCII: no line breaks, no other characters.", nameof(value));
        }
    }

    /// <summary>The credential in clear: for the header that sends it and nothing else.</summary>
    public string Reveal() => _value;

    /// <inheritdoc />
    public bool Equals(Secret? other) => other is not null && string.Equals(_value, other._value, StringComparison.Ordinal);

    /// <inheritdoc />
    public override bool Equals(object? obj) => Equals(obj as Secret);

    /// <inheritdoc />
    public override int GetHashCode() => _value.GetHashCode(StringComparison.Ordinal);

    /// <summary>Never the credential.</summary>
    public override string ToString() => "***";
}
