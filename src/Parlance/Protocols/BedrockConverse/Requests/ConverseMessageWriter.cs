using Microsoft.Extensions.AI;

namespace Parlance.Protocols.BedrockConverse;

/// <summary>
/// The system prompt and the messages. The wire has one system prompt in front of everything and knows two roles, so
/// tools' results go into one user's turn.
/// </summary>
internal sealed class ConverseMessageWriter(RequestBodyWriter writer, ConverseDialect dialect)
{
    private readonly ConverseContentWriter _contents = new(writer, dialect);
    private readonly int _lastTurn = FindLastTurn(writer.Call.Messages);
    private bool _hasTurn;

    private IReadOnlyList<ChatMessage> Messages => writer.Call.Messages;

    public void Write()
    {
        WriteSystem();
        writer.Json.WriteStartArray("messages"u8);
        for (var index = 0; index < Messages.Count; index++)
        {
            if (!Turns.IsSystem(Messages[index]))
            {
                index = WriteTurn(index);
            }
        }

        writer.Json.WriteEndArray();
        if (!_hasTurn)
        {
            throw new LlmException(LlmErrorKind.Unsupported, "Messages: the wire needs a message that says something beside the instructions. Add one of the user.");
        }
    }

    private void WriteSystem()
    {
        var parts = new List<PlacedContent>();
        foreach (var index in Turns.FindSystem(writer, Turns.IsSystem))
        {
            var field = new MessageField(index);
            writer.ReportExtras(Messages[index].AdditionalProperties, field);
            _contents.Collect(parts, Messages[index].Contents, field);
        }

        if (parts.Count > 0)
        {
            _contents.Write("system"u8, parts);
        }
    }

    /// <summary>Writes the turn that begins at a message: tools' results that follow each other are one.</summary>
    /// <returns>The index of its last message.</returns>
    private int WriteTurn(int first)
    {
        var message = Messages[first];
        var last = Turns.FindLast(Messages, first);
        Turns.ReportNames(writer, first, last);
        var parts = new List<PlacedContent>();
        for (var index = first; index <= last; index++)
        {
            _contents.Collect(parts, Messages[index].Contents, new MessageField(index));
        }

        if (parts.Count == 0)
        {
            // The wire refuses a message without content, and there is nothing in it to lose.
            return last;
        }

        _hasTurn = true;
        for (var index = first + 1; index <= last; index++)
        {
            writer.ReportExtras(Messages[index].AdditionalProperties, new MessageField(index));
        }

        var start = writer.BeginObject();
        writer.Json.WriteString("role"u8, GetRole(message, first));
        _contents.Write("content"u8, parts, last == _lastTurn ? writer.Call.Options.CacheBreakpoint : null);
        writer.EndObject(start, message.AdditionalProperties, new MessageField(first));
        return last;
    }

    /// <summary>The index of the last message that is no instruction: behind it stands the mark of the whole request.</summary>
    private static int FindLastTurn(IReadOnlyList<ChatMessage> messages)
    {
        var last = messages.Count - 1;
        while (last >= 0 && Turns.IsSystem(messages[last]))
        {
            last--;
        }

        return last;
    }

    private static string GetRole(ChatMessage message, int index) =>
        message.Role == ChatRole.Assistant ? "assistant"
        : message.Role == ChatRole.User || message.Role == ChatRole.Tool ? "user"
        : throw new LlmException(LlmErrorKind.Unsupported, $"Messages[{index}]: the wire has no role '{message.Role.Value}'. Use user, assistant, system or tool.");
}
