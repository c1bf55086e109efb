using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;
using Microsoft.Extensions.AI;

namespace Parlance.Protocols;

/// <summary>What a warning is about, as the JSON path of the inbound body that a call was read from.</summary>
internal static class WirePath
{
    /// <summary>Names each step by the wire's table; names that it lacks are members of the wire already.</summary>
    public static string Of(FieldPath field, IReadOnlyDictionary<string, string> names) =>
        $"$.{field.Format(Find("Messages", names), Find("Contents", names), Find("Result", names), Find("Tools", names), TranslateMember(field.Member, names))}";

    /// <summary>
    /// The same on a wire whose system prompt stands apart: that is the call's first message, and the wire's first message
    /// its second.
    /// </summary>
    /// <param name="field">The field.</param>
    /// <param name="names">The wire's names.</param>
    /// <param name="messages">The call's messages.</param>
    /// <param name="system">The member that holds the system prompt.</param>
    /// <param name="hasContents">False where that member is the list of its contents.</param>
    public static string Of(FieldPath field, IReadOnlyDictionary<string, string> names, IReadOnlyList<ChatMessage> messages, string system, bool hasContents)
    {
        if (field.Message is not { } message || messages is not [var first, ..] || first.Role != ChatRole.System)
        {
            return Of(field, names);
        }

        if (message > 0)
        {
            return Of(field.BehindFirstMessage(), names);
        }

        var path = new StringBuilder("$.").Append(system);
        if (field.Content is { } content)
        {
            path.Append(hasContents ? $".{Find("Contents", names)}" : "").Append(CultureInfo.InvariantCulture, $"[{content}]");
        }

        return TranslateMember(field.Member, names) is { } member ? path.Append('.').Append(member).ToString() : path.ToString();
    }

    /// <summary>A setting or a property by the wire's name; each step of a nested one by its own where the whole has none.</summary>
    [return: NotNullIfNotNull(nameof(member))]
    public static string? TranslateMember(string? member, IReadOnlyDictionary<string, string> names) =>
        member is null ? null
        : names.TryGetValue(member, out var whole) ? whole
        : string.Join('.', member.Split('.').Select(step => Find(step, names)));

    private static string Find(string name, IReadOnlyDictionary<string, string> names) => names.TryGetValue(name, out var wireName) ? wireName : name;
}
