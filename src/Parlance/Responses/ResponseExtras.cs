using System.Text;
using Parlance.Json;

namespace Parlance.Responses;

/// <summary>
/// The members of a response that have no place in the grammar, gathered until its end. Most wires repeat them in every
/// chunk, so a value that has not changed costs one comparison.
/// </summary>
internal sealed class ResponseExtras : IDisposable
{
    private const int MaximumMembers = 128;
    private const int MaximumBytes = 16 << 20;

    private readonly List<Member> _members = [];

    public void Set(ReadOnlySpan<byte> name, ReadOnlySpan<byte> value, bool quoted = false)
    {
        var member = Find(name);
        var kept = member.Json.Span;
        if (quoted ? kept.Length == value.Length + 2 && kept[1..^1].SequenceEqual(value) : kept.SequenceEqual(value))
        {
            return;
        }

        member.Json.Clear();
        if (quoted)
        {
            member.Json.Append((byte)'"');
        }

        member.Json.Append(value);
        if (quoted)
        {
            member.Json.Append((byte)'"');
        }
    }

    /// <summary>Adds the elements of an array to those kept under the same name.</summary>
    public void AppendElements(ReadOnlySpan<byte> name, ReadOnlySpan<byte> array)
    {
        var elements = array[1..^1].Trim(" \t\r\n"u8);
        var member = Find(name);
        if (elements.IsEmpty && member.Json.Length > 0)
        {
            return;
        }

        if (member.Json.Length <= "[]".Length)
        {
            member.Json.Clear();
            member.Json.Append((byte)'[');
        }
        else
        {
            ReopenArray(member.Json);
        }

        member.Json.Append(elements);
        member.Json.Append((byte)']');
    }

    public void Report(IResponseSink sink)
    {
        foreach (var member in _members)
        {
            sink.Extra(member.Name, member.Json.Span);
        }
    }

    public void Dispose()
    {
        foreach (var member in _members)
        {
            member.Json.Dispose();
        }
    }

    /// <summary>Turns the closing bracket into the comma before the next element.</summary>
    private static void ReopenArray(PooledBuffer json) => json.WritableSpan[^1] = (byte)',';

    private Member Find(ReadOnlySpan<byte> name)
    {
        foreach (var member in _members)
        {
            if (name.SequenceEqual(member.NameUtf8))
            {
                return member;
            }
        }

        if (_members.Count == MaximumMembers)
        {
            throw new BufferLimitException(MaximumMembers);
        }

        var added = new Member(name.ToArray(), Encoding.UTF8.GetString(name), new PooledBuffer(MaximumBytes, initialSize: 64));
        _members.Add(added);
        return added;
    }

    private sealed record Member(byte[] NameUtf8, string Name, PooledBuffer Json);
}
