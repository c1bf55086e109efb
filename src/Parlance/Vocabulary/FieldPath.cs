using System.Globalization;
using System.Text;

namespace Parlance;

/// <summary>
/// What a warning is about: a setting, or a place in the conversation or among the tools, as numbers and a name. It becomes
/// text where somebody reads it: <c>TopK</c>, <c>Messages[2].Contents[1].Detail</c>, <c>Tools[0]</c>.
/// </summary>
public readonly record struct FieldPath
{
    // One more than the index, so that the default is a path to nothing.
    private readonly int _message;
    private readonly int _content;
    private readonly int _part;
    private readonly int _tool;

    private FieldPath(int message, int content, int part, int tool, string? member)
    {
        _message = message;
        _content = content;
        _part = part;
        _tool = tool;
        Member = member;
    }

    /// <summary>Which message, null for what stands in none.</summary>
    public int? Message => IndexOf(_message);

    /// <summary>Which content of the message, null for the message itself.</summary>
    public int? Content => IndexOf(_content);

    /// <summary>Which part of a content that is a tool's result, null for the content itself.</summary>
    public int? Part => IndexOf(_part);

    /// <summary>Which tool, null for what is no tool's.</summary>
    public int? Tool => IndexOf(_tool);

    /// <summary>The setting, or the property of the message, content or tool; dots stand between nested ones. Null for the whole.</summary>
    public string? Member { get; private init; }

    /// <summary>What stands one level deeper: a content of the message, or a part of the content.</summary>
    /// <param name="index">Its index.</param>
    public FieldPath this[int index] => _content == 0 ? new(_message, index + 1, 0, 0, null) : new(_message, _content, index + 1, 0, null);

    /// <summary>A path as text has it.</summary>
    /// <param name="text">A setting by its name in .NET, such as <c>TopK</c>, or any other path, such as <c>Messages[2].Contents[1]</c>.</param>
    public static implicit operator FieldPath(string text) => Parse(text);

    /// <summary>The path as text.</summary>
    /// <param name="path">The path.</param>
    public static implicit operator string(FieldPath path) => path.ToString();

    /// <summary>A message of the conversation.</summary>
    /// <param name="index">Its index.</param>
    public static FieldPath OfMessage(int index) => new(index + 1, 0, 0, 0, null);

    /// <summary>A tool of the call.</summary>
    /// <param name="index">Its index.</param>
    public static FieldPath OfTool(int index) => new(0, 0, 0, index + 1, null);

    /// <summary>A property of what the path leads to.</summary>
    /// <param name="member">The property's name.</param>
    public FieldPath Of(string member) => this with { Member = Member is null ? member : $"{Member}.{member}" };

    /// <inheritdoc />
    public override string ToString() => Format("Messages", "Contents", "Result", "Tools", Member);

    /// <summary>The path with other names for its steps.</summary>
    internal string Format(string messages, string contents, string parts, string tools, string? member)
    {
        var text = new StringBuilder();
        Append(text, messages, _message);
        Append(text, contents, _content);
        Append(text, parts, _part);
        Append(text, tools, _tool);
        return member is null ? text.ToString() : text.Length == 0 ? member : text.Append('.').Append(member).ToString();
    }

    /// <summary>The same part and member of what stands at another place of the conversation.</summary>
    internal FieldPath At(FieldPath place) => new(place._message, place._content, place._part == 0 ? _part : place._part, _tool, Member);

    /// <summary>The same member of the tool at another place.</summary>
    internal FieldPath AtTool(FieldPath place) => new(_message, _content, _part, place._tool, Member);

    /// <summary>The same place in a conversation that begins one message later.</summary>
    internal FieldPath BehindFirstMessage() => new(_message - 1, _content, _part, _tool, Member);

    private static FieldPath Parse(string text)
    {
        var rest = text.AsSpan();
        var tool = Take(ref rest, "Tools[");
        var message = tool > 0 ? 0 : Take(ref rest, "Messages[");
        var content = message > 0 ? Take(ref rest, "Contents[") : 0;
        var part = content > 0 ? Take(ref rest, "Result[") : 0;
        return new(message, content, part, tool, rest.IsEmpty ? null : rest.Length == text.Length ? text : rest.ToString());
    }

    /// <summary>Takes a step off a path; returns one more than its index, 0 where the path goes on otherwise.</summary>
    private static int Take(ref ReadOnlySpan<char> rest, string step)
    {
        var end = rest.IndexOf(']');
        if (end < 0 || !rest.StartsWith(step, StringComparison.Ordinal) || !int.TryParse(rest[step.Length..end], NumberStyles.None, CultureInfo.InvariantCulture, out var index))
        {
            return 0;
        }

        rest = rest[(end + 1)..].TrimStart('.');
        return index + 1;
    }

    private static void Append(StringBuilder text, string name, int number)
    {
        if (number > 0)
        {
            text.Append(text.Length == 0 || name.Length == 0 ? "" : ".").Append(name).Append(CultureInfo.InvariantCulture, $"[{number - 1}]");
        }
    }

    private static int? IndexOf(int number) => number == 0 ? null : number - 1;
}
