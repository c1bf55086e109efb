using System.Text.Json;
using System.Text.RegularExpressions;

namespace Parlance.Conformance.Field;

/// <summary>
/// One thing that must hold of a written request. The forms:
/// <list type="bullet">
/// <item><c>PATH present</c>, <c>PATH absent</c>, <c>PATH = JSON</c>, <c>PATH ~ REGEX</c>, <c>PATH count N</c>: of the body.
/// A comparison holds for every value that the path finds, and it must find one.</item>
/// <item><c>body ~ REGEX</c>, <c>body !~ REGEX</c>: of the body's text.</item>
/// <item><c>warns ~ REGEX</c>, <c>quiet ~ REGEX</c>, <c>silent</c>: some warning, no warning like that, no warning at all. A
/// warning reads <c>Kind path: message</c>.</item>
/// <item><c>refused ~ REGEX</c>: nothing is sent, for that reason. <c>sent</c>: the rules of the receiver say it all.</item>
/// </list>
/// </summary>
internal sealed partial record FieldCondition(string Text)
{
    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(1);

    /// <summary>The member of the body that it begins at, such as <c>messages</c>.</summary>
    public string Member => Text.Split(' ', '.', '[')[0];

    /// <exception cref="FormatException">It has none of the forms.</exception>
    public bool Holds(WrittenRequest written)
    {
        var form = Form.Match(Text);
        if (!form.Success)
        {
            throw new FormatException($"'{Text}' is no condition.");
        }

        var (subject, test, value) = (form.Groups["subject"].Value, form.Groups["test"].Value, form.Groups["value"].Value);
        return subject switch
        {
            "refused" => written.Refusal is { } reason && Matches(reason, value),
            "sent" => written.Refusal is null,
            "silent" => written.Refusal is null && written.Warnings.Count == 0,
            _ when written.Refusal is not null => false,
            "warns" => written.Warnings.Any(warning => Matches(Describe(warning), value)),
            "quiet" => !written.Warnings.Any(warning => Matches(Describe(warning), value)),
            "body" => Matches(written.Body.GetRawText(), value) == (test == "~"),
            _ => HoldsAt(JsonPlaces.Find(written.Body, subject), test, value),
        };
    }

    public static string Describe(ChatWarning warning) => $"{warning.Kind} {warning.Field}: {warning.Message}";

    private static bool HoldsAt(IReadOnlyList<JsonElement> found, string test, string value) => test switch
    {
        "present" => found.Count > 0,
        "absent" => found.Count == 0,
        "count" => found.Count.ToString(System.Globalization.CultureInfo.InvariantCulture) == value,
        "=" => found.Count > 0 && found.All(element => JsonElement.DeepEquals(element, JsonElement.Parse(value))),
        "~" => found.Count > 0 && found.All(element => Matches(element.ValueKind == JsonValueKind.String ? element.GetString()! : element.GetRawText(), value)),
        _ => throw new FormatException($"'{test}' is no comparison of a value."),
    };

    private static bool Matches(string text, string pattern) => Regex.IsMatch(text, pattern, RegexOptions.Singleline | RegexOptions.CultureInvariant, s_limit);

    [GeneratedRegex(@"^(?<subject>\S+)( (?<test>present|absent|=|~|!~|count)( (?<value>.+))?)?$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Form { get; }
}
