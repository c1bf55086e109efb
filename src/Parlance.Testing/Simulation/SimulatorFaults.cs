using System.Globalization;

namespace Parlance.Testing;

/// <summary>One way in which the simulator can fail.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Argument">What its number means, null where it takes none.</param>
/// <param name="Default">The number where none is given.</param>
/// <param name="Description">What happens.</param>
public sealed record SimulatorFaultKind(string Name, string? Argument, int Default, string Description)
{
    /// <summary>The model name that asks for it, such as <c>fault:cut:2</c>.</summary>
    public string Example => Argument is null ? $"{SimulatorFaults.ModelPrefix}{Name}" : string.Create(CultureInfo.InvariantCulture, $"{SimulatorFaults.ModelPrefix}{Name}:{Default}");
}

/// <summary>
/// The faults that the simulator has on demand: by the model's name, <c>fault:NAME[:NUMBER]</c>, or by the request header
/// <c>x-parlance-fault: NAME[:NUMBER]</c>, which leaves the model's name alone.
/// </summary>
public static class SimulatorFaults
{
    /// <summary>What a model's name begins with to ask for a fault.</summary>
    public const string ModelPrefix = "fault:";

    /// <summary>The request header that asks for a fault.</summary>
    public const string Header = "x-parlance-fault";

    internal static readonly SimulatorFaultKind Status = new("status", "HTTP status", 429, "An error response with this status, and Retry-After where the status asks to wait.");
    internal static readonly SimulatorFaultKind ErrorFirst = new("error-first", null, 0, "Status 200, and an error as the first event.");
    internal static readonly SimulatorFaultKind ErrorAfter = new("error-after", "events", 2, "An error event after so many events.");
    internal static readonly SimulatorFaultKind Cut = new("cut", "events", 2, "The connection breaks after so many events.");
    internal static readonly SimulatorFaultKind Disconnect = new("disconnect", null, 0, "The connection breaks before any answer.");
    internal static readonly SimulatorFaultKind Stall = new("stall", "events", 2, "Silence after so many events, until the client leaves.");
    internal static readonly SimulatorFaultKind NoAnswer = new("no-answer", null, 0, "No answer at all, not even headers, until the client leaves.");
    internal static readonly SimulatorFaultKind Slow = new("slow", "milliseconds", 100, "A pause of so many milliseconds before every event.");
    internal static readonly SimulatorFaultKind SplitUtf8 = new("split-utf8", null, 0, "Every write ends within a character, or within an event where all characters are ASCII.");
    internal static readonly SimulatorFaultKind CrLf = new("crlf", null, 0, "Lines end in CR LF.");
    internal static readonly SimulatorFaultKind Comments = new("comments", null, 0, "A comment and a retry field before every event; blank lines where the wire has no comments.");
    internal static readonly SimulatorFaultKind Malformed = new("malformed", "events", 2, "An event of broken JSON after so many events.");
    internal static readonly SimulatorFaultKind UnknownEvent = new("unknown-event", null, 0, "An event of a type that nobody knows before every event.");
    internal static readonly SimulatorFaultKind EmptyChoices = new("empty-choices", null, 0, "A chunk whose choices are an empty array before every event.");
    internal static readonly SimulatorFaultKind NoUsage = new("no-usage", null, 0, "The answer reports no usage.");
    internal static readonly SimulatorFaultKind NoTerminal = new("no-terminal", null, 0, "The body ends in good order but without the wire's terminal.");
    internal static readonly SimulatorFaultKind HugeError = new("huge-error", "megabytes", 100, "Status 500 with a body of so many megabytes.");
    internal static readonly SimulatorFaultKind Html = new("html", null, 0, "Status 200 with a web page.");

    /// <summary>Every fault.</summary>
    public static IReadOnlyList<SimulatorFaultKind> All { get; } =
        [Status, ErrorFirst, ErrorAfter, Cut, Disconnect, Stall, NoAnswer, Slow, SplitUtf8, CrLf, Comments, Malformed, UnknownEvent, EmptyChoices, NoUsage, NoTerminal, HugeError, Html];

    /// <summary>Reads <c>NAME[:NUMBER]</c>, with or without the prefix of a model's name.</summary>
    /// <exception cref="LlmException">There is no such fault, or its number is none.</exception>
    internal static SimulatorFault Parse(string text)
    {
        text = text.StartsWith(ModelPrefix, StringComparison.OrdinalIgnoreCase) ? text[ModelPrefix.Length..] : text;
        var parts = text.Split(':', 2);
        var kind = All.FirstOrDefault(known => known.Name.Equals(parts[0], StringComparison.OrdinalIgnoreCase))
            ?? throw new LlmException(LlmErrorKind.InvalidRequest, $"The simulator has no fault '{parts[0]}'. It has: {string.Join(", ", All.Select(known => known.Name))}.");
        if (parts.Length == 1)
        {
            return new SimulatorFault(kind, kind.Default);
        }

        return int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var number) && kind.Argument is not null
            ? new SimulatorFault(kind, number)
            : throw new LlmException(LlmErrorKind.InvalidRequest, kind.Argument is null ? $"The fault '{kind.Name}' takes no number." : $"The fault '{kind.Name}' takes a number: {kind.Argument}.");
    }
}

/// <summary>A fault as one request asks for it.</summary>
internal sealed record SimulatorFault(SimulatorFaultKind Kind, int Number);
