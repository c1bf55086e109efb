using Microsoft.Extensions.AI;

namespace Parlance.Protocols.BedrockConverse;

/// <summary>
/// The system prompt and the messages. The wire has one system prompt in front of everything and knows two roles, so
/// tools' results go into one user's turn.
/// </summary>
internal sealed class ConverseMessageWriter(WireWriter writer)
{
    private static readonly ChatRole s_developer = new("developer");

    private readonly ConverseContentWriter _contents = new(writer);
    private bool _hasTurn;

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

        writer.Json.WriteEndArray();
        if (!_hasTurn)
        {
            throw new LlmException(LlmErrorKind.Unsupported, "Messages: the wire needs a message that says something beside the instructions. Add one of the user.");
        }
    }

    private static bool IsSystem(ChatMessage message) => message.Role == ChatRole.System || message.Role == s_developer;

    private void WriteSystem()
    {
        var parts = new List<ConversePart>();
        var isInFront = true;
        for (var index = 0; index < Messages.Count; index++)
        {
            var message = Messages[index];
            if (!IsSystem(message))
            {
                isInFront = false;
                continue;
            }

            if (!isInFront)
            {
                writer.Coerced($"Messages[{index}]", "The wire has one system prompt, in front of the conversation; the message was moved there.");
            }

            writer.ReportExtras(WireExtras.Get(message.AdditionalProperties), new MessageField(index));
            parts.AddRange(ConversePart.Of(message.Contents, new MessageField(index)));
        }

        parts.RemoveAll(_contents.Omits);
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
        var last = first;
        while (message.Role == ChatRole.Tool && last + 1 < Messages.Count && Messages[last + 1].Role == ChatRole.Tool)
        {
            last++;
        }

        var parts = new List<ConversePart>();
        for (var index = first; index <= last; index++)
        {
            parts.AddRange(ConversePart.Of(Messages[index].Contents, new MessageField(index)));
            if (Messages[index].AuthorName is not null)
            {
                writer.Unsupported($"Messages[{index}].AuthorName", "The wire has no names on messages; it was left out.");
            }
        }

        parts.RemoveAll(_contents.Omits);
        if (parts.Count == 0)
        {
            // The wire refuses a message without content, and there is nothing in it to lose.
            return last;
        }

        _hasTurn = true;
        for (var index = first + 1; index <= last; index++)
        {
            writer.ReportExtras(WireExtras.Get(Messages[index].AdditionalProperties), new MessageField(index));
        }

        var start = writer.BeginObject();
        writer.Json.WriteString("role"u8, GetRole(message, first));
        _contents.Write("content"u8, parts);
        writer.EndObject(start, message.AdditionalProperties, new MessageField(first));
        return last;
    }

    private static string GetRole(ChatMessage message, int index) =>
        message.Role == ChatRole.Assistant ? "assistant"
        : message.Role == ChatRole.User || message.Role == ChatRole.Tool ? "user"
        : throw new LlmException(LlmErrorKind.Unsupported, $"Messages[{index}]: the wire has no role '{message.Role.Value}'. Use user, assistant, system or tool.");
}

/// <summary>A content and how warnings name it.</summary>
internal readonly record struct ConversePart(AIContent Content, MessageField Field)
{
    public static IEnumerable<ConversePart> Of(IEnumerable<AIContent> contents, MessageField place) =>
        contents.Select((content, index) => new ConversePart(content, place[index]));
}
