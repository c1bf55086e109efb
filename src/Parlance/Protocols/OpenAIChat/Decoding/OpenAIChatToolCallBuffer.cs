using Parlance.Json;

namespace Parlance.Protocols.OpenAIChat;

/// <summary>
/// Tool calls, whose pieces interleave. Hosts name a call by index, by id or not at all, repeat id and name in every
/// piece, or send them late: a call begins for the listener once both are known, and calls begin in order.
/// </summary>
internal sealed class OpenAIChatToolCallBuffer : IDisposable
{
    private readonly List<OpenAIChatOpenBlock> _calls = [];
    private int _begunCalls;
    private OpenAIChatOpenBlock? _function;

    /// <summary>The call that a piece belongs to, with what the piece says of it but its arguments.</summary>
    public OpenAIChatOpenBlock Take(in OpenAIChatToolCallPiece piece, bool isWhole)
    {
        var call = (isWhole ? null : Find(piece)) ?? Add(new OpenAIChatOpenBlock { Index = piece.Index.AsCount() });
        if (call.Id is null && piece.Id.HasText)
        {
            call.Id = piece.Id.AsText();
            call.RawId = piece.Id.Bytes.ToArray();
        }

        call.Name ??= piece.Name.AsNonEmptyText();
        call.IsCustom |= piece.IsCustom;
        return call;
    }

    /// <summary>The call of a <c>function_call</c>; null before it has a name.</summary>
    public OpenAIChatOpenBlock? TakeFunction(in JsonSlice function)
    {
        if (_function is null && function.Member("name"u8).AsNonEmptyText() is { } name)
        {
            _function = Add(new OpenAIChatOpenBlock { Id = "", Name = name, IsLegacyFunction = true });
        }

        return _function;
    }

    /// <summary>The next call that can begin; all of them can once no more pieces will come.</summary>
    public bool TryBeginNext(bool evenWithoutId, bool evenWithoutName, out OpenAIChatOpenBlock call)
    {
        call = _begunCalls < _calls.Count ? _calls[_begunCalls] : null!;
        if (call is null || (call.Name is null && !evenWithoutName) || (call.Id is null && !evenWithoutId))
        {
            return false;
        }

        _begunCalls++;
        return true;
    }

    public void Dispose()
    {
        foreach (var call in _calls)
        {
            call.Dispose();
        }
    }

    private OpenAIChatOpenBlock Add(OpenAIChatOpenBlock call)
    {
        _calls.Add(call);
        return call;
    }

    /// <summary>The call that a piece continues, or null where the piece begins one.</summary>
    private OpenAIChatOpenBlock? Find(in OpenAIChatToolCallPiece piece)
    {
        var index = piece.Index.AsCount();
        for (var i = _calls.Count - 1; i >= 0; i--)
        {
            var call = _calls[i];
            var isSameId = call.Id is not null && piece.Id.HasText && piece.Id.Bytes.SequenceEqual(call.RawId);
            if (index is null ? isSameId : call.Index == index)
            {
                // Hosts without a working index number every call 0: another id with a name of its own is another call.
                var isOther = index is not null && piece.Id.HasText && call.Id is not null && !isSameId && piece.Name.HasText;
                return isOther ? null : call;
            }
        }

        return index is null && !piece.Id.HasText && !piece.Name.HasText && _calls.Count > 0 ? _calls[^1] : null;
    }
}
