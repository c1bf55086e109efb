using Parlance.Json;
using Parlance.Responses;

namespace Parlance.Protocols.OpenAIChat;

/// <content>
/// Tool calls, whose pieces interleave. Hosts name a call by index, by id or not at all, repeat id and name in every
/// piece, or send them late: a call begins for the listener once both are known, and calls begin in order.
/// </content>
internal sealed partial class OpenAIChatDecoder
{
    private readonly List<StreamedCall> _calls = [];
    private int _begunCalls;
    private StreamedCall? _functionCall;

    private void ReadToolCalls(in JsonSlice calls, bool isWhole)
    {
        foreach (var piece in calls.Elements())
        {
            if (piece.IsObject)
            {
                ReadToolCall(OpenAIChatToolCallPiece.Read(piece), isWhole);
            }
        }
    }

    private void ReadToolCall(in OpenAIChatToolCallPiece piece, bool isWhole)
    {
        var call = isWhole ? null : FindCall(piece);
        if (call is null)
        {
            call = new StreamedCall { Index = piece.Index.AsCount() };
            _calls.Add(call);
        }

        if (call.Id is null && piece.Id.HasText)
        {
            call.Id = piece.Id.AsText();
            call.RawId = piece.Id.Bytes.ToArray();
        }

        call.Name ??= piece.Name.AsNonEmptyText();
        call.IsCustom |= piece.IsCustom;
        BeginCalls(evenWithoutId: isWhole);
        AppendArguments(call, piece.Arguments);
        if (piece.ExtraContent.IsObject)
        {
            call.ExtraContent = piece.ExtraContent.Bytes.ToArray();
            AttachCallState(call);
        }
    }

    /// <summary>The call that a piece continues, or null where the piece begins one.</summary>
    private StreamedCall? FindCall(in OpenAIChatToolCallPiece piece)
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

    private void ReadFunctionCall(in JsonSlice function)
    {
        var name = function.Member("name"u8);
        if (_functionCall is null)
        {
            if (!name.HasText)
            {
                return;
            }

            _functionCall = new StreamedCall { Id = "" };
            _calls.Add(_functionCall);
        }

        _functionCall.Name ??= name.AsNonEmptyText();
        BeginCalls(evenWithoutId: false);
        AppendArguments(_functionCall, function.Member("arguments"u8));
    }

    private void BeginCalls(bool evenWithoutId)
    {
        while (_begunCalls < _calls.Count)
        {
            var call = _calls[_begunCalls];
            if (call.Name is null || (call.Id is null && !evenWithoutId))
            {
                return;
            }

            Begin(call);
        }
    }

    /// <summary>No more pieces will come: calls that still wait for an id or a name begin without it.</summary>
    private void OpenPendingCalls()
    {
        while (_begunCalls < _calls.Count)
        {
            Begin(_calls[_begunCalls]);
        }
    }

    private void Begin(StreamedCall call)
    {
        Leave();
        _begunCalls++;
        call.Block = OpenBlock(BlockKind.ToolCall, call.Id, call.Name);

        // What kind of call it is comes before its arguments: a listener may have to pass the kind on first.
        AttachCallState(call);
        Append(call.Block, call.Held.Span);
        call.Held.Clear();
    }

    private void AppendArguments(StreamedCall call, in JsonSlice arguments)
    {
        if (call.Block >= 0)
        {
            Append(call.Block, arguments);
        }
        else if (!arguments.IsMissing)
        {
            // Held text is plain: surrogates cannot be cut here, because what is held is delivered in one piece.
            call.Held.Append(arguments.IsEscaped ? System.Text.Encoding.UTF8.GetBytes(arguments.AsText()!) : arguments.Bytes);
        }
    }

    /// <summary>Members of the call that go back with it verbatim: see <see cref="ToolCallState"/>.</summary>
    private void AttachCallState(StreamedCall call)
    {
        if (call == _functionCall)
        {
            AttachOpaqueState(call.Block, System.Text.Encoding.UTF8.GetBytes(ToolCallState.LegacyFunction));
        }
        else if (call.Block >= 0 && (call.IsCustom || call.ExtraContent.Length > 0))
        {
            AttachOpaqueState(call.Block, ToolCallState.Write(call.IsCustom, call.ExtraContent));
        }
    }

    private sealed class StreamedCall
    {
        public long? Index { get; init; }

        public string? Id { get; set; }

        /// <summary>The id as the wire wrote it, so that a repeated one costs a comparison.</summary>
        public byte[] RawId { get; set; } = [];

        public string? Name { get; set; }

        public bool IsCustom { get; set; }

        public byte[] ExtraContent { get; set; } = [];

        public int Block { get; set; } = -1;

        /// <summary>Argument text that came before the call could begin.</summary>
        public PooledBuffer Held { get; } = new();
    }
}
