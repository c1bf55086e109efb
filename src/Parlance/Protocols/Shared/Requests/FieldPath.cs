using System.Globalization;
using System.Text;
using Microsoft.Extensions.AI;

namespace Parlance.Protocols;

/// <summary>The field of a warning, from .NET names to the JSON path of an inbound body.</summary>
internal static class FieldPath
{
    private const string MessagesPrefix = "Messages[";

    /// <summary>Translates each name of a path by the wire's table; names that it lacks are members of the wire already.</summary>
    public static string Translate(string field, IReadOnlyDictionary<string, string> names)
    {
        var path = new StringBuilder("$");
        foreach (var segment in field.Split('.'))
        {
            var bracket = segment.IndexOf('[', StringComparison.Ordinal);
            var name = bracket < 0 ? segment : segment[..bracket];
            path.Append('.').Append(names.TryGetValue(name, out var wireName) ? wireName : name);
            if (bracket >= 0)
            {
                path.Append(segment, bracket, segment.Length - bracket);
            }
        }

        return path.ToString();
    }

    /// <summary>
    /// On a wire whose system prompt stands apart, that is the call's first message, and the wire's first message its
    /// second.
    /// </summary>
    /// <param name="messages">The call's messages.</param>
    /// <param name="field">The field as the outbound writer named it.</param>
    /// <param name="system">The member that holds the system prompt.</param>
    public static string ShiftMessages(IReadOnlyList<ChatMessage> messages, string field, string system)
    {
        if (messages is not [var first, ..] || first.Role != ChatRole.System || !field.StartsWith(MessagesPrefix, StringComparison.Ordinal))
        {
            return field;
        }

        var end = field.IndexOf(']', StringComparison.Ordinal);
        var index = int.Parse(field.AsSpan(MessagesPrefix.Length, end - MessagesPrefix.Length), CultureInfo.InvariantCulture);
        return index == 0
            ? $"{system}{field.AsSpan(end + 1)}"
            : string.Create(CultureInfo.InvariantCulture, $"{MessagesPrefix}{index - 1}{field.AsSpan(end)}");
    }

    /// <summary>The same where the member of the system prompt is the list of its contents.</summary>
    public static string ShiftMessagesBehindBlocks(IReadOnlyList<ChatMessage> messages, string field)
    {
        var shifted = ShiftMessages(messages, field, "system");
        return shifted.StartsWith("system", StringComparison.Ordinal) ? shifted.Replace(".Contents", "", StringComparison.Ordinal) : shifted;
    }
}
