using Microsoft.Extensions.AI;

namespace Parlance.Protocols.BedrockConverse;

/// <summary>
/// The system prompt and the messages. The wire has one system prompt in front of everything and knows two roles, so
/// tools' results go into one user's turn.
/// </summary>
internal sealed class ConverseMessageWriter(RequestBodyWriter writer, ConverseDialect dialect)
{
    private readonly ConversePartWriter _contents = new(writer, dialect);
    private readonly ShapedTurns _turns = TurnShaper.Shape(writer.Call.Messages, ConverseTurns.For(dialect));
    private bool _hasTurn;

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
            _contents.Collect(parts, Messages[index].Contents, field);
        }

        if (parts.Count > 0)
        {
            _contents.Write("system"u8, parts);
        }
    }

    private static bool IsDocument(AIContent content) =>
        MediaAddress.TypeOf(content) is { } type && ConverseMedia.TryGetFormat(MediaTypes.Normalize(type), out var format) && format.Kind == "document";

    private void WriteTurn(Turn turn)
    {
        var (first, last) = turn;
        var message = Messages[first];
        var parts = new List<PlacedContent>();
        for (var index = first; index <= last; index++)
        {
            _contents.Collect(parts, Messages[index].Contents, FieldPath.OfMessage(index));
        }

        if (parts.Count == 0)
        {
            // The wire refuses a message without content, and there is nothing in it to lose.
            return;
        }

        if (message.Role != ChatRole.Assistant && !writer.Call.IsOwnOf(ConverseProtocol.WireName) && parts.Exists(static part => IsDocument(part.Content)) && !parts.Exists(static part => part.Content is TextContent))
        {
            writer.Coerced(parts[0].Field, "The wire takes a document with a text beside it alone; a text that points to it was added.");
            parts.Add(new PlacedContent(new TextContent("See the document."), parts[0].Field));
        }

        _hasTurn = true;
        for (var index = first + 1; index <= last; index++)
        {
            writer.ReportExtras(Messages[index].AdditionalProperties, FieldPath.OfMessage(index));
        }

        var start = writer.BeginObject();
        writer.Json.WriteString("role"u8, _turns.RoleOf(turn, writer.Call));
        // Behind the last turn stands the mark of the whole request.
        _contents.Write("content"u8, parts, turn == _turns.Turns[^1] ? writer.Call.Options.CacheBreakpoint : null);
        writer.EndObject(start, message.AdditionalProperties, FieldPath.OfMessage(first));
    }
}
