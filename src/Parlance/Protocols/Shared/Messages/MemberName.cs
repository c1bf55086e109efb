using System.Text;

namespace Parlance.Protocols;

/// <summary>The name of a member, and its bytes: names are written far more often than they are made.</summary>
internal sealed class MemberName(string text)
{
    private readonly byte[] _utf8 = Encoding.UTF8.GetBytes(text);

    public ReadOnlySpan<byte> Utf8 => _utf8;

    public static implicit operator MemberName(string text) => new(text);

    public static implicit operator string(MemberName name) => name.ToString();

    public override string ToString() => text;
}
