using System.Text;
using Parlance.Json;
using Parlance.Responses;

namespace Parlance.Protocols.OpenAIChat;

/// <content>Tool calls: when each begins is the buffer's to say.</content>
internal sealed partial class OpenAIChatDecoder
{
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
        var call = _calls.Take(piece, isWhole);
        BeginCalls(evenWithoutId: isWhole);
        AppendArguments(call, piece.Arguments);
        if (piece.ExtraContent.IsObject)
        {
            call.ExtraContent = piece.ExtraContent.Bytes.ToArray();
            AttachCallState(call);
        }
    }

    private void ReadFunctionCall(in JsonSlice function)
    {
        if (_calls.TakeFunction(function) is { } call)
        {
            BeginCalls(evenWithoutId: false);
            AppendArguments(call, function.Member("arguments"u8));
        }
    }

    /// <summary>No more pieces will come: calls that still wait for an id or a name begin without it.</summary>
    private void OpenPendingCalls() => BeginCalls(evenWithoutId: true, evenWithoutName: true);

    private void BeginCalls(bool evenWithoutId, bool evenWithoutName = false)
    {
        while (_calls.TryBeginNext(evenWithoutId, evenWithoutName, out var call))
        {
            Begin(call);
        }
    }

    private void Begin(OpenAIChatOpenBlock call)
    {
        Leave();
        call.Block = OpenBlock(new BlockInfo(BlockKind.ToolCall) { Id = call.Id, Name = call.Name, IsCustomCall = call.IsCustom });

        // What kind of call it is comes before its arguments: a listener may have to pass the kind on first.
        AttachCallState(call);
        Append(call.Block, call.Held.Span);
        call.Held.Clear();
    }

    private void AppendArguments(OpenAIChatOpenBlock call, in JsonSlice arguments)
    {
        if (call.Block >= 0)
        {
            Append(call.Block, arguments);
        }
        else if (!arguments.IsMissing)
        {
            // Held text is plain: surrogates cannot be cut here, because what is held is delivered in one piece.
            call.Held.Append(arguments.IsEscaped ? Encoding.UTF8.GetBytes(arguments.AsText()!) : arguments.Bytes);
        }
    }

    /// <summary>Members of the call that go back with it verbatim: see <see cref="OpenAIChatToolCallState"/>.</summary>
    private void AttachCallState(OpenAIChatOpenBlock call)
    {
        if (call.Block >= 0 && call.ExtraContent.Length > 0)
        {
            AttachOpaqueState(call.Block, OpenAIChatToolCallState.Write(call.ExtraContent));
        }
    }
}
