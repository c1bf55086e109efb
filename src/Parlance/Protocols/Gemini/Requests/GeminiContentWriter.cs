using Microsoft.Extensions.AI;

namespace Parlance.Protocols.Gemini;

/// <summary>
/// The system instruction and the contents. The wire has one instruction in front of everything and knows two roles, so
/// tools' results go into the user's turn, all those of one turn of the model into one.
/// </summary>
internal sealed class GeminiContentWriter
{
    private readonly RequestBodyWriter _writer;
    private readonly GeminiPartWriter _parts;

    public GeminiContentWriter(RequestBodyWriter writer, GeminiDialect dialect)
    {
        _writer = writer;
        _parts = new GeminiPartWriter(writer, dialect);
    }

    private IReadOnlyList<ChatMessage> Messages => _writer.Call.Messages;

    public void WriteSystem()
    {
        if (Turns.FindSystem(_writer, Turns.IsSystem) is not [var first, ..] system)
        {
            return;
        }

        var start = _writer.BeginObject("systemInstruction"u8);
        _writer.Json.WriteStartArray("parts"u8);
        foreach (var index in system)
        {
            _parts.Write(Messages[index].Contents, new MessageField(index), isModel: false);
            if (index > first)
            {
                _writer.ReportExtras(Messages[index].AdditionalProperties, new MessageField(index));
            }
        }

        _writer.Json.WriteEndArray();
        _writer.EndObject(start, Messages[first].AdditionalProperties, new MessageField(first));
    }

    public void WriteContents()
    {
        var isBare = Messages.Count(message => !Turns.IsSystem(message)) == 1 && Messages.Any(message => _writer.IsSpelled(message.AdditionalProperties, GeminiSpelling.Bare));
        _writer.Json.WritePropertyName("contents"u8);
        if (!isBare)
        {
            _writer.Json.WriteStartArray();
        }

        var omitted = 0;
        var written = 0;
        for (var index = 0; index < Messages.Count; index++)
        {
            if (!Turns.IsSystem(Messages[index]))
            {
                index = WriteTurn(index, out var isWritten);
                written += isWritten ? 1 : 0;
                omitted += isWritten ? 0 : 1;
            }
        }

        if (omitted > 0 && written == 0)
        {
            throw new LlmException(LlmErrorKind.Unsupported, "Messages: none of the messages says anything, and the wire refuses a conversation without parts.");
        }

        if (!isBare)
        {
            _writer.Json.WriteEndArray();
        }
    }

    private int WriteTurn(int first, out bool isWritten)
    {
        var message = Messages[first];
        var last = Turns.FindLast(Messages, first);
        Turns.ReportNames(_writer, first, last);
        var isModel = message.Role == ChatRole.Assistant;
        isWritten = false;
        for (var index = first; index <= last; index++)
        {
            _parts.Prepare(Messages[index].Contents);
            isWritten |= (Messages[index].Contents.Count == 0 && _writer.IsSpelled(Messages[index].AdditionalProperties, GeminiSpelling.NoParts)) || _parts.HasAny(Messages[index].Contents, new MessageField(index), isModel);
        }

        if (!isWritten)
        {
            // The wire refuses a content without parts, and there is nothing in it to lose.
            return last;
        }

        var start = _writer.BeginObject();
        _writer.Json.WriteString("role"u8, GetRole(message, first));
        _writer.Json.WriteStartArray("parts"u8);
        for (var index = first; index <= last; index++)
        {
            _parts.Write(Messages[index].Contents, new MessageField(index), isModel);
            if (index > first)
            {
                _writer.ReportExtras(Messages[index].AdditionalProperties, new MessageField(index));
            }
        }

        _writer.Json.WriteEndArray();
        _writer.EndObject(start, message.AdditionalProperties, new MessageField(first));
        return last;
    }

    private string GetRole(ChatMessage message, int index) =>
        message.Role == ChatRole.Assistant ? "model"
        : message.Role == ChatRole.User ? "user"
        : message.Role == ChatRole.Tool ? _writer.IsSpelled(message.AdditionalProperties, GeminiSpelling.FunctionRole) ? "function" : "user"
        : throw new LlmException(LlmErrorKind.Unsupported, $"Messages[{index}]: the wire has no role '{message.Role.Value}'. Use user, assistant, system or tool.");
}
