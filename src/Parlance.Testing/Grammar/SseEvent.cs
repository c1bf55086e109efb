using System.Text;

namespace Parlance.Testing.Grammar;

/// <summary>One server-sent event as it stands in a body.</summary>
/// <param name="Type">The event's type, null where it names none.</param>
/// <param name="Data">Its data.</param>
internal readonly record struct SseEvent(string? Type, byte[] Data)
{
    /// <summary>
    /// Splits a body into its events and reports what the format forbids. Comments are allowed: servers keep a
    /// connection open with them.
    /// </summary>
    public static List<SseEvent> Split(ReadOnlySpan<byte> body, GrammarReport report)
    {
        var events = new List<SseEvent>();
        report.Require(!body.StartsWith("\uFEFF"u8), "", "begins with a byte order mark.");
        report.Require(System.Text.Unicode.Utf8.IsValid(body), "", "is not UTF-8.");
        string? type = null;
        List<byte>? data = null;
        while (!body.IsEmpty)
        {
            var end = body.IndexOf((byte)'\n');
            var line = end < 0 ? body : body[..end];
            body = end < 0 ? default : body[(end + 1)..];
            line = line.EndsWith("\r"u8) ? line[..^1] : line;
            if (line.IsEmpty)
            {
                AddEvent(events, ref type, ref data, report);
            }
            else
            {
                ReadField(line, ref type, ref data, report);
            }
        }

        report.Place = "end";
        // Recorders trim the blank line that ends the last event; a client must not wait for it.
        report.RequireStrict(data is null && type is null, "", "the last event is not ended by a blank line.");
        AddEvent(events, ref type, ref data, report);
        return events;
    }

    private static void AddEvent(List<SseEvent> events, ref string? type, ref List<byte>? data, GrammarReport report)
    {
        if (data is not null)
        {
            events.Add(new SseEvent(type, [.. data]));
        }
        else
        {
            report.Require(type is null, "", $"the event '{type}' has no data.");
        }

        type = null;
        data = null;
    }

    private static void ReadField(ReadOnlySpan<byte> line, ref string? type, ref List<byte>? data, GrammarReport report)
    {
        var colon = line.IndexOf((byte)':');
        var value = colon < 0 ? default : line[(colon + 1)..];
        value = value.StartsWith(" "u8) ? value[1..] : value;
        switch (Encoding.UTF8.GetString(colon < 0 ? line : line[..colon]))
        {
            case "data" when data is null:
                data = [.. value];
                break;
            case "data":
                report.AddStrict("", "an event has more than one line of data.");
                data.Add((byte)'\n');
                data.AddRange(value);
                break;
            case "event":
                report.Require(type is null, "", "an event names its type twice.");
                type = Encoding.UTF8.GetString(value);
                break;
            case "" or "id" or "retry":
                break;
            default:
                report.Add("", $"the line '{Encoding.UTF8.GetString(line)}' is no field of an event.");
                break;
        }
    }
}
