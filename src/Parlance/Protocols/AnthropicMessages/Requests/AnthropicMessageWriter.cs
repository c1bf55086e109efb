using Microsoft.Extensions.AI;

namespace Parlance.Protocols.AnthropicMessages;

/// <summary>
/// The system prompt and the messages. The wire has one system prompt in front of everything and knows two roles, so
/// tools' results go into the user's turn.
/// </summary>
internal sealed class AnthropicMessageWriter(RequestBodyWriter writer, AnthropicCacheMarks marks, AnthropicDialect dialect)
{
    private readonly AnthropicContentWriter _contents = new(writer, marks, dialect);
    private readonly List<PlacedContent> _parts = [];
    private bool _hasTurn;

    public AnthropicCacheMarks Marks => marks;

    private IReadOnlyList<ChatMessage> Messages => writer.Call.Messages;

    public void Write()
    {
        WriteSystem();
        writer.Json.WriteStartArray("messages"u8);
        for (var index = 0; index < Messages.Count; index++)
        {
            if (!IsSystem(Messages[index]))
            {
                index = WriteTurn(index);
            }
        }

        if (!_hasTurn)
        {
            throw new LlmException(LlmErrorKind.Unsupported, "Messages: the wire needs a message that says something beside the instructions. Add one of the user.");
        }

        writer.Json.WriteEndArray();
    }

    private static bool IsSystem(ChatMessage message) => Turns.IsSystem(message) && !message.IsInlineSystem;

    private void WriteSystem()
    {
        var parts = new List<PlacedContent>();
        foreach (var index in Turns.FindSystem(writer, IsSystem))
        {
            var field = new MessageField(index);
            writer.ReportExtras(Messages[index].AdditionalProperties, field);
            _contents.Collect(parts, Messages[index].Contents, field, AnthropicPlace.System);
        }

        _contents.WriteMember("system"u8, parts, AnthropicPlace.System);
    }

    /// <summary>Writes the turn that begins at a message: tools' results that follow each other are one.</summary>
    /// <returns>The index of its last message.</returns>
    private int WriteTurn(int first)
    {
        var message = Messages[first];
        var last = Turns.FindLast(Messages, first);
        Turns.ReportNames(writer, first, last);
        var place = message.Role == ChatRole.Assistant ? AnthropicPlace.Assistant : AnthropicPlace.User;
        _parts.Clear();
        for (var index = first; index <= last; index++)
        {
            _contents.Collect(_parts, Messages[index].Contents, new MessageField(index), place);
        }

        if (_parts.Count == 0)
        {
            // The wire refuses a message without content, and there is nothing in it to lose.
            return last;
        }

        for (var index = first + 1; index <= last; index++)
        {
            writer.ReportExtras(Messages[index].AdditionalProperties, new MessageField(index));
        }

        _hasTurn = true;
        var start = writer.BeginObject();
        writer.Json.WriteString("role"u8, GetRole(message, first));
        _contents.WriteMember("content"u8, _parts, place);
        writer.EndObject(start, message.AdditionalProperties, new MessageField(first));
        return last;
    }

    private static string GetRole(ChatMessage message, int index) =>
        message.Role == ChatRole.Assistant ? "assistant"
        : message.Role == ChatRole.User || message.Role == ChatRole.Tool ? "user"
        : message.Role == ChatRole.System ? "system"
        : throw new LlmException(LlmErrorKind.Unsupported, $"Messages[{index}]: the wire has no role '{message.Role.Value}'. Use user, assistant, system or tool.");
}

/// <summary>Where content stands.</summary>
internal enum AnthropicPlace
{
    System,
    User,
    Assistant,
    ToolResult,
}
