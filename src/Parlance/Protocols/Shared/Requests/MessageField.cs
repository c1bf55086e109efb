using System.Globalization;

namespace Parlance.Protocols;

/// <summary>
/// Where something stands in a conversation: a message, a content of it, or a part of a content that is a tool's result.
/// It becomes text only when a warning is about it: most messages are written without a word about them.
/// </summary>
internal readonly record struct MessageField
{
    private readonly int _message;
    private readonly int _content;
    private readonly int _part;

    public MessageField(int message)
        : this(message, -1, -1)
    {
    }

    private MessageField(int message, int content, int part)
    {
        _message = message;
        _content = content;
        _part = part;
    }

    /// <summary>Which message it is, or is in.</summary>
    public int Message => _message;

    /// <summary>What stands one level deeper: a content of the message, or a part of the content.</summary>
    public MessageField this[int index] => _content < 0 ? new(_message, index, -1) : new(_message, _content, index);

    public static implicit operator string(MessageField field) => field.ToString();

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"Messages[{_message}]{(_content < 0 ? "" : $".Contents[{_content}]")}{(_part < 0 ? "" : $".Result[{_part}]")}");
}
