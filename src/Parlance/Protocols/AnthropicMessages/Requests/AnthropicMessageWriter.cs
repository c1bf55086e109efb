using Microsoft.Extensions.AI;

namespace Parlance.Protocols.AnthropicMessages;

/// <summary>
/// The system prompt and the messages. The wire has one system prompt in front of everything and knows two roles, so
/// tools' results go into the user's turn.
/// </summary>
internal sealed class AnthropicMessageWriter(RequestBodyWriter writer, AnthropicCacheMarks marks, AnthropicDialect dialect)
{
    private readonly AnthropicPartWriter _contents = new(writer, marks, dialect);
    private readonly ShapedTurns _turns = TurnShaper.Shape(writer.Call.Messages, AnthropicTurns.For(dialect));
    private readonly List<PlacedContent> _parts = [];
    private bool _hasTurn;

    public AnthropicCacheMarks Marks => marks;

    private IReadOnlyList<ChatMessage> Messages => writer.Call.Messages;

    public void Write()
    {
        _turns.Report(writer.Call);
        WriteSystem();
        writer.Json.WriteStartArray("messages"u8);
        foreach (var turn in _turns.Turns)
        {
            WriteTurn(turn);
        }

        _turns.RequireSpoken(_hasTurn, writer.Call);
        writer.Json.WriteEndArray();
    }

    private void WriteSystem()
    {
        var parts = new List<PlacedContent>();
        foreach (var index in _turns.System)
        {
            var field = FieldPath.OfMessage(index);
            writer.ReportExtras(Messages[index].AdditionalProperties, field);
            _contents.Collect(parts, Messages[index].Contents, field, AnthropicPlace.System);
        }

        _contents.WriteMember("system"u8, parts, AnthropicPlace.System);
    }

    private void WriteTurn(Turn turn)
    {
        var (first, last) = turn;
        var message = Messages[first];
        var place = message.Role == ChatRole.Assistant ? AnthropicPlace.Assistant : AnthropicPlace.User;
        _parts.Clear();
        for (var index = first; index <= last; index++)
        {
            _contents.Collect(_parts, Messages[index].Contents, FieldPath.OfMessage(index), place);
        }

        if (_parts.Count == 0)
        {
            // The wire refuses a message without content, and there is nothing in it to lose.
            return;
        }

        for (var index = first + 1; index <= last; index++)
        {
            writer.ReportExtras(Messages[index].AdditionalProperties, FieldPath.OfMessage(index));
        }

        _hasTurn = true;
        var start = writer.BeginObject();
        writer.Json.WriteString("role"u8, _turns.RoleOf(turn, writer.Call));
        _contents.WriteMember("content"u8, _parts, place);
        writer.EndObject(start, message.AdditionalProperties, FieldPath.OfMessage(first));
    }
}

/// <summary>Where content stands.</summary>
internal enum AnthropicPlace
{
    System,
    User,
    Assistant,
    ToolResult,
}
