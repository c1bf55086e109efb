using Microsoft.Extensions.AI;

namespace Parlance.Protocols.Gemini;

/// <summary>
/// The system instruction and the contents. The wire has one instruction in front of everything and knows two roles, so
/// tools' results go into the user's turn, all those of one turn of the model into one.
/// </summary>
internal sealed class GeminiMessageWriter
{
    private readonly RequestBodyWriter _writer;
    private readonly GeminiPartWriter _parts;
    private readonly ShapedTurns _turns;

    public GeminiMessageWriter(RequestBodyWriter writer, GeminiDialect dialect)
    {
        _writer = writer;
        _parts = new GeminiPartWriter(writer, dialect);
        _turns = TurnShaper.Shape(writer.Call.Messages, GeminiTurns.For(dialect));
    }

    private IReadOnlyList<ChatMessage> Messages => _writer.Call.Messages;

    public void WriteSystem()
    {
        _turns.Report(_writer.Call);
        if (_turns.System is not [var first, ..] system)
        {
            return;
        }

        var start = _writer.BeginObject("systemInstruction"u8);
        _writer.Json.WriteStartArray("parts"u8);
        foreach (var index in system)
        {
            _parts.Write(Messages[index].Contents, FieldPath.OfMessage(index), isModel: false);
            if (index > first)
            {
                _writer.ReportExtras(Messages[index].AdditionalProperties, FieldPath.OfMessage(index));
            }
        }

        _writer.Json.WriteEndArray();
        _writer.EndObject(start, Messages[first].AdditionalProperties, FieldPath.OfMessage(first));
    }

    public void WriteContents()
    {
        var isBare = _turns.Turns is [{ } only] && only.First == only.Last && Messages.Any(message => _writer.IsSpelled(message.AdditionalProperties, GeminiSpelling.Bare));
        _writer.Json.WritePropertyName("contents"u8);
        if (!isBare)
        {
            _writer.Json.WriteStartArray();
        }

        var isAnyWritten = false;
        foreach (var turn in _turns.Turns)
        {
            isAnyWritten |= TryWrite(turn);
        }

        _turns.RequireSpoken(isAnyWritten, _writer.Call);
        if (!isBare)
        {
            _writer.Json.WriteEndArray();
        }
    }

    private bool TryWrite(Turn turn)
    {
        var (first, last) = turn;
        var message = Messages[first];
        var isModel = message.Role == ChatRole.Assistant;
        var isWritten = false;
        for (var index = first; index <= last; index++)
        {
            _parts.Prepare(Messages[index].Contents);
            isWritten |= (Messages[index].Contents.Count == 0 && _writer.IsSpelled(Messages[index].AdditionalProperties, GeminiSpelling.NoParts)) || _parts.HasAny(Messages[index].Contents, FieldPath.OfMessage(index), isModel);
        }

        if (!isWritten)
        {
            // The wire refuses a content without parts, and there is nothing in it to lose.
            return false;
        }

        _parts.BeginTurn();
        var start = _writer.BeginObject();
        _writer.Json.WriteString("role"u8, GetRole(turn));
        _writer.Json.WriteStartArray("parts"u8);
        for (var index = first; index <= last; index++)
        {
            _parts.Write(Messages[index].Contents, FieldPath.OfMessage(index), isModel);
            if (index > first)
            {
                _writer.ReportExtras(Messages[index].AdditionalProperties, FieldPath.OfMessage(index));
            }
        }

        _writer.Json.WriteEndArray();
        _writer.EndObject(start, message.AdditionalProperties, FieldPath.OfMessage(first));
        return true;
    }

    private string GetRole(Turn turn)
    {
        var message = Messages[turn.First];
        return message.Role == ChatRole.Tool && _writer.IsSpelled(message.AdditionalProperties, GeminiSpelling.FunctionRole) ? "function" : _turns.RoleOf(turn, _writer.Call);
    }
}
